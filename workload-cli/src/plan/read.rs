//! One side's manifests, which must be such as the API server takes.

use std::path::{Path, PathBuf};

use workload_core::predict::plan::{ObjectSet, Unreadable};
use workload_core::validate::lint::Outcome;

use crate::error::{CliError, Result};
use crate::files::display_name;
use crate::terminal;
use crate::validate::{Settings, SeverityName, Texts, check_texts, find_files, human, paths, read_texts};

/// The objects of one side, and the files that they were read from.
#[derive(Debug)]
pub(crate) struct Side {
    /// The objects.
    pub(crate) objects: ObjectSet,
    /// The files.
    pub(crate) files: Vec<PathBuf>,
}

/// The objects of a file or folder that are in a cluster already.
pub(crate) fn read_existing(path: &Path) -> Result<Side> {
    read(path, &ObjectSet::existing_from_yaml)
}

/// The objects of a file or folder that are applied where the `old` ones are; findings are shown
/// when the API server would refuse to create one.
pub(crate) fn read_side(path: &Path, old: &ObjectSet) -> Result<Side> {
    read(path, &|text| ObjectSet::from_yaml_over(text, old))
}

/// How a text becomes objects.
type Reader<'r> = &'r dyn Fn(&str) -> std::result::Result<ObjectSet, Unreadable>;

fn read(path: &Path, objects_of: Reader<'_>) -> Result<Side> {
    // A chart may be called one, though its folder says so.
    let path = path.to_str().and_then(|name| name.strip_prefix("chart:")).map_or(path, Path::new);
    let mut settings = Settings::find(None)?;
    settings.prefer(&["V".to_owned()], &[], Some(SeverityName::Error), None);
    let inputs = find_files(&[path.to_owned()], &settings.patterns()?, &settings.input_name())?;
    let mut texts = Texts::default();
    let mut read = read_texts(&inputs.files, &settings, &mut texts);
    if inputs.unread + read.unread + read.sources.report_undone() > 0 {
        let name = display_name(path);
        return Err(CliError::new(format!("not all of {name} could be read: see above")));
    }
    let mut objects = ObjectSet::default();
    let rendered = read.sources.rendered_once().map(|source| (source.name, source.text)).collect::<Vec<_>>();
    let written = inputs
        .files
        .iter()
        .filter_map(|input| Some((input.name.clone(), texts.find(&input.name)?.text.clone())));
    let mut why = read.sources.has_failures().then(String::new);
    for (name, text) in written.chain(rendered) {
        match objects_of(&text) {
            Ok(set) => objects = objects.and(set),
            Err(error) => {
                why = Some(format!("{name}: {error}"));
                break;
            }
        }
    }
    if let Some(why) = why {
        let outcome = check_texts(&inputs.files, &settings, &mut texts, &mut read.sources)?;
        terminal::shown(&human(&outcome, &texts, true));
        return Err(refused(path, &outcome, &why));
    }
    Ok(Side { objects, files: paths(&inputs.files).map(Path::to_owned).collect() })
}

/// The error of manifests that the API server would refuse.
fn refused(path: &Path, outcome: &Outcome, why: &str) -> CliError {
    let name = display_name(path);
    let error = CliError::new(format!("the API server would refuse manifests in {name}"));
    // The configuration may leave rules out, and still nothing can be planned with such manifests.
    if outcome.findings.is_empty() {
        error.help(why)
    } else {
        error.help("fix them first: `workload validate` shows the same findings")
    }
}
