//! What is shown while somebody waits: a live tree on a terminal, lines elsewhere.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;

use workload_core::readiness::Tree;

use super::live_tree::LiveTree;
use super::text::{named, said, tree_text};
use crate::terminal::{self, visible};

/// Where it is shown.
pub(crate) struct Ui {
    live: Option<LiveTree>,
    told: BTreeMap<String, String>,
}

impl Ui {
    /// A live tree when standard error is a terminal.
    pub(crate) fn new() -> Self {
        let live = std::io::stderr().is_terminal().then(LiveTree::on_stderr);
        Self { live, told: BTreeMap::new() }
    }

    /// Shows the set as it is now; `below` is the last line of a live tree.
    pub(crate) fn show(&mut self, tree: &Tree, below: &str) {
        if let Some(live) = &self.live {
            live.draw(format!("{}{below}", tree_text(tree, &[])));
            return;
        }
        for root in &tree.roots {
            let (name, words) = (named(&root.object), said(root));
            if self.told.get(&name) != Some(&words) {
                terminal::shown(&format!("{}  {}\n", visible(&name), visible(&words)));
                self.told.insert(name, words);
            }
        }
    }

    /// Shows a line that stays.
    pub(crate) fn line(&self, text: &str) {
        let line = format!("{}\n", visible(text));
        match &self.live {
            Some(tree) => tree.above(&line),
            None => terminal::shown(&line),
        }
    }

    /// Takes the live tree away.
    pub(crate) fn finish(&self) {
        if let Some(live) = &self.live {
            live.clear();
        }
    }
}
