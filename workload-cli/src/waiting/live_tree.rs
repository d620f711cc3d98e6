//! A tree on a terminal that is drawn again where it stands.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::terminal;

/// A tree that is drawn again where it stands.
pub(crate) struct LiveTree(ProgressBar);

impl LiveTree {
    /// A tree on standard error, beside which data may be written.
    pub(super) fn on_stderr() -> Self {
        Self::on(ProgressDrawTarget::stderr())
    }

    /// A tree on standard output, which is all that is written there.
    pub(crate) fn on_stdout() -> Self {
        Self::on(ProgressDrawTarget::stdout())
    }

    fn on(target: ProgressDrawTarget) -> Self {
        let style = ProgressStyle::with_template("{msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
        Self(ProgressBar::with_draw_target(None, target).with_style(style))
    }

    /// Draws a text in place of the one before.
    pub(crate) fn draw(&self, text: String) {
        self.0.set_message(text);
        self.0.tick();
    }

    /// Shows a line above the tree that stays.
    pub(super) fn above(&self, line: &str) {
        self.0.suspend(|| terminal::shown(line));
    }

    /// Takes the tree away.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
