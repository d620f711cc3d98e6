//! Progress of reading a folder, as the editor shows it.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::events::Work;
use super::outgoing::Outgoing;

/// The folders that are being read.
#[derive(Debug, Default)]
pub(super) struct Progress {
    running: Vec<(PathBuf, Work, String)>,
    count: u32,
}

impl Progress {
    /// Work on a folder begins; the same begun anew goes on.
    pub(super) fn begin(&mut self, outgoing: &mut Outgoing, root: PathBuf, work: Work) {
        if self.running.iter().any(|(path, own, _)| *path == root && *own == work) {
            return;
        }
        self.count += 1;
        let token = format!("workload/{}", self.count);
        outgoing.request("window/workDoneProgress/create", json!({ "token": token }));
        let name = root.file_name().unwrap_or(root.as_os_str()).to_string_lossy();
        let title = match work {
            Work::Reading => "Checking manifests",
            Work::Rendering => "Rendering charts and kustomizations",
        };
        let value = json!({ "kind": "begin", "title": title, "message": name });
        outgoing.notify("$/progress", json!({ "token": token, "value": value }));
        self.running.push((root, work, token));
    }

    /// Work on a folder has ended, if any did; it has that number of files.
    pub(super) fn end(&mut self, outgoing: &Outgoing, root: &Path, work: Option<Work>, files: usize) {
        let noun = if files == 1 { "file" } else { "files" };
        let value = json!({ "kind": "end", "message": format!("{files} {noun}") });
        for (.., token) in self.running.extract_if(.., |(path, own, _)| path == root && Some(*own) == work) {
            outgoing.notify("$/progress", json!({ "token": token, "value": value }));
        }
    }
}
