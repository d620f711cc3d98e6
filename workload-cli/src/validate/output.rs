//! Where findings go: standard output in one format, files in others.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;
use workload_core::validate::lint::Outcome;
use workload_core::validate::rules::Severity;

use super::format;
use super::texts::Texts;
use crate::atomic_write::atomic_write;
use crate::error::Result;
use crate::terminal;

/// A way to show findings; each has a file in `format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines of the manifest, as a compiler shows them
    Human,
    /// One line each
    Short,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// `JUnit`'s XML, for test reports
    #[value(help = "JUnit's XML, for test reports")]
    Junit,
}

/// A file to write findings to: `sarif=report.sarif`.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    format: Format,
    file: PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let (format, file) = text
            .split_once('=')
            .ok_or_else(|| "write it as FORMAT=FILE, such as sarif=report.sarif".to_owned())?;
        let format = Format::from_str(format, true).map_err(|_| {
            let names: Vec<_> =
                Format::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
            let names: Vec<_> = names.iter().map(clap::builder::PossibleValue::get_name).collect();
            format!("`{format}` is no format: use {}", names.join(", "))
        })?;
        Ok(Self { format, file: file.into() })
    }
}

impl Format {
    fn render(self, outcome: &Outcome, texts: &mut Texts) -> Result<String> {
        match self {
            Self::Human => Ok(format::human(outcome, texts)),
            Self::Short => Ok(format::short(outcome)),
            Self::Json => Ok(format::json(outcome)),
            Self::Sarif => Ok(format::sarif(outcome)),
            Self::Github => Ok(format::github(outcome)),
            Self::Junit => format::junit(outcome),
        }
    }
}

/// Writes the findings: files first, so that a failure leaves no half of anything on the screen.
pub(crate) fn write(outcome: &Outcome, format: Format, outputs: &[Output], texts: &mut Texts) -> Result<()> {
    for output in outputs {
        let text = anstream::adapter::strip_str(&output.format.render(outcome, texts)?).to_string();
        atomic_write(&output.file, &text)?;
    }
    terminal::data(&format.render(outcome, texts)?)?;
    terminal::note("checked", &summary(outcome));
    Ok(())
}

/// "2 errors and 1 warning in 12 objects of 3 files, 1 object skipped".
fn summary(outcome: &Outcome) -> String {
    let counts = outcome.counts;
    let found = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "advice")];
    let found: Vec<_> = found.iter().map(|(severity, word)| (outcome.count(*severity), *word)).collect();
    let said: Vec<_> =
        found.iter().filter(|(count, _)| *count > 0).map(|(count, word)| number(*count, word)).collect();
    let said = if said.is_empty() { "nothing to say".to_owned() } else { said.join(", ") };
    let mut text =
        format!("{said} in {} of {}", number(counts.documents, "object"), number(counts.files, "file"));
    if counts.skipped > 0 {
        text = format!("{text}, {} not judged", counts.skipped);
    }
    if counts.templates > 0 {
        let templates = number(counts.templates, "template");
        text = format!("{text} ({templates} to be filled in first: helm template … | workload validate -)");
    }
    text
}

/// `1 error`, `2 errors`; advice has no plural.
fn number(count: usize, word: &str) -> String {
    let end = if count == 1 || word == "advice" { "" } else { "s" };
    format!("{count} {word}{end}")
}
