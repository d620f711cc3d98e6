//! What is kept of a document while the files go by: the object, and the text to find places in.

use std::sync::Arc;

use super::finding::ObjectRef;
use super::place::Places;
use crate::judge::Judged;
use crate::objects::Object;
use crate::rules::{Member, Profile};
use crate::text::Span;

/// An object that others may refer to, with the text of its document.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) member: Member,
    pub(super) trace: Trace,
}

/// The way back from an object to its text.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    pub(super) object: ObjectRef,
    pub(super) file: Arc<str>,
    pub(super) text: Arc<str>,
    pub(super) offset: u32,
    pub(super) lines_before: u32,
}

/// A document's text, shared by its objects.
pub(super) struct Part {
    text: Arc<str>,
    offset: u32,
    lines_before: u32,
}

impl Part {
    /// The document at `span`, which begins a line.
    pub(super) fn of(places: &Places<'_>, span: Span) -> Self {
        let lines_before = places.position(span.start).line - 1;
        Self { text: places.text[span.range()].into(), offset: span.start, lines_before }
    }

    /// The object to keep.
    pub(super) fn keep(
        &self,
        judged: &Judged<'_>,
        object: Object,
        file: &Arc<str>,
        profile: Profile,
    ) -> Kept {
        let trace = Trace {
            object: ObjectRef::of(&judged.header),
            file: file.clone(),
            text: self.text.clone(),
            offset: self.offset,
            lines_before: self.lines_before,
        };
        Kept { member: Member { object, root: judged.root.clone(), file: file.clone(), profile }, trace }
    }
}

/// Whether objects of this kind refer to others, or are referred to.
pub(super) fn has_ties(object: &Object) -> bool {
    !matches!(object, Object::NetworkPolicy(_) | Object::ServiceAccount(_) | Object::Secret(_))
}
