#!/usr/bin/env bash
# Everything that is checked, in one command. On Debian it installs what it needs beside Rust and Node.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$(pwd)"

step() { printf '\n== %s\n' "$1"; }

need_packages() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v cc >/dev/null || missing+=(gcc libc6-dev)
  command -v mkfifo >/dev/null || missing+=(coreutils)
  if ((${#missing[@]})); then
    step "installing ${missing[*]}"
    local sudo=(); [ "$(id -u)" = 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
}

need_packages

step 'format'
cargo fmt --check

step 'clippy'
cargo clippy --locked --all-targets --quiet -- -D warnings

step 'tests'
cargo test --locked --quiet

step 'documentation'
RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --quiet

step 'the example site has no finding, and a second build changes nothing'
site="$(mktemp -d)"
trap 'rm -rf "$site"' EXIT
cargo build --locked --quiet
guildbook=target/debug/guildbook
"$guildbook" check example-site --strict
"$guildbook" build example-site --output "$site/guild" --strict
find "$site/guild" -printf '%P %T@ %i\n' | sort >"$site/before"
"$guildbook" build example-site --output "$site/guild" --quiet
find "$site/guild" -printf '%P %T@ %i\n' | sort >"$site/after"
cmp "$site/before" "$site/after"

step 'the example has no finding in any year'
for year in $(seq 2026 2036); do
  "$guildbook" check example-site --strict --quiet --today "$year-01-01"
  "$guildbook" check example-site --strict --quiet --today "$year-07-01"
done

step 'the documentation has no finding'
"$guildbook" check docs --strict

step 'an archive for releases holds what it should'
.github/pack.sh "$guildbook" here 0.0.0 "$site/archives"
tar -xzf "$site/archives/guildbook-0.0.0-here.tar.gz" -C "$site"
"$site/guildbook-0.0.0-here/guildbook" --version
bash -n "$site/guildbook-0.0.0-here/completions/guildbook.bash"
test -s "$site/guildbook-0.0.0-here/man/man1/guildbook-check.1"

step 'browser'
mkdir "$site/source"
cp -r example-site/. "$site/source/"
echo 'urls: file' >>"$site/source/guildbook.yaml"
"$guildbook" build "$site/source" --output "$site/files" --quiet
(
  cd tests/browser
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --silent
  GUILDBOOK="$root/target/debug/guildbook" GUILDBOOK_SITE="$site/guild" GUILDBOOK_FILE_SITE="$site/files" npx playwright test
)

step 'all passed'
