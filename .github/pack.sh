#!/usr/bin/env bash
# Packs a built program for one target: the binary, completions, manual pages, licences.
# Usage: .github/pack.sh BINARY TARGET VERSION FOLDER
set -euo pipefail
binary="$(realpath "$1")" target=$2 version=$3
mkdir -p "$4"
out="$(realpath "$4")"
cd "$(dirname "$0")/.."
name="guildbook-$version-$target"

stage="$(mktemp -d)"
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/completions" "$stage/$name/man/man1"
cp "$binary" LICENSE-MIT LICENSE-APACHE README.md CHANGELOG.md "$stage/$name/"

completions="$stage/$name/completions"
"$binary" completions bash >"$completions/guildbook.bash"
"$binary" completions zsh >"$completions/_guildbook"
"$binary" completions fish >"$completions/guildbook.fish"
"$binary" completions powershell >"$completions/_guildbook.ps1"
"$binary" completions elvish >"$completions/guildbook.elv"
"$binary" man --out "$stage/$name/man/man1"

case "$target" in
*windows*) (cd "$stage" && 7z a -bso0 "$out/$name.zip" "$name") ;;
*) tar -C "$stage" -czf "$out/$name.tar.gz" "$name" ;;
esac
