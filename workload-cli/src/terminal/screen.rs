//! The terminal's other screen, which goes away with all that was drawn on it.

use std::io::{Result, stderr};

use crossterm::cursor::{MoveTo, Show};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};

/// The other screen, until this is dropped.
#[derive(Debug)]
pub(crate) struct Screen;

impl Screen {
    /// Changes to the other screen.
    pub(crate) fn enter() -> Result<Self> {
        execute!(stderr(), EnterAlternateScreen)?;
        Ok(Self)
    }

    /// Empties it.
    pub(crate) fn clear(&self) -> Result<()> {
        execute!(stderr(), Clear(ClearType::All), MoveTo(0, 0))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A terminal that has gone needs no tidying.
        let _ = execute!(stderr(), LeaveAlternateScreen, Show);
    }
}
