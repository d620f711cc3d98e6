//! A browser without a window. Without Chromium what needs one is skipped, aloud, except under CI.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A browser, as packages call it.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A program on PATH.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file())
}

/// Says that something is skipped, which CI does not do.
pub fn skip(why: &str) {
    println!("SKIPPED: {why}");
    assert!(std::env::var("CI").as_deref() != Ok("true"), "CI has what this needs: {why}");
}

pub fn browser() -> Option<PathBuf> {
    let found = program(BROWSERS);
    if found.is_none() {
        skip("there is no Chromium to show the page in");
    }
    found
}

/// The page as the browser has it after its scripts ran, and what it said.
pub fn shown(browser: &Path, page: &Path, is_dark: bool) -> (String, String) {
    let mut command = Command::new(browser);
    command.args("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run".split(' '));
    command.args("--disable-background-networking --disable-component-update --disable-sync".split(' '));
    let profile = tempfile::tempdir().unwrap();
    command.arg(format!("--user-data-dir={}", profile.path().display()));
    command.arg(format!("--blink-settings=preferredColorScheme={}", u8::from(!is_dark)));
    command.args(["--enable-logging=stderr", "--virtual-time-budget=60000", "--dump-dom"]);
    command.arg(format!("file://{}", page.display()));
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (text(output.stdout), text(output.stderr))
}

/// What the console of the browser was told.
pub fn console(said: &str) -> Vec<&str> {
    said.lines().filter(|line| line.contains(":CONSOLE")).collect()
}
