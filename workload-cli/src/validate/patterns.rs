//! The patterns of paths: which files in a folder are read.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use globset::{Glob, GlobMatcher};

use crate::error::{CliError, Result};
use crate::files::normalized;
use crate::terminal;

/// A pattern, and whether it fitted anything yet.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    text: String,
    glob: GlobMatcher,
    /// The folder that it goes by; on the command line, the current folder and the walked one.
    folder: Option<PathBuf>,
    fitted: Arc<AtomicBool>,
}

impl Pattern {
    /// A pattern of a configuration in `folder`, or of the command line.
    pub(super) fn new(text: &str, folder: Option<&Path>) -> Result<Self> {
        // `k8s/test/` and `./k8s/test` mean the folder `k8s/test`.
        let bare = text.strip_prefix("./").unwrap_or(text);
        let bare = if bare.len() > 1 { bare.trim_end_matches('/') } else { bare };
        let glob = Glob::new(bare)
            .map_err(|error| CliError::new(format!("`{text}` is not a glob: {}", error.kind())))?;
        Ok(Self {
            text: text.to_owned(),
            glob: glob.compile_matcher(),
            folder: folder.map(Path::to_owned),
            fitted: Arc::default(),
        })
    }

    /// Whether it fits a file, or a folder that the file is in.
    pub(super) fn fits(&self, path: &Path, walked: &Path) -> bool {
        let mut views = self.views(path, walked).into_iter();
        let fits = views.any(|view| {
            view.ancestors().any(|path| !path.as_os_str().is_empty() && self.glob.is_match(path))
        });
        if fits {
            self.fitted.store(true, Ordering::Relaxed);
        }
        fits
    }

    /// Whether it fits the file itself.
    fn names(&self, path: &Path, walked: &Path) -> bool {
        self.views(path, walked).iter().any(|view| self.glob.is_match(view))
    }

    /// The path as seen from the folders that the pattern goes by.
    fn views(&self, path: &Path, walked: &Path) -> Vec<PathBuf> {
        match &self.folder {
            Some(folder) => vec![below(path, folder)],
            None => vec![
                path.strip_prefix(".").unwrap_or(path).to_owned(),
                path.strip_prefix(walked).unwrap_or(path).to_owned(),
            ],
        }
    }
}

/// The path as seen from `folder`, both absolute and without `.` and `..`.
fn below(path: &Path, folder: &Path) -> PathBuf {
    let (path, folder) = (normalized(path), normalized(folder));
    path.strip_prefix(&folder).map(Path::to_owned).unwrap_or(path)
}

/// Which files of a folder are read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    pub(super) include: Vec<Pattern>,
    pub(super) exclude: Vec<Pattern>,
    /// Patterns of settings for some paths.
    pub(super) per_path: Vec<Pattern>,
}

impl Patterns {
    /// Whether a file of `folder` is to be read.
    pub(super) fn has(&self, path: &Path, folder: &Path) -> bool {
        // A pattern that fits a folder means the manifests in it, not everything.
        let wanted = if self.include.is_empty() {
            is_manifest(path)
        } else {
            any(&self.include, path, folder)
                && (is_manifest(path) || self.include.iter().any(|pattern| pattern.names(path, folder)))
        };
        let wanted = wanted && !self.excludes(path, folder);
        // Asked for the warning alone.
        if wanted {
            let _ = any(&self.per_path, path, folder);
        }
        wanted
    }

    /// Whether a file, or a whole folder, is left out.
    pub(super) fn excludes(&self, path: &Path, folder: &Path) -> bool {
        any(&self.exclude, path, folder)
    }

    /// Whether a file or a folder that it is in is left out.
    pub(super) fn excludes_within(&self, path: &Path, folder: &Path) -> bool {
        path.ancestors().any(|path| path.starts_with(folder) && self.excludes(path, folder))
            || self.excludes(path, folder)
    }

    /// Warns of patterns that fit nothing, where the walked folders hold what they go by.
    pub(super) fn warn_of_idle_ones(&self, walked: &[&Path]) {
        let whole: Vec<_> = walked.iter().map(|folder| normalized(folder)).collect();
        for (word, patterns) in
            [("include", &self.include), ("exclude", &self.exclude), ("paths", &self.per_path)]
        {
            for pattern in patterns.iter().filter(|pattern| !pattern.fitted.load(Ordering::Relaxed)) {
                let holds =
                    |folder: &PathBuf| whole.iter().any(|walked| normalized(folder).starts_with(walked));
                if pattern.folder.as_ref().is_none_or(holds) {
                    terminal::warning(&format!("the {word} pattern `{}` fits no file", pattern.text));
                }
            }
        }
    }
}

/// Whether one of the patterns fits; all are asked, so that each knows whether it fits anything.
pub(super) fn any(patterns: &[Pattern], path: &Path, folder: &Path) -> bool {
    patterns.iter().filter(|pattern| pattern.fits(path, folder)).count() > 0
}

/// Whether the name says that it may hold manifests.
pub(super) fn is_manifest(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| ["yaml", "yml", "json"].iter().any(|known| end.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_of_a_configuration_goes_by_its_folder() {
        let here = std::env::current_dir().unwrap();
        let own = here.file_name().unwrap().to_str().unwrap();
        let fits = |pattern: &str, folder: &Path, path: &str| {
            Pattern::new(pattern, Some(folder)).unwrap().fits(Path::new(path), Path::new("."))
        };
        assert!(fits("k8s/test", &here, "k8s/test/a.yaml") && fits("k8s/test/", &here, "./k8s/test"));
        assert!(fits("./k8s/**", &here, "k8s/test/a.yaml") && !fits("k8s/test", &here, "k8s/testing/a.yaml"));
        let above = here.parent().unwrap();
        assert!(!fits("k8s", above, "k8s/a.yaml") && fits(&format!("{own}/k8s"), above, "k8s/a.yaml"));
        assert!(fits("k8s", &here, "src/../k8s/a.yaml"));
    }

    #[test]
    fn a_pattern_of_the_command_line_goes_by_the_walked_folder_too() {
        let pattern = Pattern::new("*.txt", None).unwrap();
        assert!(pattern.fits(Path::new("c/notes.txt"), Path::new("c")));
        assert!(Pattern::new("a{", None).is_err());
    }
}
