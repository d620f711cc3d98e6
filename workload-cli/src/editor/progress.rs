//! Progress of reading a folder, as the editor shows it.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::outgoing::Outgoing;

/// The folders that are being read.
#[derive(Debug, Default)]
pub(super) struct Progress {
    running: Vec<(PathBuf, String)>,
    count: u32,
}

impl Progress {
    /// A folder is being read.
    pub(super) fn begin(&mut self, outgoing: &mut Outgoing, root: PathBuf) {
        self.count += 1;
        let token = format!("workload/{}", self.count);
        outgoing.request("window/workDoneProgress/create", json!({ "token": token }));
        let name = root.file_name().unwrap_or(root.as_os_str()).to_string_lossy();
        let value = json!({ "kind": "begin", "title": "Checking manifests", "message": name });
        outgoing.notify("$/progress", json!({ "token": token, "value": value }));
        self.running.push((root, token));
    }

    /// A folder was read, with that number of files.
    pub(super) fn end(&mut self, outgoing: &Outgoing, root: &Path, files: usize) {
        let noun = if files == 1 { "file" } else { "files" };
        let value = json!({ "kind": "end", "message": format!("{files} {noun}") });
        for (_, token) in self.running.extract_if(.., |(path, _)| path == root) {
            outgoing.notify("$/progress", json!({ "token": token, "value": value }));
        }
    }
}
