//! Writing outputs, none of which may be an input or be written twice.

use std::path::{Path, PathBuf};

use workload_core::export::{Destination, StagedFile, atomic_write};

use super::display_name::display_name;
use crate::error::{CliError, Result};
use crate::terminal;

/// Writes `text` to whatever `path` names; a regular file is replaced whole or not at all.
pub(crate) fn write_text(path: &Path, text: &str) -> Result<()> {
    match Destination::of(path) {
        // A reader that has seen enough is no failure there.
        Ok(Destination::StandardOutput) => terminal::data(text),
        Ok(_) => atomic_write(path, text.as_bytes()).map_err(|error| cannot_write(path, &error)),
        Err(error) => Err(cannot_write(path, &error)),
    }
}

/// Writes regular files together: none is replaced when one of them cannot be written.
pub(crate) fn write_together<'f>(files: impl IntoIterator<Item = (&'f Path, &'f str)>) -> Result<()> {
    let stage = |(path, text): (&'f Path, &str)| match StagedFile::new(path, text.as_bytes()) {
        Ok(staged) => Ok((path, staged)),
        Err(error) => Err(cannot_write(path, &error)),
    };
    let staged = files.into_iter().map(stage).collect::<Result<Vec<_>>>()?;
    let put = |(path, staged): (&Path, StagedFile)| {
        staged.commit().map_err(|error| CliError::at(path, "cannot replace", &error))
    };
    staged.into_iter().try_for_each(put)
}

/// The error of a write that changed nothing.
pub(crate) fn cannot_write(path: &Path, error: &std::io::Error) -> CliError {
    CliError::at(path, "cannot write", error).help("nothing was replaced")
}

/// The outputs of a run, and the inputs that none of them may be.
#[derive(Debug, Default)]
pub(crate) struct Outputs {
    taken: Vec<(Destination, String)>,
    inputs: Vec<PathBuf>,
}

impl Outputs {
    /// Outputs beside these inputs.
    pub(crate) fn beside<'p>(inputs: impl IntoIterator<Item = &'p Path>) -> Self {
        Self { taken: Vec::new(), inputs: inputs.into_iter().map(Path::to_owned).collect() }
    }

    /// Notes an output; an error when it is an input, or when another output goes there.
    pub(crate) fn add(&mut self, path: &Path) -> Result<()> {
        let name = display_name(path);
        let destination =
            Destination::of(path).map_err(|error| CliError::at(path, "cannot write", &error))?;
        let destination = match destination {
            Destination::File(file) => Destination::File(identity(&file)),
            other => other,
        };
        if let Destination::File(file) = &destination
            && let Some(input) = self.inputs.iter().find(|input| is_same(input, file))
        {
            let input = display_name(input);
            return Err(CliError::new(format!("the output {name} is also the input {input}"))
                .help("write to another file"));
        }
        if let Some((_, other)) = self.taken.iter().find(|(taken, _)| *taken == destination) {
            let twice = if *other == name { String::new() } else { format!(" ({other} and {name})") };
            return Err(
                CliError::new(format!("two outputs go to {name}{twice}")).help("give each a file of its own")
            );
        }
        self.taken.push((destination, name));
        Ok(())
    }

    /// Whether one of the outputs is standard output.
    pub(crate) fn take_standard_output(&self) -> bool {
        self.taken.iter().any(|(destination, _)| *destination == Destination::StandardOutput)
    }
}

/// The one absolute path of a file that may be there or not.
fn identity(file: &Path) -> PathBuf {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    if let Ok(path) = absolute.canonicalize() {
        return path;
    }
    let folder = absolute.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, absolute.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => absolute,
    }
}

/// Whether both are one regular file, by whatever names.
#[cfg(unix)]
fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |path: &Path| {
        let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        Some((data.dev(), data.ino()))
    };
    id(one).is_some_and(|own| id(other) == Some(own))
}

#[cfg(not(unix))]
fn is_same(one: &Path, other: &Path) -> bool {
    one.is_file() && identity(one) == identity(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_written_together_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let (first, missing) = (folder.path().join("a"), folder.path().join("missing/b"));
        std::fs::write(&first, "old").unwrap();
        assert!(write_together([(&*first, "new"), (&*missing, "new")]).is_err());
        assert_eq!(std::fs::read_to_string(&first).unwrap(), "old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        write_together([(&*first, "new")]).unwrap();
        assert_eq!(std::fs::read_to_string(&first).unwrap(), "new");
    }

    #[test]
    fn an_output_is_no_input_and_goes_somewhere_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("in.yaml"), "").unwrap();
        let input = path("in.yaml");
        let mut outputs = Outputs::beside([input.as_path()]);
        assert!(outputs.add(&folder.path().join("./in.yaml")).is_err());
        outputs.add(&path("a.json")).unwrap();
        outputs.add(&path("b.json")).unwrap();
        assert!(outputs.add(&folder.path().join("./a.json")).is_err());
        assert!(!outputs.take_standard_output());
        outputs.add(Path::new("-")).unwrap();
        assert!(outputs.add(Path::new("/dev/stdout")).is_err());
        assert!(outputs.take_standard_output());
    }
}
