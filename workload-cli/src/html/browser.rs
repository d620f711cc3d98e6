//! Shows a page in the browser.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::error::{CliError, Result};
use crate::files::display_name;
use crate::terminal;

/// Opens the page in the browser: the file that it was written to, or else one in the folder for
/// temporary files, which is kept for the browser to read.
pub(crate) fn open(file: Option<&Path>, page: &str, what: &str) -> Result<()> {
    let file = match file {
        Some(file) => std::path::absolute(file).unwrap_or_else(|_| file.to_owned()),
        None => written(page, what)?,
    };
    let name = display_name(&file);
    open::that_detached(&file).map_err(|error| {
        CliError::new(format!("no browser could be opened: {error}")).help(format!("open {name} in one"))
    })?;
    terminal::note("opened", &name);
    Ok(())
}

fn written(page: &str, what: &str) -> Result<PathBuf> {
    let failed = |error: &std::io::Error| {
        CliError::new(format!("cannot write the page for the browser: {error}"))
            .help("give it a file with --html")
    };
    let prefix = format!("workload-{what}-");
    let mut file = tempfile::Builder::new()
        .prefix(&prefix)
        .suffix(".html")
        .tempfile()
        .map_err(|error| failed(&error))?;
    file.write_all(page.as_bytes()).map_err(|error| failed(&error))?;
    file.into_temp_path().keep().map_err(|error| failed(&error.error))
}
