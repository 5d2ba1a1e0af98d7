//! `guildbook init [DIR]`

use super::args::{Ci, Global, Init};
use super::create::{self, Made};
use super::session::today;
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::config::{Config, SETTINGS_FILE};
use crate::path::SitePath;
use crate::read;
use crate::scaffold::recipe::{self, Host, Setting};
use crate::scaffold::{Plan, Tree, existing, generator_files, starter};
use std::path::Path;

pub(super) fn run(init: &Init, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    let here = std::env::current_dir().map_err(|error| format!("this folder cannot be read: {error}"))?;
    let base = global.directory.as_ref().map_or(here.clone(), |directory| here.join(directory));
    let root = init.dir.as_ref().map_or(base.clone(), |dir| base.join(dir));
    check_title(init.title.as_deref())?;
    std::fs::create_dir_all(&root).map_err(|error| format!("cannot make {}: {error}", root.display()))?;
    let tree = look(&root)?;
    let found = Here::of(&tree, &root);
    let plan = plan(init, &tree, &root, found)?;
    let made = make(&root, &plan)?;
    terminal.done(&story(init, &plan, &made, &root, found));
    Ok(Ending::Done)
}

/// What the folder is before anything is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Here {
    /// Nothing that a site could be made of.
    Nothing,
    /// Markdown.
    Notes,
    /// A site.
    Site,
}

impl Here {
    fn of(tree: &Tree, root: &Path) -> Here {
        match tree.holds_notes() {
            _ if root.join(SETTINGS_FILE).exists() => Here::Site,
            true => Here::Notes,
            false => Here::Nothing,
        }
    }
}

fn check_title(title: Option<&str>) -> Result<(), Trouble> {
    let is_wrong = |title: &str| title.trim().is_empty() || title.contains(char::is_control);
    match title {
        Some(title) if is_wrong(title) => Err(Trouble("a title is one line of text, such as \"Our guild\"".into())),
        _ => Ok(()),
    }
}

fn look(root: &Path) -> Result<Tree, Trouble> {
    let names: Vec<&str> = generator_files().collect();
    let found = read::tree(root, &names)?;
    if found.is_too_large {
        let n = read::MAX_FILES;
        return Err(Trouble(format!("{} holds more than {n} files; name the folder of your notes", root.display())));
    }
    let (generators, documents) =
        found.texts.into_iter().partition(|(path, _): &(SitePath, String)| names.contains(&path.as_str()));
    Ok(Tree { documents, generators, others: found.others, passed_over: found.passed_over })
}

fn plan(init: &Init, tree: &Tree, root: &Path, found: Here) -> Result<Plan, Trouble> {
    let name = folder_title(root);
    let title = init.title.as_deref().map(str::trim);
    let mut plan = match found {
        Here::Nothing => starter::site(title.unwrap_or(&name), today(init.today, &Config::default())?),
        Here::Notes => existing::site(tree, title, &name),
        Here::Site => Plan { sessions: "content/sessions".into(), ..Plan::default() },
    };
    let host = match init.ci {
        Ci::Github => Some(Host::Github),
        Ci::Gitlab => Some(Host::Gitlab),
        Ci::None => None,
    };
    let head = std::fs::read_to_string(root.join(".git/HEAD")).unwrap_or_default();
    let branch = recipe::branch_of(&head).unwrap_or("main");
    let config = std::fs::read_to_string(root.join(".git/config")).unwrap_or_default();
    for (_, text) in plan.files.iter_mut().filter(|(path, _)| path.as_str() == SETTINGS_FILE) {
        *text += &recipe::repository(&config, branch);
    }
    plan.guide_editors();
    let setting = Setting { branch, is_strict: found == Here::Nothing, sessions: &plan.sessions };
    let recipe = host.map(|host| recipe::files(host, &setting));
    plan.files.extend(recipe.unwrap_or_default());
    Ok(plan)
}

/// The folder's name as a title: `our-guild` is "Our guild".
fn folder_title(root: &Path) -> String {
    let whole = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let name = whole.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let words = name.replace(|c: char| c.is_control() || c == '\u{fffd}', " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(|| "Our guild".into(), |first| first.to_uppercase().chain(letters).collect())
}

/// Each file of the plan, and what became of it.
fn make(root: &Path, plan: &Plan) -> Result<Vec<(SitePath, Made)>, Trouble> {
    plan.files.iter().map(|(path, text)| Ok((path.clone(), create::file(root, path.as_str(), text)?))).collect()
}

/// What was found, what was made, and what to do next.
fn story(init: &Init, plan: &Plan, made: &[(SitePath, Made)], root: &Path, found: Here) -> String {
    let mut out: String = plan.remarks.iter().map(|remark| format!("{remark}\n")).collect();
    if !out.is_empty() {
        out.push('\n');
    }
    let of = |what| made.iter().filter(move |(_, made)| *made == what).map(|(path, _)| path);
    if found == Here::Site {
        out += &format!("{SETTINGS_FILE} is there already, so this is a site; it stays as it is.\n");
    }
    out += &list("Made:", of(Made::Written));
    out += &list("Was there already and stays as it is:", of(Made::Kept));
    let next: String = next(init, root, found).iter().map(|line| format!("  {line}\n")).collect();
    let folder = if is_taken(&root.join("public")) { "_site" } else { "public" };
    out + &format!(
        "\nNext:\n{next}\nThe build makes the site in {folder}/, or says in which file and line something is wrong.\n"
    ) + &hint(init, root)
}

/// Paths below a heading; archetypes are one line.
fn list<'a>(heading: &str, paths: impl Iterator<Item = &'a SitePath>) -> String {
    let (archetypes, paths): (Vec<&SitePath>, Vec<&SitePath>) = paths.partition(|path| path.folder() == "archetypes");
    let mut lines: String = paths.iter().map(|path| format!("  {path}\n")).collect();
    if !archetypes.is_empty() {
        lines += &format!("  archetypes/ ({} texts that `guildbook new` starts from)\n", archetypes.len());
    }
    if lines.is_empty() { lines } else { format!("{heading}\n{lines}") }
}

/// Three commands that work.
fn next(init: &Init, root: &Path, found: Here) -> Vec<String> {
    let enter = init.dir.as_ref().filter(|dir| dir.as_path() != Path::new("."));
    let enter = enter.map(|dir| format!("cd {}", quoted(dir)));
    let output = if is_taken(&root.join("public")) { " -o _site" } else { "" };
    let commands = match found {
        Here::Nothing => {
            [format!("guildbook build{output}"), "guildbook new member \"Your Name\"".into(), "guildbook check".into()]
        }
        Here::Notes | Here::Site => [
            format!("guildbook build --keep-going{output}"),
            "guildbook check".into(),
            "guildbook new session \"What we did\"".into(),
        ],
    };
    enter.into_iter().chain(commands).collect()
}

/// Whether something other than a site lies where the site would go.
fn is_taken(public: &Path) -> bool {
    let is_ours = public.join(crate::path::OUTPUT_MARKER).is_file();
    let holds_something = std::fs::read_dir(public).is_ok_and(|mut entries| entries.next().is_some());
    (holds_something && !is_ours) || (public.exists() && !public.is_dir()) || public.is_symlink()
}

fn quoted(path: &Path) -> String {
    let path = path.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./~".contains(c);
    if path.chars().all(is_plain) { path.into_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

fn hint(init: &Init, root: &Path) -> String {
    let config = std::fs::read_to_string(root.join(".git/config")).unwrap_or_default();
    match recipe::host_of(&config).filter(|_| init.ci == Ci::None) {
        Some(Host::Github) => "\nThis folder goes to GitHub: `guildbook init --ci github` adds what checks and publishes the site there.\n".into(),
        Some(Host::Gitlab) => "\nThis folder goes to GitLab: `guildbook init --ci gitlab` adds what checks and publishes the site there.\n".into(),
        None => String::new(),
    }
}
