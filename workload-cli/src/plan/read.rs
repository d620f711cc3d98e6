//! One side's manifests, which must be such as the API server takes.

use std::path::Path;

use workload_core::predict::plan::ObjectSet;

use crate::error::{Failure, Result};
use crate::terminal;
use crate::validate::{Settings, SeverityName, Texts, find_files, human, read_all};

/// The objects of a file or folder; findings are shown when the server would refuse one.
pub(crate) fn read_side(path: &Path) -> Result<ObjectSet> {
    let mut settings = Settings::find(None)?;
    settings.prefer(&["V".to_owned()], &[], Some(SeverityName::Error), None);
    let files = find_files(&[path.to_owned()], &settings)?;
    let mut texts = Texts::default();
    let (outcome, unread) = read_all(&files, &settings, &mut texts)?;
    let refused = || {
        Failure::new(format!("the API server would refuse manifests in {}", path.display()))
            .help("mend them first: `workload validate` says the same")
    };
    if !outcome.findings.is_empty() {
        terminal::shown(&human(&outcome, &mut texts));
        return Err(refused());
    }
    if unread > 0 {
        return Err(Failure::new(format!("not all of {} could be read: see above", path.display())));
    }
    let mut side = ObjectSet::default();
    for file in &files {
        let name = file.display().to_string();
        // The configuration may leave rules out, and still nothing can be planned with such.
        let set =
            ObjectSet::from_yaml(&texts.of(&name)).map_err(|why| refused().help(format!("{name}: {why}")))?;
        side = side.and(set);
    }
    Ok(side)
}
