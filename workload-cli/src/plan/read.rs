//! One side's manifests, which must be such as the API server takes.

use std::path::{Path, PathBuf};

use workload_core::predict::plan::ObjectSet;

use crate::error::{CliError, Result};
use crate::files::display_name;
use crate::terminal;
use crate::validate::{Settings, SeverityName, Texts, find_files, human, paths, read_all};

/// The objects of one side, and the files that they were read from.
#[derive(Debug)]
pub(crate) struct Side {
    /// The objects.
    pub(crate) objects: ObjectSet,
    /// The files.
    pub(crate) files: Vec<PathBuf>,
}

/// The objects of a file or folder; findings are shown when the API server would refuse one.
pub(crate) fn read_side(path: &Path) -> Result<Side> {
    let mut settings = Settings::find(None)?;
    settings.prefer(&["V".to_owned()], &[], Some(SeverityName::Error), None);
    let inputs = find_files(&[path.to_owned()], &settings)?;
    let mut texts = Texts::default();
    let reading = read_all(&inputs.files, &settings, &mut texts)?;
    let refused = || {
        CliError::new(format!("the API server would refuse manifests in {}", display_name(path)))
            .help("fix them first: `workload validate` shows the same findings")
    };
    if !reading.outcome.findings.is_empty() {
        terminal::shown(&human(&reading.outcome, &texts));
        return Err(refused());
    }
    if inputs.unread + reading.unread > 0 {
        let name = display_name(path);
        return Err(CliError::new(format!("not all of {name} could be read: see above")));
    }
    let mut objects = ObjectSet::default();
    for file in paths(&inputs.files) {
        let name = display_name(file);
        let Some(text) = texts.find(&name) else { continue };
        // The configuration may leave rules out, and still nothing can be planned with such.
        let set = ObjectSet::from_yaml(&text.text).map_err(|why| refused().help(format!("{name}: {why}")))?;
        objects = objects.and(set);
    }
    Ok(Side { objects, files: paths(&inputs.files).map(Path::to_owned).collect() })
}
