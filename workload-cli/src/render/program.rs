//! Runs a program that renders: without a shell, for a limited time, with a limited output.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::stop::Stop;
use crate::files::display_name;

/// How long a program may take.
const TIME: Duration = Duration::from_secs(60);

/// How much it may write.
const OUTPUT: u64 = 64 << 20;

/// How much of what it says is shown.
const TALK: u64 = 64 << 10;

/// How long to wait between two looks at it.
const PAUSE: Duration = Duration::from_millis(5);

/// The program of that name in the folders of `PATH`.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|program| is_program(program))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// What a program wrote; an error in its own words, or why it was stopped.
pub(super) fn run<A: AsRef<OsStr>>(program: &Path, arguments: &[A], stop: &Stop) -> Result<String, String> {
    run_within(program, arguments, stop, TIME)
}

fn run_within<A: AsRef<OsStr>>(
    program: &Path,
    arguments: &[A],
    stop: &Stop,
    limit: Duration,
) -> Result<String, String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = display_name(program);
    if stop.is_stopped() {
        return Err(format!("{name} was not run: it was stopped"));
    }
    let mut child = command.spawn().map_err(|error| format!("cannot run {name}: {error}"))?;
    let written = child.stdout.take().map(|out| read_aside(out, OUTPUT));
    let said = child.stderr.take().map(|err| read_aside(err, TALK));
    let end = Instant::now() + limit;
    let mut stopped = None;
    let status = loop {
        match child.try_wait().map_err(|error| format!("cannot wait for {name}: {error}"))? {
            Some(status) => break status,
            None if stop.is_stopped() || Instant::now() > end => {
                stopped = Some(format!("{name} took longer than {} s and was stopped", limit.as_secs()));
                // It may have ended by now.
                let _ = child.kill();
                break child.wait().map_err(|error| format!("cannot stop {name}: {error}"))?;
            }
            None => std::thread::sleep(PAUSE),
        }
    };
    if let Some(reason) = stopped {
        return Err(reason);
    }
    let text = |reader: Option<Reader>| reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
    let (written, said) = (text(written), text(said));
    if !status.success() {
        let said = String::from_utf8_lossy(&said);
        let said = said.trim();
        return Err(if said.is_empty() { format!("{name} failed ({status})") } else { said.to_owned() });
    }
    if written.len() as u64 > OUTPUT {
        return Err(format!("{name} wrote more than {} MiB", OUTPUT >> 20));
    }
    String::from_utf8(written).map_err(|_| format!("the output of {name} is not UTF-8"))
}

type Reader = std::thread::JoinHandle<Vec<u8>>;

/// Reads on a thread of its own, one byte more than allowed at most, and drops the rest.
fn read_aside(mut from: impl Read + Send + 'static, most: u64) -> Reader {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read until an error is what there is.
        let _ = from.by_ref().take(most + 1).read_to_end(&mut bytes);
        let _ = std::io::copy(&mut from, &mut std::io::sink());
        bytes
    })
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_run_and_its_failure_is_told() {
        let shell = on_path("sh").unwrap();
        let stop = Stop::default();
        let run = |script: &str| run_within(&shell, &["-c", script], &stop, Duration::from_millis(300));
        assert_eq!(run("echo a"), Ok("a\n".to_owned()));
        assert_eq!(run("echo why >&2; exit 3"), Err("why".to_owned()));
        assert!(run("exit 3").unwrap_err().contains("failed"));
        assert!(run("exec sleep 5").unwrap_err().ends_with("was stopped"));
        assert!(run("head -c 70000000 /dev/zero").unwrap_err().contains("MiB") || cfg!(debug_assertions));
        assert_eq!(on_path("no-such-program-anywhere"), None);
    }

    #[test]
    fn a_program_is_stopped_when_it_is_wanted_no_longer() {
        let (shell, stop) = (on_path("sh").unwrap(), Stop::default());
        let run = |script: &str| run_within(&shell, &["-c", script], &stop, Duration::from_secs(60));
        std::thread::scope(|scope| {
            let running = scope.spawn(|| run("exec sleep 50"));
            stop.stop();
            assert!(running.join().unwrap().unwrap_err().ends_with("was stopped"));
        });
        assert!(run("echo a").unwrap_err().ends_with("it was stopped"));
    }
}
