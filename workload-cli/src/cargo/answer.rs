//! The answer of a program, in a file that only it writes.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;
use workload_core::export::Answer;

use super::exporter::Exporter;
use crate::error::{CliError, Result};

/// The file for one answer.
#[derive(Debug)]
pub(super) struct AnswerFile {
    folder: TempDir,
}

impl AnswerFile {
    /// A file where cargo builds: what a sudden end leaves there, `cargo clean` takes.
    pub(super) fn new(exporter: &Exporter) -> Result<Self> {
        let parent = exporter.own_folder();
        let failed = |error| CliError::at(&parent, "cannot write to", &error);
        fs::create_dir_all(&parent).map_err(failed)?;
        let folder = tempfile::Builder::new().prefix("answer-").tempdir_in(&parent).map_err(failed)?;
        Ok(Self { folder })
    }

    /// Where the program writes it.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("answer.json")
    }

    /// The answer.
    pub(super) fn read(&self, exporter: &Exporter) -> Result<Answer> {
        let text = match fs::read(self.path()) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(silent(exporter)),
            Err(error) => return Err(CliError::at(&self.path(), "cannot read", &error)),
        };
        parse(&text, &exporter.name)
    }
}

/// The answer in a text, of whatever version of the library.
fn parse(text: &[u8], package: &str) -> Result<Answer> {
    let unreadable = |error: serde_json::Error| {
        CliError::new(format!("the answer of package `{package}` cannot be read: {error}"))
    };
    let value: Value = serde_json::from_slice(text).map_err(unreadable)?;
    if value["version"] != Answer::VERSION {
        let library = value["library"].as_str().map(|version| format!(" {version}")).unwrap_or_default();
        return Err(CliError::new(format!(
            "package `{package}` uses workload-core{library}, which speaks version {} of the export protocol; \
             this is workload {}, which speaks version {}",
            value["version"],
            env!("CARGO_PKG_VERSION"),
            Answer::VERSION
        ))
        .help("use the same version of `workload` and workload-core"));
    }
    serde_json::from_value(value).map_err(unreadable)
}

/// The program ran and did not answer.
fn silent(exporter: &Exporter) -> CliError {
    CliError::new(format!("package `{}` ran, but did not say what it exports", exporter.name)).help(
        "its main function must be `fn main() { workload_core::export_main() }`, or move the exports to a library",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_told() {
        let error = parse(br#"{"version": 1, "exports": []}"#, "shop").unwrap_err().to_string();
        assert!(error.contains("speaks version 1 of the export protocol"), "{error}");
        let error = parse(br#"{"version": 9, "library": "7.0.0"}"#, "shop").unwrap_err().to_string();
        assert!(error.contains("workload-core 7.0.0, which speaks version 9"), "{error}");
        assert!(parse(b"no", "shop").is_err());
        let text = format!(
            r#"{{"version": {}, "library": "0", "kubernetes": "1.36", "exports": []}}"#,
            Answer::VERSION
        );
        assert_eq!(parse(text.as_bytes(), "shop").unwrap().exports.len(), 0);
    }
}
