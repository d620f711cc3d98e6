//! The repository that somebody stands in, to which files are added and none is replaced.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::piece::Piece;
use crate::error::{CliError, Result};
use crate::files::{display_name, write_text};
use crate::terminal;

/// A repository, by its root.
#[derive(Debug)]
pub(crate) struct Repository {
    root: PathBuf,
}

impl Repository {
    /// The repository of the current folder.
    pub(crate) fn find() -> Result<Self> {
        let folder = std::env::current_dir()
            .map_err(|error| CliError::new(format!("cannot tell the current folder: {error}")))?;
        let root = folder.ancestors().find(|folder| folder.join(".git").exists());
        root.map(|root| Self { root: root.to_owned() }).ok_or_else(|| {
            CliError::new(format!("{} is not in a git repository", display_name(&folder)))
                .help("run `git init`, or change to the repository")
        })
    }

    /// Whether the file of a piece is there already.
    pub(crate) fn has(&self, piece: Piece) -> bool {
        self.root.join(piece.file()).symlink_metadata().is_ok()
    }

    /// Where a path of the current folder is, seen from the root.
    pub(crate) fn path(&self, path: &Path) -> Result<String> {
        let named = path.canonicalize().map_err(|error| CliError::at(path, "cannot read", &error))?;
        let root = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        let Ok(inside) = named.strip_prefix(&root) else {
            return Err(CliError::new(format!("{} is not in the repository", display_name(path))));
        };
        let name =
            inside.to_str().filter(|name| !name.contains(|c: char| c.is_whitespace() || "\"'$`".contains(c)));
        match name {
            Some("") => Ok(".".to_owned()),
            Some(name) => Ok(name.replace('\\', "/")),
            None => Err(CliError::new(format!("{} cannot stand in a workflow as it is", display_name(path)))
                .help("give a folder whose name has no spaces or quotes")),
        }
    }

    /// Adds the file of a piece; one that is there stays as it is. Whether it was added.
    pub(crate) fn add(&self, piece: Piece, paths: &[String], has_baseline: bool) -> Result<bool> {
        let name = piece.file();
        if self.has(piece) {
            terminal::note("kept", &format!("{name}: it is there already"));
            if let (Piece::Hook | Piece::Gitlab, Some(text)) = (piece, piece.text(paths, has_baseline)) {
                terminal::note("help", &format!("to add to it:\n{text}"));
            }
            return Ok(false);
        }
        let file = self.root.join(name);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| CliError::at(folder, "cannot make", &error))?;
        }
        match piece.text(paths, has_baseline) {
            Some(text) => write_text(&file, &text)?,
            None => self.write_baseline(paths)?,
        }
        terminal::note("wrote", &format!("{name}: {}", piece.what()));
        Ok(true)
    }

    /// Has the findings of today written down.
    fn write_baseline(&self, paths: &[String]) -> Result<()> {
        let failed = |why: String| {
            CliError::new(format!("the manifests cannot be checked for the baseline: {why}"))
                .help("give the folder of the manifests: `workload ci baseline --paths k8s`")
        };
        let own = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
        let mut command = Command::new(own);
        command.current_dir(&self.root).arg("validate").args(paths);
        command.args(["--baseline", Piece::Baseline.file(), "--write-baseline"]).stdout(Stdio::null());
        let output = command.output().map_err(|error| failed(error.to_string()))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(failed(said.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()))
    }
}
