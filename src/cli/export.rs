//! `guildbook export WHAT`: what a site holds, for other programs.
//!
//! The site is compiled for the audience that was asked for; what is wrong in it is no part of what is exported.

use super::args::{Export, ExportFormat, ExportWhat, Format, Global, Scope};
use super::session::Session;
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::search::{self, Service};

pub(super) fn run(export: &Export, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    match export.what {
        ExportWhat::Search => search(export, global, terminal),
    }
}

fn search(export: &Export, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    let service = match export.format {
        ExportFormat::Ndjson => Service::Any,
        ExportFormat::Opensearch => Service::OpenSearch,
        ExportFormat::Meilisearch => Service::Meilisearch,
        ExportFormat::Typesense => Service::Typesense,
    };
    if export.print_mapping {
        let none = || Trouble("there is no mapping for `ndjson`; name a service with --format".into());
        terminal.answer(&search::mapping(service).ok_or_else(none)?);
        return Ok(Ending::Done);
    }
    let scope = Scope { choice: export.choice.clone(), strict: false, format: Format::Human };
    let mut session = Session::open(&scope, global, terminal)?;
    session.base_url(export.base_url.as_deref())?;
    let compilation = session.compile();
    match &compilation.site {
        None => Ok(session.report(&compilation.findings)),
        Some(site) => {
            terminal.answer(&search::documents(site, service));
            Ok(Ending::Done)
        }
    }
}
