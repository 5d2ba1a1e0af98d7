//! What can be typed.

use super::completions::Shell;
use super::schema::CONFIG;
use crate::kind::KINDS;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Compiles a community's Markdown (themes, session notes, members, shared templates) into a website.
#[derive(Debug, Parser)]
#[command(name = "guildbook", version, about, subcommand_required = false, arg_required_else_help = false)]
#[command(
    after_help = "Examples:\n  guildbook build            build the site in this folder into public/\n  guildbook serve --open     show it in the browser while you write\n  guildbook check --strict   report every finding; fail on errors and warnings"
)]
#[command(
    after_long_help = "Examples:\n  guildbook build                     build the site in this folder into public/\n  guildbook build my-site -o /tmp/x   build another site into another folder\n  guildbook serve --open              show it in the browser while you write\n  guildbook check --strict            report every finding; fail on errors and warnings\n  guildbook explain broken-link       what a finding means, and how to mend it\n\nExit status: 0 done; 1 the content has errors (or warnings under --strict); 2 wrong use, broken settings, or trouble with the machine."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Work in this folder, as if the command had been started there
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Read settings from this file in place of guildbook.yaml
    #[arg(long, value_name = "FILE", global = true, env = "GUILDBOOK_CONFIG")]
    pub config: Option<PathBuf>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: Color,
    /// Print only errors, and nothing where there are none
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Tell how long each step takes
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where a person looks on, and neither NO_COLOR nor TERM=dumb says no
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a site: a small one to make your own, or settings that fit the notes which are there
    Init(Init),
    /// Begin a page: a file of its kind, in its place
    New(New),
    /// Compile a site to a folder of files for any web host
    Build(Build),
    /// Show the site in a browser while it is written: pages follow what is saved
    Serve(Serve),
    /// Report every finding and write nothing
    Check(Check),
    /// Tell what a finding means, with a wrong and a right example
    Explain(Explain),
    /// Tell what a site's content shows, for those who look after it
    Report(Report),
    /// Print what a site holds, for other programs
    Export(Export),
    /// Print what front matter or the settings may hold, as JSON Schema for editors
    Schema(Schema),
    /// Print a script that completes commands and options in a shell
    Completions(Completions),
    /// Print the manual page of the program, or write one for each command
    Man(Man),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  guildbook init our-guild       a new site in the folder our-guild\n  guildbook init --ci github     in this folder, with what GitHub needs to check and publish it\n\nA file that is there already is never changed. In a folder of Markdown, only settings that fit it are written."
)]
pub struct Init {
    /// The folder of the site [default: this folder]
    pub dir: Option<PathBuf>,
    /// What the site is called [default: the folder's name, or what the notes say]
    #[arg(long, value_name = "NAME")]
    pub title: Option<String>,
    /// Write what this code host needs to check what is proposed and to publish what is merged
    #[arg(long, value_name = "HOST", default_value = "none")]
    pub ci: Ci,
    /// Take this day for today (2026-03-05)
    #[arg(long, value_name = "DATE", env = "GUILDBOOK_TODAY")]
    pub today: Option<jiff::civil::Date>,
}

/// Hosts with a recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// Actions and Pages
    Github,
    /// Pipelines and Pages
    Gitlab,
    /// No recipe
    None,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  guildbook new theme \"Soil\"                                   a topic\n  guildbook new session \"Winter plans\" --series \"Open hour\"   the next session of a series\n\nThe text comes from archetypes/KIND.md in the site, else from guildbook. The path is printed; what else there is to say stands on stderr."
)]
pub struct New {
    /// What it is: theme, session, member, template, story, question, resource, group, term or page
    pub kind: String,
    /// What it is called; for a member, the name
    pub title: String,
    /// The day [default: today; in a series, its next day]
    #[arg(long, value_name = "DATE")]
    pub date: Option<jiff::civil::Date>,
    /// The series that the session belongs to; its next day, its time and its place are filled in
    #[arg(long, value_name = "NAME")]
    pub series: Option<String>,
    /// Open the file in $VISUAL or $EDITOR
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Take this day for today (2026-03-05)
    #[arg(long, value_name = "DATE", env = "GUILDBOOK_TODAY")]
    pub today: Option<jiff::civil::Date>,
}

/// Which site, and who it is looked at for.
#[derive(Clone, Debug, Args)]
pub struct Choice {
    /// The site's folder: the one that holds guildbook.yaml [default: this folder, or the nearest above it]
    pub site: Option<PathBuf>,
    /// Look at the site as this audience sees it: one of the setting `audiences`
    #[arg(long, value_name = "NAME", env = "GUILDBOOK_AUDIENCE")]
    pub audience: Option<String>,
    /// Show drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// Take this day for today, such as 2026-03-05 [default: SOURCE_DATE_EPOCH, or the day in the site's time zone]
    #[arg(long, value_name = "DATE", env = "GUILDBOOK_TODAY")]
    pub today: Option<jiff::civil::Date>,
}

/// What a build is for.
#[derive(Debug, Args)]
pub struct Scope {
    #[command(flatten)]
    pub choice: Choice,
    /// Exit with 1 on warnings, too, as on errors
    #[arg(long)]
    pub strict: bool,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// One JSON document
    Json,
    /// Annotations on GitHub, and a table in its summary of the run
    Github,
    /// SARIF 2.1.0, for GitHub's code scanning and for editors
    Sarif,
    /// GitLab's report of code quality
    Gitlab,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  guildbook build                                     the public site, into public/\n  guildbook build -u https://example.org/guild/       for this address\n  guildbook build --audience members -o members-site  the site for members, into another folder\n\nOnly a folder that guildbook wrote is replaced, and only as a whole. With any error nothing is written, unless --keep-going is given."
)]
pub struct Build {
    #[command(flatten)]
    pub scope: Scope,
    /// Write the site to this folder [default: public in the site's folder]
    #[arg(short, long, value_name = "DIR", env = "GUILDBOOK_OUTPUT")]
    pub output: Option<PathBuf>,
    /// Publish at this address, in place of that of the setting `base_url`
    #[arg(short = 'u', long, value_name = "URL", env = "GUILDBOOK_BASE_URL")]
    pub base_url: Option<String>,
    /// Publish what is sound, withhold the files with errors, and still exit with 1
    #[arg(long)]
    pub keep_going: bool,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  guildbook serve --open                        this site, in the browser\n  guildbook serve my-site --drafts -p 4100      another site with its drafts, on a port of your choice\n  guildbook serve --audience members            as members see it\n\nNothing is written. Findings are shown over the page and here; a page with errors is left out until they are mended, and broken settings or layouts leave the last good site up. Stop with Ctrl-C."
)]
pub struct Serve {
    #[command(flatten)]
    pub choice: Choice,
    /// Listen on this port; 0 picks a free one [default: the setting serve.port, else 4000 or the next free one]
    #[arg(short, long, value_name = "PORT", env = "GUILDBOOK_PORT")]
    pub port: Option<u16>,
    /// Listen on this address; any other than the usual one lets your network in
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: String,
    /// Open the site in the browser
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Look at the files again and again, for drives that do not tell of changes
    #[arg(long)]
    pub poll: bool,
    /// Serve as if published at this address, in place of that of the setting `base_url`
    #[arg(short = 'u', long, value_name = "URL", env = "GUILDBOOK_BASE_URL")]
    pub base_url: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  guildbook check                                 every finding, for people\n  guildbook check --strict --format github        in a workflow on GitHub\n  guildbook check --format sarif > guild.sarif    for code scanning\n  guildbook check --format gitlab > quality.json  for a merge request on GitLab\n  guildbook check --explain-config                each setting, and where its value came from\n\nUnless --audience is given, everything is looked at: what every audience sees, with drafts. The formats github, sarif and gitlab tell paths from the root of the repository."
)]
pub struct Check {
    #[command(flatten)]
    pub scope: Scope,
    /// Print every setting with its value and where it came from, and check nothing
    #[arg(long)]
    pub explain_config: bool,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  guildbook explain broken-link   why it matters, a wrong and a right example\n  guildbook explain               all codes with their severity"
)]
pub struct Explain {
    /// The finding's code, such as broken-link; without one, all codes are listed
    pub code: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  guildbook report actions                       who promised what, for people\n  guildbook report actions --format csv > a.csv  the same for a spreadsheet\n  guildbook report tidy                          what could be tidier\n\nWhat is wrong in the site is no part of a report; `guildbook check` tells that."
)]
pub struct Report {
    /// What to report
    pub what: What,
    #[command(flatten)]
    pub choice: Choice,
    /// How the report is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ReportFormat,
}

/// The reports there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// What people said they would do: late, open, done, and what came of it
    Actions,
    /// Who came to which session
    Attendance,
    /// What was decided, the newest first
    Decisions,
    /// Pages that nothing links to, that nobody wrote, without tags or summary, or with the title of another
    Tidy,
}

impl What {
    pub fn name(self) -> &'static str {
        match self {
            What::Actions => "actions",
            What::Attendance => "attendance",
            What::Decisions => "decisions",
            What::Tidy => "tidy",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// A table; cells that a spreadsheet would take for formulas begin with `'`
    Csv,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  guildbook export search > sections.ndjson                     every section as a document, one a line\n  guildbook export search --format opensearch                   the same for the bulk interface of OpenSearch\n  guildbook export search --format opensearch --print-mapping   what OpenSearch has to be told before\n\nThe search of a site needs no service. This is for a community whose site outgrows it."
)]
pub struct Export {
    /// What to export
    pub what: ExportWhat,
    #[command(flatten)]
    pub choice: Choice,
    /// Who takes it
    #[arg(long, value_name = "FORMAT", default_value = "ndjson")]
    pub format: ExportFormat,
    /// Print what the service has to be told of the documents first, and no documents
    #[arg(long)]
    pub print_mapping: bool,
    /// Write addresses as if published at this one, in place of that of the setting `base_url`
    #[arg(short = 'u', long, value_name = "URL")]
    pub base_url: Option<String>,
}

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    /// Every section of every page, for a search service
    Search,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Documents as JSON, one a line
    Ndjson,
    /// For the bulk interface of OpenSearch
    Opensearch,
    /// For Meilisearch
    Meilisearch,
    /// For Typesense
    Typesense,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  guildbook schema config > .guildbook/schemas/config.json\n  guildbook schema session\n  guildbook -C my-site schema member\n\nInside a site the schema of a kind knows the site's own fields and audiences. An editor with a YAML language server reads it where the first line of a file says\n  # yaml-language-server: $schema=.guildbook/schemas/config.json"
)]
pub struct Schema {
    /// A kind of document, for its front matter; or `config`, for guildbook.yaml
    #[arg(value_name = "WHAT", value_parser = PossibleValuesParser::new(described()))]
    pub what: String,
}

/// What has a schema; a kind also by its name for many.
fn described() -> impl Iterator<Item = PossibleValue> {
    let kinds = KINDS.iter().map(|spec| PossibleValue::new(spec.name).alias(spec.plural));
    kinds.chain([PossibleValue::new(CONFIG)])
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  guildbook completions bash > ~/.local/share/bash-completion/completions/guildbook\n  guildbook completions zsh > ~/.zfunc/_guildbook\n  guildbook completions fish > ~/.config/fish/completions/guildbook.fish"
)]
pub struct Completions {
    /// The shell that is to complete
    pub shell: Shell,
}

#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  guildbook man | man -l -      read it\n  guildbook man --out man/man1  write a page for the program and one for each command"
)]
pub struct Man {
    /// Write a page for the program and one for each command into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
