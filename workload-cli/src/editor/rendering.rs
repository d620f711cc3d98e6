//! Charts and kustomizations, rendered on a thread of their own.

use std::path::{Path, PathBuf};

use crossbeam_channel::Sender;

use crate::render::{Sources, Stop};
use crate::validate::RenderTask;

/// What is being rendered of a folder; it is stopped when nobody waits for it any more.
#[derive(Debug)]
pub(super) struct Rendering {
    stop: Stop,
}

/// What was rendered.
#[derive(Debug)]
pub(super) struct Rendered {
    /// The folder.
    pub(super) root: PathBuf,
    /// What it is made of.
    pub(super) sources: Sources,
    stop: Stop,
}

impl Rendering {
    /// Begins; what is rendered is sent to `done`.
    pub(super) fn start(root: &Path, task: RenderTask, done: &Sender<Rendered>) -> Self {
        let (root, done, stop) = (root.to_owned(), done.clone(), Stop::default());
        let own = stop.clone();
        std::thread::spawn(move || {
            let sources = task.run(own.clone());
            if !own.is_stopped() {
                // Nobody waits when the session is over.
                let _ = done.send(Rendered { root, sources, stop: own });
            }
        });
        Self { stop }
    }

    /// Whether this is what it made.
    pub(super) fn made(&self, rendered: &Rendered) -> bool {
        self.stop.is_same(&rendered.stop)
    }
}

impl Drop for Rendering {
    fn drop(&mut self) {
        self.stop.stop();
    }
}
