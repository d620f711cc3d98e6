//! Where findings go: standard output in one format, files in others.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{OsStringValueParser, TypedValueParser};
use workload_core::validate::lint::{Finding, Outcome};

use super::findings::Findings;
use super::format;
use super::run::Wanted;
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

impl Output {
    /// Reads `FORMAT=FILE`; the name of the file need not be text.
    pub(crate) fn parser() -> impl TypedValueParser<Value = Self> {
        OsStringValueParser::new().try_map(|given| Self::read(&given))
    }

    fn read(given: &OsStr) -> std::result::Result<Self, String> {
        let bytes = given.as_encoded_bytes();
        let parts = memchr::memchr(b'=', bytes).map(|at| (&bytes[..at], at + 1));
        let (format, file) = parts
            .and_then(|(format, from)| Some((std::str::from_utf8(format).ok()?, after(given, from)?)))
            .filter(|(_, file)| !file.is_empty())
            .ok_or_else(|| "write it as FORMAT=FILE, such as sarif=report.sarif".to_owned())?;
        let format = <Format as ValueEnum>::from_str(format, true).map_err(|_| {
            let names: Vec<_> =
                Format::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
            let names: Vec<_> = names.iter().map(clap::builder::PossibleValue::get_name).collect();
            format!("unknown format `{format}`: use {}", names.join(", "))
        })?;
        Ok(Self { format, file: file.into() })
    }
}

/// A text from a byte on, behind an ASCII character.
#[cfg(unix)]
fn after(text: &OsStr, from: usize) -> Option<OsString> {
    use std::os::unix::ffi::OsStrExt as _;
    text.as_bytes().get(from..).map(|rest| OsStr::from_bytes(rest).to_owned())
}

/// A text from a byte on; elsewhere it has to be text.
#[cfg(not(unix))]
fn after(text: &OsStr, from: usize) -> Option<OsString> {
    text.to_str()?.get(from..).map(OsString::from)
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

/// How the findings are wanted that are written so: files, and the formats that count what they hold first, take
/// them all at once.
pub(crate) fn wanted(format: Option<Format>, outputs: &[Output]) -> Wanted {
    match format {
        Some(Format::Human | Format::Short | Format::Json) if outputs.is_empty() => Wanted::OneByOne,
        _ => Wanted::Listed,
    }
}

/// Writes the findings: files first, so that a failure leaves no half of anything on the screen. `findings` are
/// those of the outcome, unless they are given one by one.
pub(crate) fn write(
    outcome: &Outcome,
    findings: Findings<'_>,
    format: Option<Format>,
    outputs: &[Output],
    texts: &Texts,
) -> Result<()> {
    for output in outputs {
        let text = anstream::adapter::strip_str(&output.format.render(outcome, texts, false)?).to_string();
        write_text(&output.file, &text)?;
    }
    let is_coloured = terminal::has_colours();
    match format {
        None => Ok(()),
        Some(Format::Human) => {
            write_batches(findings, |batch| format::human_findings(batch, texts, is_coloured))
        }
        Some(Format::Short) => write_batches(findings, format::short_findings),
        Some(Format::Json) => terminal::stream(|out| format::write_json(outcome, findings, out)),
        Some(format) => terminal::data(&format.render(outcome, texts, is_coloured)?),
    }
}

/// Writes findings many at once, and shows the next ones meanwhile.
fn write_batches(findings: Findings<'_>, show: impl Fn(&[Finding]) -> String + Sync) -> Result<()> {
    let mut shown = String::new();
    for batch in findings.batches() {
        let (written, next) = rayon::join(|| terminal::data(&shown), || show(&batch));
        written?;
        shown = next;
    }
    terminal::data(&shown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use workload_core::syntax::text::Source;
    use workload_core::validate::lint::{Selection, lint};

    use super::*;

    /// A manifest with findings of many kinds: of rules, of the server, with fixes and related places.
    const MANIFEST: &str = "\
# workload:allow R06 because it is a test
apiVersion: apps/v1
kind: Deployment
metadata: {name: redis, labels: {app: red is}}
spec:
  replica: 2
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: cache}}
    spec:
      containers:
      - name: redis
        image: redis
        ports: [{containerPort: 70000}]
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, emptyDir: {}}]
---
apiVersion: batch/v1beta1
kind: CronJob
metadata: {name: cleanup}
spec:
  schedule: '0 25 * * *'
";

    /// Texts that are hard to show: what a terminal obeys, what ends a line elsewhere, what is wide,
    /// what other formats give a meaning.
    const ODD: &[&str] = &[
        "\u{1b}[2J",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{7}",
        "\u{9b}",
        "\u{feff}",
        "\r",
        "\r\n",
        "\t",
        "\u{202e}",
        "\u{2066}",
        "界",
        "👩‍🚀",
        "e\u{301}",
        "]]>",
        "</script>",
        "&amp;",
        "\"",
        "'",
        "`",
        "%0A",
        "::",
        "#",
        "---\n",
        "",
    ];

    /// The manifest with odd texts put into it, and cut at one place.
    fn broken() -> impl Strategy<Value = String> {
        let put = (0..MANIFEST.len(), prop::sample::select(ODD));
        (prop::collection::vec(put, 0..6), MANIFEST.len() / 2..=MANIFEST.len()).prop_map(|(puts, end)| {
            let mut text = MANIFEST.to_owned();
            for (at, odd) in puts {
                let at = (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
                text.insert_str(at, odd);
            }
            let end = (end..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap();
            text.truncate(end);
            text
        })
    }

    fn rendered(format: Format, text: &str) -> String {
        let name = "red\u{1b}is.yaml";
        let outcome = lint(&[Source::new(name, text)], &Selection::default());
        let mut texts = Texts::default();
        texts.keep(name.to_owned(), Path::new(name), true, text.to_owned());
        format.render(&outcome, &texts, false).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn every_format_shows_any_text_and_obeys_nothing_of_it(text in broken()) {
            for format in Format::value_variants() {
                let shown = rendered(*format, &text);
                let is_obeyed = |c: &char| {
                    c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                };
                let obeyed = shown.chars().find(is_obeyed);
                prop_assert_eq!(obeyed, None, "{:?} of {:?}", format, text);
                if matches!(format, Format::Json | Format::Sarif) {
                    prop_assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok());
                }
            }
        }
    }
}
