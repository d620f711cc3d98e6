//! What is retained of a document for the rules over many objects.

use std::sync::Arc;

use super::finding::ObjectRef;
use super::place::Places;
use crate::k8s::Object;
use crate::syntax::text::Span;
use crate::validate::document::Checked;
use crate::validate::rules::{Member, Profile};

/// An object that others may refer to, with the text of its document.
#[derive(Clone, Debug)]
pub(super) struct Retained {
    pub(super) member: Member,
    pub(super) source: SourceRef,
}

/// Where an object was written: its text, which the objects of one chunk share.
#[derive(Clone, Debug)]
pub(super) struct SourceRef {
    pub(super) object: ObjectRef,
    pub(super) file: Arc<str>,
    pub(super) text: Arc<str>,
    /// Which of the text's documents it is; `...` may part several.
    pub(super) number: usize,
    pub(super) offset: u32,
    pub(super) lines_before: u32,
}

/// The part of a file between two `---`: its text is copied once, and only if an object of it is
/// retained.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    span: Span,
    number: usize,
    copied: Option<(Arc<str>, u32)>,
}

impl Chunk {
    /// Goes on to the document at `span`: the next of this chunk, or the first of another.
    pub(super) fn advance_to(&mut self, span: Span) {
        if self.span == span {
            self.number += 1;
        } else {
            *self = Self { span, ..Self::default() };
        }
    }

    /// Retains an object of the document.
    pub(super) fn retain(
        &mut self,
        places: &Places<'_>,
        checked: &Checked<'_>,
        object: Object,
        profile: Profile,
    ) -> Retained {
        let (text, lines_before) = self.copied.get_or_insert_with(|| {
            // A chunk begins a line.
            (places.text[self.span.range()].into(), places.position(self.span.start).line - 1)
        });
        let source = SourceRef {
            object: ObjectRef::of(&checked.header),
            file: places.file.clone(),
            text: text.clone(),
            number: self.number,
            offset: self.span.start,
            lines_before: *lines_before,
        };
        let file = places.file.clone();
        Retained { member: Member { object, root: checked.root.clone(), file, profile }, source }
    }
}

/// Whether objects of this kind refer to others, or are referred to.
pub(super) fn is_retained(object: &Object) -> bool {
    !matches!(object, Object::NetworkPolicy(_) | Object::ServiceAccount(_) | Object::Secret(_))
}
