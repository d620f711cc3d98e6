//! A field that may not change once the object is there.

use serde_json::Value;

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden};

/// A fixed field, and the words of its refusal.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Fixed {
    /// Where it is; `[]` at the end stands for any item of a list.
    path: &'static str,
    /// What the server calls it, when that is not its path.
    name: Option<&'static str>,
    /// A field in it that may change all the same.
    except: Option<&'static str>,
    words: Words,
    why: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Words {
    /// `Invalid value: …: reason`
    Invalid(&'static str),
    /// `Forbidden: reason`
    Forbidden(&'static str),
}

impl Fixed {
    /// A field with everything in it.
    pub(super) const fn field(path: &'static str, why: &'static str) -> Self {
        Self { path, name: None, except: None, words: Words::Invalid("field is immutable"), why }
    }

    /// The items of a list, which may come and go.
    pub(super) const fn item(path: &'static str, why: &'static str) -> Self {
        Self::field(path, why)
    }

    /// A field in it may change all the same.
    pub(super) const fn except(self, path: &'static str) -> Self {
        Self { except: Some(path), ..self }
    }

    /// The server names the field otherwise.
    pub(super) const fn named(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Refused as an invalid value for this reason.
    pub(super) const fn invalid(self, reason: &'static str) -> Self {
        Self { words: Words::Invalid(reason), ..self }
    }

    /// Refused as forbidden for this reason.
    pub(super) const fn refused(self, reason: &'static str) -> Self {
        Self { words: Words::Forbidden(reason), ..self }
    }

    /// The refusal of a difference in this field; none when the difference is elsewhere.
    pub(super) fn verdict(&self, diff: &ObjectDiff, difference: &Difference) -> Option<Verdict> {
        let list = self.path.strip_suffix("[]");
        let is_whole_item = list.is_some() && difference.path.is_item_of(self.path);
        let is_excepted = self.except.is_some_and(|except| difference.path.is_below(except));
        if !difference.path.is_below(self.path) || is_whole_item || is_excepted {
            return None;
        }
        let name = self.name.or(list).unwrap_or(self.path);
        let refusal = match self.words {
            Words::Forbidden(reason) => Refusal::forbidden(name, reason),
            Words::Invalid(reason) => Refusal::invalid(name, self.value(diff, difference), reason),
        };
        Some(forbidden(refusal, self.why))
    }

    fn value<'v>(&self, diff: &ObjectDiff<'v>, difference: &'v Difference) -> Option<&'v Value> {
        let pointer = format!("/{}", self.path.replace('.', "/"));
        diff.after(&pointer).or(difference.new.as_ref())
    }
}
