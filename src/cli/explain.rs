//! `guildbook explain CODE`

use super::args::Explain;
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::diagnostic::{CODES, Code, did_you_mean};

pub(super) fn run(explain: &Explain, terminal: &Terminal) -> Result<Ending, Trouble> {
    let Some(name) = &explain.code else {
        terminal.answer(&list());
        return Ok(Ending::Done);
    };
    let code: Code = name.parse().map_err(|()| {
        let help = did_you_mean(name, CODES.iter().map(|code| code.name()))
            .unwrap_or_else(|| "`guildbook explain` lists all".into());
        Trouble(format!("there is no finding `{name}`; {help}"))
    })?;
    terminal.answer(&text(code));
    Ok(Ending::Done)
}

fn list() -> String {
    CODES.iter().map(|code| format!("{:<24} {}\n", code.name(), code.severity())).collect()
}

fn text(code: Code) -> String {
    let explanation = code.explanation();
    let indent = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "{code} ({})\n\n{}\n\nNot so:\n{}\nBut so:\n{}",
        code.severity(),
        explanation.reason,
        indent(explanation.wrong),
        indent(explanation.right)
    )
}
