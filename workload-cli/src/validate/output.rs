//! Where findings go: standard output in one format, files in others.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;
use workload_core::validate::lint::Outcome;

use super::format;
use super::texts::Texts;
use crate::error::Result;
use crate::files::{Outputs, write_text};
use crate::html;
use crate::terminal;

/// A way to show findings; each has a file in `format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines of the manifest, like rustc
    Human,
    /// One line for each finding
    Short,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub Actions
    Github,
    /// `JUnit`'s XML, for test reports
    #[value(help = "JUnit XML, for test reports")]
    Junit,
    /// A page for the browser
    Html,
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
            format!("unknown format `{format}`: use {}", names.join(", "))
        })?;
        Ok(Self { format, file: file.into() })
    }
}

impl Format {
    fn render(self, outcome: &Outcome, texts: &Texts, is_coloured: bool) -> Result<String> {
        match self {
            Self::Human => Ok(format::human(outcome, texts, is_coloured)),
            Self::Short => Ok(format::short(outcome)),
            Self::Json => Ok(format::json(outcome)),
            Self::Sarif => Ok(format::sarif(outcome)),
            Self::Github => Ok(format::github(outcome)),
            Self::Junit => format::junit(outcome),
            Self::Html => Ok(format::html(outcome, texts)),
        }
    }
}

/// Number of findings that are shown and written at once.
const BATCH: usize = 4096;

/// Keeps of the texts what these formats show.
pub(crate) fn texts_for(format: Option<Format>, outputs: &[Output]) -> Texts {
    let shown = |wanted: Format| {
        format.into_iter().chain(outputs.iter().map(|output| output.format)).any(|format| format == wanted)
    };
    if shown(Format::Html) {
        Texts::default()
    } else if shown(Format::Human) {
        Texts::of_lines()
    } else {
        Texts::idle()
    }
}

/// Notes where the findings go: each output somewhere of its own. The format of standard output,
/// unless one of the outputs goes there.
pub(crate) fn check_outputs(
    format: Option<Format>,
    outputs: &[Output],
    noted: &mut Outputs,
) -> Result<Option<Format>> {
    outputs.iter().try_for_each(|output| noted.add(&output.file))?;
    if !noted.take_standard_output() {
        return Ok(Some(format.unwrap_or(Format::Human)));
    }
    // Whoever names both wants both, and they would run into one another.
    format.map_or(Ok(None), |_| noted.add(Path::new("-")).map(|()| None))
}

/// Shows the findings in the browser: the page among the outputs, or one that is made for it.
pub(crate) fn show(outcome: &Outcome, outputs: &[Output], texts: &Texts) -> Result<()> {
    let page = outputs.iter().find(|output| output.format == Format::Html && output.file != Path::new("-"));
    html::open(page.map(|page| page.file.as_path()), &format::html(outcome, texts), "findings")
}

/// Writes the findings: files first, so that a failure leaves no half of anything on the screen.
pub(crate) fn write(
    outcome: &Outcome,
    format: Option<Format>,
    outputs: &[Output],
    texts: &Texts,
) -> Result<()> {
    for output in outputs {
        let text = anstream::adapter::strip_str(&output.format.render(outcome, texts, false)?).to_string();
        write_text(&output.file, &text)?;
    }
    let is_coloured = terminal::has_colours();
    let batches = || outcome.findings.chunks(BATCH);
    match format {
        None => Ok(()),
        Some(Format::Human) => {
            batches().try_for_each(|batch| terminal::data(&format::human_findings(batch, texts, is_coloured)))
        }
        Some(Format::Short) => batches().try_for_each(|batch| terminal::data(&format::short_findings(batch))),
        Some(Format::Json) => terminal::stream(|out| format::write_json(outcome, out)),
        Some(format) => terminal::data(&format.render(outcome, texts, is_coloured)?),
    }
}
