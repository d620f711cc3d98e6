//! Rendering beside everything else.

use std::path::PathBuf;

use crate::render::{Rendering, Sources, Stop};

/// What is to be rendered, with nothing that goes by the current folder.
#[derive(Clone, Debug)]
pub(crate) struct RenderTask {
    pub(super) here: PathBuf,
    pub(super) files: Vec<PathBuf>,
    pub(super) rendering: Rendering,
}

impl RenderTask {
    /// Renders, until it is stopped; what a stopped one gives is not to be used.
    pub(crate) fn run(self, stop: Stop) -> Sources {
        let Self { here, files, mut rendering } = self;
        rendering.stop = stop;
        let render = || Sources::find_from(&here, files, &rendering);
        // Threads that wait for programs are none that others need.
        match rayon::ThreadPoolBuilder::new().num_threads(2).build() {
            Ok(pool) => pool.install(render),
            Err(_) => render(),
        }
    }
}
