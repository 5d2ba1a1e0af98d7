//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Compiles a community's Markdown (themes, session notes, members, shared templates) into a website.
#[derive(Debug, Parser)]
#[command(name = "guildbook", version, about, subcommand_required = false, arg_required_else_help = false)]
#[command(
    after_help = "Examples:\n  guildbook build            build the site in this folder into public/\n  guildbook check --strict   report every finding; fail on errors and warnings"
)]
#[command(
    after_long_help = "Examples:\n  guildbook build                     build the site in this folder into public/\n  guildbook build my-site -o /tmp/x   build another site into another folder\n  guildbook check --strict            report every finding; fail on errors and warnings\n  guildbook explain broken-link       what a finding means, and how to mend it\n\nExit status: 0 done; 1 the content has errors (or warnings under --strict); 2 wrong use, broken settings, or trouble with the machine."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Work in this folder
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Read settings from this file in place of guildbook.yaml
    #[arg(long, value_name = "FILE", global = true, env = "GUILDBOOK_CONFIG")]
    pub config: Option<PathBuf>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: Color,
    /// Print only errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say what takes how long
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
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
    /// Report every finding and write nothing
    Check(Check),
    /// Tell what a finding means, with a wrong and a right example
    Explain(Explain),
    /// Tell what a site's content shows, for those who look after it
    Report(Report),
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
    /// Build for this audience of the site
    #[arg(long, value_name = "NAME", env = "GUILDBOOK_AUDIENCE")]
    pub audience: Option<String>,
    /// Include drafts
    #[arg(long)]
    pub drafts: bool,
    /// Take this day for today (2026-03-05)
    #[arg(long, value_name = "DATE", env = "GUILDBOOK_TODAY")]
    pub today: Option<jiff::civil::Date>,
}

/// What a build is for.
#[derive(Debug, Args)]
pub struct Scope {
    #[command(flatten)]
    pub choice: Choice,
    /// Fail on warnings too
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
    /// Annotations on GitHub
    Github,
}

#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    pub scope: Scope,
    /// Write the site to this folder [default: public in the site's folder]
    #[arg(short, long, value_name = "DIR", env = "GUILDBOOK_OUTPUT")]
    pub output: Option<PathBuf>,
    /// The address where the site is published, in place of the setting base_url
    #[arg(short = 'u', long, value_name = "URL", env = "GUILDBOOK_BASE_URL")]
    pub base_url: Option<String>,
    /// Publish what is sound, withhold the files with errors, and still exit with 1
    #[arg(long)]
    pub keep_going: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub scope: Scope,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// The finding's code, such as broken-link; without one, all codes are listed
    pub code: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  guildbook report tidy                       what could be tidier, for people\n  guildbook report tidy --format csv > a.csv  the same for a spreadsheet\n\nWhat is wrong in the site is no part of a report; `guildbook check` tells that."
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
    /// Pages that nothing links to, that nobody wrote, without tags or summary, or with the title of another
    Tidy,
}

impl What {
    pub fn name(self) -> &'static str {
        match self {
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
