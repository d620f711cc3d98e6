//! What a path to write to names.

use std::io;
use std::path::{Path, PathBuf};

/// What a path to write to names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// A regular file, or a new one: its path with the links followed.
    File(PathBuf),
    /// The program's own standard output.
    StandardOutput,
    /// A device, a pipe or a socket.
    Stream(PathBuf),
}

/// Maximum number of links followed, as Linux has it.
const MOST_LINKS: usize = 40;

impl Destination {
    /// What `path` names; `-` is standard output.
    ///
    /// # Errors
    ///
    /// When it is a folder, or its links never end.
    pub fn of(path: &Path) -> io::Result<Self> {
        if path.as_os_str() == "-" {
            return Ok(Self::StandardOutput);
        }
        let mut target = path.to_owned();
        for _ in 0..MOST_LINKS {
            match descriptor(&target) {
                Some("1") => return Ok(Self::StandardOutput),
                Some(_) => return Ok(Self::Stream(target)),
                None => {}
            }
            match std::fs::symlink_metadata(&target) {
                Ok(data) if data.is_symlink() => {
                    let next = std::fs::read_link(&target)?;
                    target = target.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
                }
                Ok(data) if data.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
                Ok(data) if !data.is_file() => return Ok(Self::Stream(target)),
                Ok(_) => return Ok(Self::File(target)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::File(target)),
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("too many symbolic links"))
    }
}

/// The number of the open file that a path such as `/dev/fd/3` or `/proc/self/fd/3` names.
fn descriptor(path: &Path) -> Option<&str> {
    match path.to_str()? {
        "/dev/stdout" => Some("1"),
        "/dev/stderr" => Some("2"),
        text => {
            let number = text.strip_prefix("/dev/fd/").or_else(|| text.strip_prefix("/proc/self/fd/"))?;
            number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_output_has_several_names() {
        for name in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
            assert_eq!(Destination::of(Path::new(name)).unwrap(), Destination::StandardOutput, "{name}");
        }
        assert!(matches!(Destination::of(Path::new("/dev/stderr")), Ok(Destination::Stream(_))));
    }
}
