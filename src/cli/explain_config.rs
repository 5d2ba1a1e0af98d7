//! `guildbook check --explain-config`: every setting, its value, and where that came from.
//!
//! 1. Each row of the settings has its usual value, or what the file says, with its line.
//! 2. What can be given as an option or a variable takes its place, or is a row of its own.
//! 3. The rows are printed as a table or as JSON.

use super::args::{Check, Cli, Format, Global};
use super::session::Session;
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::config::{self, SETTINGS_FILE};
use crate::diagnostic::report::{Texts, printable};
use crate::schema::{in_json, yaml_as_json};
use crate::source::Source;
use crate::yaml::{self, Node, Pair, Value};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, CommandFactory};
use serde_json::{Value as Json, json};

/// One setting.
struct Row {
    name: String,
    value: Json,
    from: From,
}

/// Where a value came from.
enum From {
    Option(String),
    Variable(String),
    File { name: String, line: usize },
    Default,
}

pub(super) fn run(check: &Check, global: &Global, terminal: &Terminal, given: &ArgMatches) -> Result<Ending, Trouble> {
    let session = Session::open(&check.scope, global, terminal)?;
    let Some(source) = &session.sources.settings else { return Ok(Ending::Done) };
    let findings = config::parse(source).findings;
    if !findings.is_empty() {
        return Ok(session.report(&findings));
    }
    let file = global.config.as_ref().map_or(SETTINGS_FILE.to_owned(), |file| file.display().to_string());
    let mut rows = settings(source, &file);
    for (name, value, from) in options(given) {
        add(&mut rows, name, value, from);
    }
    fill_in(&mut rows, "today", || session.options.today.to_string().into());
    terminal.answer(&match check.scope.format {
        Format::Human => table(&rows),
        Format::Json => in_one_document(&rows),
        _ => return Err(Trouble("settings are explained with `--format human` or `--format json`".into())),
    });
    Ok(Ending::Done)
}

fn settings(source: &Source, file: &str) -> Vec<Row> {
    let root = yaml::parse(&source.text, 0).ok();
    let texts = Texts::new([(source.path.clone(), source.text.clone())]);
    let row = |(name, usual): (String, &str)| {
        let pair = root.as_ref().and_then(|root| find(root, &name));
        let line = |pair: &Pair| texts.position(&source.path, pair.key_at.start).0;
        match pair.filter(|pair| pair.node.value != Value::Null) {
            Some(pair) => {
                let from = From::File { name: file.to_owned(), line: line(pair) };
                Row { name, value: in_json(&pair.node), from }
            }
            None => Row { name, value: yaml_as_json(usual), from: From::Default },
        }
    };
    config::usual_values().into_iter().map(row).collect()
}

/// The pair at a path such as `markdown.math`.
fn find<'a>(root: &'a Node, path: &str) -> Option<&'a Pair> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let pair = root.pairs().iter().find(|pair| pair.key == key)?;
    rest.map_or(Some(pair), |rest| find(&pair.node, rest))
}

/// What `build` takes as an option or a variable: what was given for this run, and what is usual.
fn options(given: &ArgMatches) -> Vec<(String, Option<Json>, From)> {
    let mut program = Cli::command();
    program.build();
    let build = program.find_subcommand("build").into_iter().flat_map(|build| build.get_arguments());
    build.filter(|argument| argument.get_env().is_some()).map(|argument| option(argument, given)).collect()
}

fn option(argument: &Arg, given: &ArgMatches) -> (String, Option<Json>, From) {
    let name = argument.get_id().to_string();
    let is_known = given.try_contains_id(&name).is_ok();
    if is_known && given.value_source(&name) == Some(ValueSource::CommandLine) {
        let value = given.get_raw(&name).into_iter().flatten().next();
        let value = value.map(|value| value.to_string_lossy().into_owned().into());
        return (name, value, From::Option(format!("--{}", argument.get_long().unwrap_or_default())));
    }
    let variable = argument.get_env().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match std::env::var_os(&variable) {
        Some(value) => (name, Some(value.to_string_lossy().into_owned().into()), From::Variable(variable)),
        None => (name, None, From::Default),
    }
}

fn add(rows: &mut Vec<Row>, name: String, value: Option<Json>, from: From) {
    match (rows.iter_mut().find(|row| row.name == name), value) {
        (Some(row), Some(value)) => *row = Row { name, value, from },
        (Some(_), None) => {}
        (None, value) => rows.push(Row { value: value.unwrap_or_else(|| usual(&name)), name, from }),
    }
}

/// What an option is without anybody's word.
fn usual(name: &str) -> Json {
    match name {
        "config" => SETTINGS_FILE.into(),
        "audience" => "public".into(),
        "output" => "public".into(),
        _ => Json::Null,
    }
}

fn fill_in(rows: &mut [Row], name: &str, value: impl Fn() -> Json) {
    for row in rows.iter_mut().filter(|row| row.name == name && row.value.is_null()) {
        row.value = value();
        if std::env::var_os("SOURCE_DATE_EPOCH").is_some() {
            row.from = From::Variable("SOURCE_DATE_EPOCH".into());
        }
    }
}

impl From {
    fn words(&self) -> String {
        match self {
            From::Option(name) | From::Variable(name) => name.clone(),
            From::File { name, line } => format!("{name}:{line}"),
            From::Default => "default".into(),
        }
    }

    fn json(&self) -> Json {
        match self {
            From::Option(name) => json!({"kind": "option", "name": name}),
            From::Variable(name) => json!({"kind": "variable", "name": name}),
            From::File { name, line } => json!({"kind": "file", "name": name, "line": line}),
            From::Default => json!({"kind": "default"}),
        }
    }
}

fn table(rows: &[Row]) -> String {
    let cells: Vec<[String; 3]> =
        rows.iter().map(|row| [row.name.clone(), row.from.words(), words(&row.value)]).collect();
    let cells: Vec<[String; 3]> = cells.into_iter().map(|row| row.map(|cell| printable(&cell))).collect();
    let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (names, places) = (width(0), width(1));
    let line = |[name, from, value]: &[String; 3]| {
        format!("{name:names$}  {from:places$}  {value}").trim_end().to_owned() + "\n"
    };
    cells.iter().map(line).collect::<String>()
        + "\n`check` looks at what every audience sees, with drafts, unless an audience is named.\n"
}

fn words(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn in_one_document(rows: &[Row]) -> String {
    let settings = rows.iter().map(|row| json!({"name": row.name, "value": row.value, "from": row.from.json()}));
    format!("{:#}\n", json!({"version": 1, "settings": settings.collect::<Json>()}))
}
