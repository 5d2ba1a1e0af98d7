//! What the preview serves after any edits is what a fresh build makes of the same files.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

mod support;

use guildbook::compile::{Compiler, Options};
use guildbook::path::OutputPath;
use guildbook::read;
use guildbook::serve::http::{Body, Request};
use guildbook::serve::{Builder, Choice, Preview, Snapshot, answer};
use guildbook::site::Output;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use support::edits::{Edit, apply, edit};
use support::preview::without_script;
use support::random::{self, Files};
use support::{outputs, today};

type Outputs = BTreeMap<String, Vec<u8>>;

/// Makes the folder hold these files and no others; gives the paths that changed, as events would name them.
fn lay_out(folder: &Path, was: &Files, files: &Files) -> BTreeSet<std::path::PathBuf> {
    let gone = was.keys().filter(|path| !files.contains_key(*path));
    let new = files.iter().filter(|(path, text)| was.get(*path) != Some(text));
    let mut touched = BTreeSet::new();
    for path in gone {
        let _ = fs::remove_file(folder.join(path));
        touched.insert(folder.join(path));
    }
    for (path, text) in new {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder can be made");
        fs::write(&path, text).expect("a file can be written");
        touched.insert(path);
    }
    touched
}

/// What a build makes of the folder; `None` where settings or layouts cannot be used.
fn fresh(folder: &Path) -> Option<Outputs> {
    let sources = read::site(folder, None).expect("the settings are there").value;
    let compilation = Compiler::default().compile(&sources, &Options::on(today()));
    let (files, findings) = outputs(&compilation);
    (compilation.site.is_some() && findings.is_empty()).then_some(files)
}

/// What is served at the paths of all outputs, without the script of the preview.
fn served(snapshot: &Arc<Snapshot>) -> Outputs {
    let preview = Preview::new();
    preview.publish(snapshot.clone());
    let base = snapshot.base().to_owned();
    let ask = |path: &str| {
        let request = Request { path: format!("{base}{path}"), query: String::new(), is_from_here: true };
        let body = match answer(&preview, &request).body {
            Body::Bytes(bytes) => bytes,
            Body::File(mut file) => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).expect("it can be read");
                bytes
            }
        };
        match path.ends_with(".html") {
            true => without_script(&String::from_utf8(body).expect("pages are UTF-8")).into_bytes(),
            false => body,
        }
    };
    let paths = snapshot.pages.iter().flat_map(|pages| pages.outputs()).map(ToString::to_string).collect::<Vec<_>>();
    paths.into_iter().map(|path| (path.clone(), ask(&path))).collect()
}

fn builder(root: &Path) -> Builder {
    let choice = Choice {
        root: root.into(),
        settings: None,
        audience: None,
        drafts: false,
        base_url: None,
        today: Box::new(|_| today()),
    };
    Builder::new(choice)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_served_after_any_edits_equals_a_fresh_build(start in random::site(), edits in vec(edit(), 1..7)) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut builder = builder(folder.path());
        let mut files = start;
        lay_out(folder.path(), &Files::default(), &files);
        let mut newest: Option<Arc<Snapshot>> = None;
        let mut good: Option<Outputs> = None;
        let mut touched = BTreeSet::new();
        for edit in std::iter::once(None).chain(edits.into_iter().map(Some)) {
            let done = format!("{edit:?}");
            if let Some(edit) = edit.filter(|edit| !matches!(edit, Edit::Audience(_))) {
                let was = files.clone();
                apply(&mut files, edit);
                touched = lay_out(folder.path(), &was, &files);
            }
            newest = builder.build_touched(&touched).or(newest);
            let walked = builder.read(&touched).map(|reading| builder.build(reading)).expect("it can be read");
            newest = walked.or(newest);
            let snapshot = newest.as_ref().expect("something is built at first");
            // Where settings or layouts cannot be used, what was good before stays.
            let fresh = fresh(folder.path());
            prop_assert_eq!(fresh.is_none() && good.is_some(), snapshot.is_old, "after {}", &done);
            good = fresh.or(good);
            let Some(good) = &good else { continue };
            let found = served(snapshot);
            // Files that are copied are read when they are asked for, also where the pages are from before.
            let is_copied = |path: &str| {
                let output = snapshot.site().and_then(|site| site.outputs.get(&OutputPath::new(path)));
                matches!(output, Some(Output::Asset(_)))
            };
            let paths = good.keys().chain(found.keys()).filter(|path| !snapshot.is_old || !is_copied(path));
            let differs = paths.into_iter().find(|path| good.get(*path) != found.get(*path));
            prop_assert_eq!(differs, None, "after {}", &done);
        }
    }
}
