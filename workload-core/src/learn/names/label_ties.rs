//! The labels that have to have one name: those of objects, and those of the selectors that select them.

use std::borrow::Cow;

use super::labels::LabelSet;
use crate::k8s::values::{LabelKey, LabelValue};
use crate::syntax::text::Span;

/// A key of labels, or a value of one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelName {
    /// The key.
    pub key: String,
    /// The value; none where the key itself is meant.
    pub value: Option<String>,
}

impl LabelName {
    /// What is named: the value, or else the key.
    #[must_use]
    pub fn text(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.key)
    }
}

impl LabelSet {
    /// The key or value at a byte of the text, with its bytes.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<(LabelName, Span)> {
        let holds = |span: Span| span.touches(offset) && span.start < span.end;
        let mut found = None;
        let mut look = |key: &str, value: Option<&str>, span: Span| {
            if found.is_none() && holds(span) {
                found = Some((LabelName { key: key.to_owned(), value: value.map(str::to_owned) }, span));
            }
        };
        for one in &self.labels {
            look(&one.key.0, None, one.key.1);
            look(&one.key.0, Some(&one.value.0), one.value.1);
        }
        for one in &self.expressions {
            look(&one.key.0, None, one.key.1);
            one.values.iter().for_each(|(value, span)| look(&one.key.0, Some(value), *span));
        }
        found
    }

    /// The places that name a key, or a value of it.
    fn spans(&self, name: &LabelName) -> Vec<Span> {
        let mut spans = Vec::new();
        for one in self.labels.iter().filter(|one| one.key.0 == name.key) {
            match &name.value {
                None => spans.push(one.key.1),
                Some(value) => spans.extend((one.value.0 == *value).then_some(one.value.1)),
            }
        }
        for one in self.expressions.iter().filter(|one| one.key.0 == name.key) {
            match &name.value {
                None => spans.push(one.key.1),
                Some(value) => spans.extend(one.values.iter().filter(|own| own.0 == *value).map(|own| own.1)),
            }
        }
        spans
    }

    /// The same with another name.
    fn renamed(&self, name: &LabelName, new: &str) -> Self {
        let mut set = self.clone();
        for one in set.labels.iter_mut().filter(|one| one.key.0 == name.key) {
            match &name.value {
                None => new.clone_into(&mut one.key.0),
                Some(value) if one.value.0 == *value => new.clone_into(&mut one.value.0),
                Some(_) => {}
            }
        }
        for one in set.expressions.iter_mut().filter(|one| one.key.0 == name.key) {
            match &name.value {
                None => new.clone_into(&mut one.key.0),
                Some(value) => one
                    .values
                    .iter_mut()
                    .filter(|own| own.0 == *value)
                    .for_each(|own| new.clone_into(&mut own.0)),
            }
        }
        set
    }

    /// Whether this selector means these labels by a key: it selects what has them, or it would but for an
    /// expression that keeps the key or a value of it out.
    fn means(&self, bearer: &Self, key: &str) -> bool {
        if !self.may_select(bearer) {
            return false;
        }
        let mut open = self.clone();
        open.expressions
            .retain(|one| one.key.0 != key || !matches!(one.operator.as_str(), "NotIn" | "DoesNotExist"));
        open.selects(bearer)
    }
}

/// The sets that have to keep one name with the set `start`, that one included: selectors and what they
/// select, and so on from there.
#[must_use]
pub fn label_ties(sets: &[&LabelSet], start: usize, name: &LabelName) -> Vec<(usize, Vec<Span>)> {
    let named: Vec<Vec<Span>> = sets.iter().map(|set| set.spans(name)).collect();
    let mut tied = vec![start];
    let mut at = 0;
    while let Some(&one) = tied.get(at) {
        at += 1;
        for (other, spans) in named.iter().enumerate() {
            let is_new = !spans.is_empty() && !tied.contains(&other);
            let means = || sets[one].means(sets[other], &name.key) || sets[other].means(sets[one], &name.key);
            if is_new && means() {
                tied.push(other);
            }
        }
    }
    tied.sort_unstable();
    tied.into_iter().map(|number| (number, named[number].clone())).collect()
}

/// Checks that every selector selects after the renaming of these sets what it selects now.
///
/// # Errors
///
/// Why the name cannot be the new one.
pub fn check_label_rename(
    sets: &[&LabelSet],
    tied: &[(usize, Vec<Span>)],
    name: &LabelName,
    new: &str,
) -> Result<(), String> {
    let valid = if name.value.is_some() {
        LabelValue::parse(new.to_owned()).map(|_| ())
    } else {
        LabelKey::parse(new.to_owned()).map(|_| ())
    };
    valid.map_err(|error| error.to_string())?;
    let has_new = |(number, _): &&(usize, Vec<Span>)| sets[*number].labels.iter().any(|one| one.key.0 == new);
    if let Some((number, _)) = tied.iter().find(has_new).filter(|_| name.value.is_none()) {
        return Err(format!("{} has the label `{new}` already", sets[*number].object));
    }
    let renamed = |number: usize| {
        let is_tied = tied.iter().any(|(own, _)| *own == number);
        if is_tied { Cow::Owned(sets[number].renamed(name, new)) } else { Cow::Borrowed(sets[number]) }
    };
    for (number, _) in tied {
        let (old, own) = (sets[*number], renamed(*number));
        let others =
            sets.iter().enumerate().filter(|(_, other)| old.may_select(other) || other.may_select(old));
        for (number, other) in others {
            let after = renamed(number);
            changed((old, other), (&own, &after), new)?;
            changed((other, old), (&after, &own), new)?;
        }
    }
    Ok(())
}

/// Refuses that a selector selects labels otherwise than before.
fn changed(before: (&LabelSet, &LabelSet), after: (&LabelSet, &LabelSet), new: &str) -> Result<(), String> {
    let was_selected = before.0.selects(before.1);
    if after.0.selects(after.1) == was_selected {
        return Ok(());
    }
    let verb = if was_selected { "no longer select" } else { "select" };
    Err(format!("with `{new}`, {} would {verb} {}", before.0.object, before.1.object))
}
