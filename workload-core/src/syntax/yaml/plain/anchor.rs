//! Anchors in front of values, and the aliases that mean them.

use super::{Content, Reader};
use crate::syntax::yaml::node::NodeId;

impl Reader<'_> {
    /// Passes by the anchor that what is left of the line may begin with: it names the next node.
    pub(super) fn anchor(&mut self) -> Option<()> {
        let Some(rest) = self.rest().strip_prefix('&') else { return Some(()) };
        let (name, after) = name(rest)?;
        self.anchors.insert(name, self.nodes.len());
        self.line.start = after.map_or(self.line.end, |length| self.line.start + 1 + length);
        Some(())
    }

    /// The alias that what is left of the line is.
    pub(super) fn alias(&mut self) -> Option<()> {
        let (name, None) = name(self.rest().strip_prefix('*')?)? else { return None };
        let target = *self.anchors.get(name)?;
        // An open collection would contain itself.
        if self.open.contains(&target) {
            return None;
        }
        let target = NodeId(u32::try_from(target).ok()?);
        self.is_sound = false;
        self.push(Content::Alias(target), self.line.start..self.line.end, false);
        Some(())
    }
}

/// The name of an anchor, and where something begins behind it.
fn name(rest: &str) -> Option<(&str, Option<usize>)> {
    let length =
        rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    let (name, after) = rest.split_at(length);
    let blanks = after.len() - after.trim_start_matches(' ').len();
    match after.is_empty() {
        _ if name.is_empty() => None,
        true => Some((name, None)),
        false if blanks > 0 => Some((name, Some(length + blanks))),
        false => None,
    }
}
