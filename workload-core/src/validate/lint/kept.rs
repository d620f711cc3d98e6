//! What is kept of a document while the files go by: the object, and the text to find places in.

use std::sync::Arc;

use super::finding::ObjectRef;
use super::place::Places;
use crate::k8s::Object;
use crate::syntax::text::Span;
use crate::validate::document::Checked;
use crate::validate::rules::{Member, Profile};

/// An object that others may refer to, with the text of its document.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) member: Member,
    pub(super) trace: Trace,
}

/// The way back from an object to its text, which the objects of one part share.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    pub(super) object: ObjectRef,
    pub(super) file: Arc<str>,
    pub(super) text: Arc<str>,
    /// Which of the text's documents it is; `...` may part several.
    pub(super) number: usize,
    pub(super) offset: u32,
    pub(super) lines_before: u32,
}

/// The part of a file under way: its text is copied once, and only if an object of it is kept.
#[derive(Debug, Default)]
pub(super) struct Part {
    span: Span,
    number: usize,
    copied: Option<(Arc<str>, u32)>,
}

impl Part {
    /// Goes on to the document at `span`: the next of this part, or the first of another.
    pub(super) fn turn_to(&mut self, span: Span) {
        if self.span == span {
            self.number += 1;
        } else {
            *self = Self { span, ..Self::default() };
        }
    }

    /// The object to keep.
    pub(super) fn keep(
        &mut self,
        places: &Places<'_>,
        checked: &Checked<'_>,
        object: Object,
        profile: Profile,
    ) -> Kept {
        let (text, lines_before) = self.copied.get_or_insert_with(|| {
            // A part begins a line.
            (places.text[self.span.range()].into(), places.position(self.span.start).line - 1)
        });
        let trace = Trace {
            object: ObjectRef::of(&checked.header),
            file: places.file.clone(),
            text: text.clone(),
            number: self.number,
            offset: self.span.start,
            lines_before: *lines_before,
        };
        let file = places.file.clone();
        Kept { member: Member { object, root: checked.root.clone(), file, profile }, trace }
    }
}

/// Whether objects of this kind refer to others, or are referred to.
pub(super) fn has_ties(object: &Object) -> bool {
    !matches!(object, Object::NetworkPolicy(_) | Object::ServiceAccount(_) | Object::Secret(_))
}
