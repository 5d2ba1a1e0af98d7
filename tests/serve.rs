//! The preview: what it serves, what it does when files change, and what it refuses.
//!
//! The program itself runs, on sites on the disk. Nothing sleeps for a while and hopes: all wait for what is to come.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use support::command::{guildbook, site};
use support::preview::{Served, wait, without_script};

const SITE: [(&str, &str); 6] = [
    ("guildbook.yaml", "title: Test\nbase_url: https://guild.test/our/site/\n"),
    ("content/themes/soil.md", "# Soil\n\nWhat lives in it.\n"),
    ("content/sessions/2026-03-05-compost.md", "---\nthemes: [soil]\n---\n# Compost\n\nWe turned it.\n"),
    ("content/sessions/2026-03-12-worms.md", "# Worms\n\nSee [the last one](2026-03-05-compost.md).\n"),
    ("content/members/ana.md", "# Ana\n"),
    ("static/sheet.pdf", "0123456789"),
];

const COMPOST: &str = "content/sessions/2026-03-05-compost.md";

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// The serious kind of save: a new file is moved over the old one.
fn save_by_rename(folder: &Path, path: &str, text: &str) {
    write(folder, &format!("{path}.tmp"), text);
    fs::rename(folder.join(format!("{path}.tmp")), folder.join(path)).expect("a file can be renamed");
}

/// Every file of a build of the site as it is now.
fn built(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let output = tempfile::tempdir().expect("a folder");
    let public = output.path().join("public");
    let run = guildbook(folder, &["build", "--keep-going", "--output", public.to_str().expect("UTF-8")]);
    assert!(public.is_dir(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut files = Vec::new();
    let mut folders = vec![public.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it can be read").flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => {
                    let name = path.strip_prefix(&public).expect("it lies there").to_str().expect("UTF-8").to_owned();
                    files.push((name, fs::read(path).expect("it can be read")));
                }
            }
        }
    }
    files.retain(|(name, _)| name != ".guildbook");
    files.sort();
    files
}

/// Everything that is served is what a build writes.
#[track_caller]
fn serves_what_is_built(served: &Served, folder: &Path) {
    for (path, expected) in built(folder) {
        let answer = served.get(&path);
        let found = if path.ends_with(".html") { without_script(&answer.text()).into_bytes() } else { answer.body };
        assert_eq!(answer.status, 200, "{path}");
        assert!(found == expected, "{path} differs: {}", String::from_utf8_lossy(&found));
    }
}

#[test]
fn the_same_bytes_are_served_as_are_built() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    assert_eq!(served.base, "/our/site/");
    serves_what_is_built(&served, folder.path());
    write(folder.path(), "content/members/bo.md", "# Bo\n\nTurns the [compost](../sessions/2026-03-05-compost.md).\n");
    write(folder.path(), COMPOST, "---\nthemes: [soil]\nfacilitators: [bo]\n---\n# Hot compost\n");
    served.shows("sessions/2026-03-05-compost/", "Bo");
    served.shows("members/bo/", "Hot compost");
    serves_what_is_built(&served, folder.path());
    assert!(!folder.path().join("public").exists(), "nothing is written");
}

#[test]
fn the_parts_of_an_address_lead_where_a_host_leads_them() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    let at = |path: &str| {
        served
            .ask(format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port).as_bytes())
            .expect("an answer")
    };
    assert_eq!(at("/our/site/sessions").field("Location"), Some("/our/site/sessions/"));
    assert_eq!(at("/").field("Location"), Some("/our/site/"));
    assert_eq!(at("/our/site").field("Location"), Some("/our/site/"));
    for missing in [
        "/our/site/nothing/",
        "/our/site/../../etc/passwd",
        "/our/site/%2e%2e/guildbook.yaml",
        "/sessions/",
        "/our/site/content/themes/soil.md",
    ] {
        let answer = at(missing);
        assert_eq!(answer.status, 404, "{missing}");
        assert!(answer.text().contains("<!doctype html>"), "{missing} gets the site's own page");
    }
}

#[test]
fn what_is_made_of_a_change_is_everywhere() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    let mentions = |served: &Served| served.page("sessions/2026-03-05-compost/").contains("Mentioned in");
    assert!(mentions(&served));
    save_by_rename(folder.path(), "content/sessions/2026-03-12-worms.md", "# Wriggly worms\n\nAlone.\n");
    served.shows("sessions/", "Wriggly worms");
    assert!(!mentions(&served), "the link to it is gone, and so is the backlink");
    fs::remove_file(folder.path().join("content/members/ana.md")).expect("it can be removed");
    wait("the member is gone", || served.get("members/ana/").status == 404);
    serves_what_is_built(&served, folder.path());
}

#[test]
fn folders_come_and_go() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    write(folder.path(), "content/notes/deep/er/one.md", "# One\n");
    served.shows("notes/deep/er/one/", "One");
    write(folder.path(), "content/notes/deep/er/two.md", "# Two\n");
    served.shows("notes/deep/er/two/", "Two");
    fs::rename(folder.path().join("content/notes"), folder.path().join("content/papers")).expect("it can be renamed");
    served.shows("papers/deep/er/two/", "Two");
    assert_eq!(served.get("notes/deep/er/two/").field("Guildbook-Moved-To"), Some("/our/site/papers/deep/er/two/"));
    write(folder.path(), "content/papers/deep/er/two.md", "# Changed after the move\n");
    served.shows("papers/deep/er/two/", "Changed after the move");
    fs::remove_dir_all(folder.path().join("content/papers")).expect("it can be removed");
    wait("the folder is gone", || served.get("papers/deep/er/two/").status == 404);
    write(folder.path(), "content/papers/deep/er/two.md", "# Back\n");
    served.shows("papers/deep/er/two/", "Back");
    write(folder.path(), "content/papers/deep/er/two.md", "# And watched\n");
    served.shows("papers/deep/er/two/", "And watched");
    serves_what_is_built(&served, folder.path());
}

#[test]
fn a_checkout_of_a_thousand_files_is_few_builds() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    let before = served.build();
    for n in 0..1_000 {
        write(folder.path(), &format!("content/notes/{}/note-{n}.md", n % 20), &format!("# Note {n}\n"));
    }
    served.shows("notes/19/note-999/", "Note 999");
    served.shows("notes/0/note-0/", "Note 0");
    wait("the last build is done", || served.get("notes/18/note-998/").status == 200);
    let n_builds = served.build() - before;
    assert!(n_builds <= 40, "{n_builds} builds for one checkout");
    for n in 0..1_000 {
        fs::rename(
            folder.path().join(format!("content/notes/{}/note-{n}.md", n % 20)),
            folder.path().join(format!("content/notes/{}/other-{n}.md", n % 20)),
        )
        .expect("it can be renamed");
    }
    served.shows("notes/19/other-999/", "Note 999");
    wait("the old names are gone", || served.get("notes/19/note-999/").status == 404);
    serves_what_is_built(&served, folder.path());
}

#[test]
fn what_is_no_part_of_the_site_triggers_nothing() {
    let folder = site(&SITE);
    guildbook(folder.path(), &["build"]);
    let served = Served::start(folder.path(), &[]);
    let before = served.build();
    for path in [
        "public/new.html",
        "content/.hidden.md",
        ".git/HEAD",
        "content/.cache/x.md",
        "content/x.md~",
        "node_modules/x/readme.md",
    ] {
        write(folder.path(), path, "# Nothing\n");
    }
    guildbook(folder.path(), &["build"]);
    // Whatever came before this has been looked at once this is served.
    write(folder.path(), "content/last.md", "# Last\n");
    served.shows("last/", "Last");
    assert_eq!(served.build(), before + 1);
}

#[test]
fn one_broken_file_costs_one_page_until_it_is_mended() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    write(folder.path(), COMPOST, "---\nfacilitators: [anna]\n---\n# Compost\n\nStill here.\n");
    served.shows("sessions/2026-03-05-compost/", "Still here");
    let findings = served.findings();
    let finding = &findings["findings"][0];
    assert_eq!(findings["counts"]["error"], 1);
    assert_eq!(finding["code"], "unknown-member");
    assert_eq!(
        (finding["file"].as_str(), &finding["line"], &finding["column"]),
        (Some(COMPOST), &2.into(), &16.into())
    );
    assert_eq!(finding["source"]["text"], "facilitators: [anna]");
    assert_eq!((&finding["source"]["from"], &finding["source"]["to"]), (&15.into(), &19.into()));
    assert_eq!(finding["help"], "did you mean `ana`?");
    assert!(served.said().contains("error[unknown-member]: no member is called `anna`"), "{}", served.said());

    write(folder.path(), COMPOST, "---\ntitle: [\n---\n# Compost\n");
    wait("the page is left out", || served.get("sessions/2026-03-05-compost/").status == 404);
    let answer = served.get("sessions/2026-03-05-compost/");
    assert_eq!(answer.field("Guildbook-Withheld"), Some(COMPOST));
    assert_eq!(served.get("sessions/2026-03-12-worms/").status, 200, "all others stay");
    write(folder.path(), COMPOST, "# Mended\n");
    served.shows("sessions/2026-03-05-compost/", "Mended");
    assert_eq!(served.findings()["findings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn broken_settings_and_layouts_keep_the_last_good_site() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    let good = served.page("sessions/");
    let is_old = || served.findings()["is_old"] == true;
    write(folder.path(), "guildbook.yaml", "tilte: Test\nbase_url: https://guild.test/our/site/\n");
    wait("the settings are found to be broken", is_old);
    assert_eq!(served.findings()["findings"][0]["code"], "unknown-setting");
    write(folder.path(), COMPOST, "# Not shown yet\n");
    assert_eq!(served.page("sessions/"), good);
    write(folder.path(), "guildbook.yaml", "title: Test\nbase_url: https://guild.test/our/site/\n");
    served.shows("sessions/2026-03-05-compost/", "Not shown yet");

    let good = served.page("themes/soil/");
    for broken in ["{% if %}", "{{ nothing.there }}"] {
        write(folder.path(), "skin/layouts/theme.html", broken);
        wait("the layout is found to be broken", is_old);
        assert_eq!(served.findings()["findings"][0]["file"], "skin/layouts/theme.html");
        assert_eq!(served.page("themes/soil/"), good);
        fs::remove_file(folder.path().join("skin/layouts/theme.html")).expect("it can be removed");
        wait("it is mended", || !is_old());
    }
    write(folder.path(), "skin/layouts/theme.html", "<head></head>My own {{ page.title }}");
    served.shows("themes/soil/", "My own Soil");
    serves_what_is_built(&served, folder.path());
}

#[test]
fn a_site_that_is_broken_from_the_start_says_so_until_it_is_mended() {
    let folder = site(&SITE);
    write(folder.path(), "guildbook.yaml", "tilte: Test\n");
    let served = Served::start(folder.path(), &[]);
    let answer = served.get("");
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("there is no setting `tilte`"), "{}", answer.text());
    write(folder.path(), "guildbook.yaml", "title: Test\n");
    served.shows("sessions/", "Compost");
}

#[test]
fn words_styles_and_pictures_follow() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    write(folder.path(), "skin/static/style.css", "body { color: red }");
    wait("the new style is linked", || {
        let html = served.get("").text();
        let style =
            html.split("href=\"").find_map(|part| part.split_once('"').filter(|(href, _)| href.contains("style.")));
        style.is_some_and(|(href, _)| served.get(href.trim_start_matches("./")).text() == "body { color: red }")
    });
    write(folder.path(), "skin/strings/en.yaml", "home: Hearth\n");
    served.shows("sessions/", "Hearth");
    write(folder.path(), "static/sheet.pdf", "abc");
    wait("the file is the new one", || served.get("sheet.pdf").text() == "abc");
}

#[test]
fn a_folder_that_is_polled_is_followed_too() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &["--poll"]);
    write(folder.path(), COMPOST, "# Looked at again\n");
    served.shows("sessions/2026-03-05-compost/", "Looked at again");
    save_by_rename(folder.path(), COMPOST, "# And again\n");
    served.shows("sessions/2026-03-05-compost/", "And again");
}

#[test]
fn where_the_system_watches_no_more_folders_it_says_so_and_looks_again() {
    let folder = site(&SITE);
    let limited = |limit: &str, then: &str| {
        let mut command = Command::new("unshare");
        let script = format!("echo 2 > /proc/sys/user/{limit} && exec {then}");
        command.args(["--user", "--map-root-user", "sh", "-c", &script]).current_dir(folder.path());
        command
    };
    if !limited("max_inotify_watches", "true").output().is_ok_and(|output| output.status.success()) {
        return eprintln!("not tested, because this machine makes no user namespaces: the limit of watches");
    }
    let serve = format!("{} serve --port 0", env!("CARGO_BIN_EXE_guildbook"));
    let served = Served::of(limited("max_inotify_watches", &serve));
    write(folder.path(), COMPOST, "# Seen all the same\n");
    served.shows("sessions/2026-03-05-compost/", "Seen all the same");
    assert!(served.said().contains("the system watches no more folders"), "{}", served.said());
}

#[test]
fn a_truncating_save_and_a_file_that_vanishes_are_followed_to_their_end() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    for n in 0..20 {
        write(folder.path(), COMPOST, "");
        write(folder.path(), "content/vanishing.md", "# Gone soon\n");
        write(folder.path(), COMPOST, &format!("# Saved {n} times\n"));
        fs::remove_file(folder.path().join("content/vanishing.md")).expect("it can be removed");
    }
    served.shows("sessions/2026-03-05-compost/", "Saved 19 times");
    wait("what vanished is gone", || served.get("vanishing/").status == 404);
    serves_what_is_built(&served, folder.path());
}

#[test]
fn drafts_audiences_and_the_day_are_those_of_a_build() {
    let folder = site(&SITE);
    write(folder.path(), "content/draft.md", "---\ndraft: true\n---\n# Draft\n");
    write(folder.path(), "content/private.md", "---\naudience: members\n---\n# Private\n");
    let public = Served::start(folder.path(), &[]);
    assert_eq!((public.get("draft/").status, public.get("private/").status), (404, 404));
    let members = Served::start(folder.path(), &["--audience", "members", "--drafts", "-u", "http://x.test/y/"]);
    assert_eq!(members.base, "/y/");
    assert_eq!((members.get("draft/").status, members.get("private/").status), (200, 200));
    let wrong = guildbook(folder.path(), &["serve", "--audience", "membres"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("there is no audience `membres`"));
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_ends_it() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    let port = served.port.to_string();
    let second = guildbook(folder.path(), &["serve", "--port", &port]);
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains(&port), "{}", String::from_utf8_lossy(&second.stderr));
}

#[test]
fn an_interrupt_ends_it_with_success() {
    let folder = site(&SITE);
    for signal in ["INT", "TERM"] {
        let mut served = Served::start(folder.path(), &[]);
        let killed = Command::new("kill").args(["-s", signal, &served.child.id().to_string()]).status();
        assert!(killed.expect("kill can be started").success());
        assert_eq!(served.child.wait().expect("it ends").code(), Some(0), "{signal}");
    }
}

#[test]
fn a_listener_hears_of_a_build_at_once_and_others_are_refused() {
    let folder = site(&SITE);
    let served = Served::start(folder.path(), &[]);
    let number = served.build();
    let ask = |path: &str, field: &str| {
        let head =
            format!("GET {}.guildbook/{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{field}\r\n", served.base, served.port);
        served.ask(head.as_bytes()).expect("an answer")
    };
    std::thread::scope(|scope| {
        let listeners: Vec<_> =
            (0..20).map(|_| scope.spawn(|| ask(&format!("build?after={number}"), "").text())).collect();
        write(folder.path(), COMPOST, "# Heard of\n");
        for listener in listeners {
            assert_eq!(listener.join().expect("it is told"), (number + 1).to_string());
        }
    });
    for path in ["build", "findings", "preview.js", "preview.css"] {
        assert_eq!(ask(path, "Origin: http://evil.test\r\n").status, 403, "{path}");
        assert_eq!(ask(path, "Sec-Fetch-Site: cross-site\r\n").status, 403, "{path}");
        assert_eq!(ask(path, "").status, 200, "{path}");
        assert_eq!(ask(path, "").field("Access-Control-Allow-Origin"), None);
    }
}

#[test]
fn an_asset_that_became_a_link_to_elsewhere_is_not_followed() {
    let folder = site(&SITE);
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret"), "zqvlaum").expect("it can be written");
    let served = Served::start(folder.path(), &[]);
    assert_eq!(served.get("sheet.pdf").text(), "0123456789");
    fs::remove_file(folder.path().join("static/sheet.pdf")).expect("it can be removed");
    std::os::unix::fs::symlink(outside.path().join("secret"), folder.path().join("static/sheet.pdf")).expect("a link");
    for _ in 0..50 {
        assert!(!served.get("sheet.pdf").text().contains("zqvlaum"));
    }
}
