//! What the tests of all kinds share: manifests with one place changed.

use serde_json::Value;

use super::{Change, Changes, Effect, FieldChange};

/// The objects of a YAML text of one or several documents.
#[track_caller]
pub(super) fn objects(yaml: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(yaml);
    documents.map(|document| serde::Deserialize::deserialize(document).unwrap()).collect()
}

/// What changes from one text to the other.
#[track_caller]
pub(super) fn changes(old: &str, new: &str) -> Changes {
    let changes = Changes::between(&objects(old), &objects(new));
    serde_json::to_value(&changes).unwrap();
    changes
}

/// The only object that changes.
#[track_caller]
pub(super) fn change(old: &str, new: &str) -> Change {
    let mut changes = changes(old, new).changes;
    assert_eq!(changes.len(), 1, "{changes:#?}");
    changes.remove(0)
}

/// What changes when `from` in the manifest becomes `to`.
#[track_caller]
pub(super) fn the(yaml: &str, from: &str, to: &str) -> Change {
    assert!(yaml.contains(from), "{from}");
    change(yaml, &yaml.replacen(from, to, 1))
}

/// The field at `path` when `from` becomes `to`.
#[track_caller]
pub(super) fn field(yaml: &str, from: &str, to: &str, path: &str) -> FieldChange {
    let change = the(yaml, from, to);
    let found = change.field(path).cloned();
    found.unwrap_or_else(|| panic!("{path} is not among {:#?}", change.fields))
}

/// The server's message.
#[track_caller]
pub(super) fn refusal(change: &Change) -> &str {
    change.refusal.as_deref().unwrap()
}

type Row<'a> = (&'a str, &'a str, &'a str);

/// Replacements in a manifest (from, to, path of the field), by what they do.
#[derive(Default)]
pub(super) struct Effects<'a> {
    pub in_place: &'a [Row<'a>],
    pub rolls: &'a [Row<'a>],
    pub ignored: &'a [Row<'a>],
    pub forbidden: &'a [Row<'a>],
    /// Replacements that change nothing.
    pub same: &'a [(&'a str, &'a str)],
}

/// That the replacements do what they are said to do, each with words, and that what is not
/// replaced does nothing.
#[track_caller]
pub(super) fn effects(yaml: &str, effects: Effects) {
    assert!(changes(yaml, yaml).is_empty());
    for (from, to) in effects.same {
        assert!(yaml.contains(from), "{from}");
        assert_eq!(changes(yaml, &yaml.replacen(from, to, 1)), Changes::default(), "{from} to {to}");
    }
    let rows = [
        ("inPlace", effects.in_place),
        ("rollsPods", effects.rolls),
        ("ignored", effects.ignored),
        ("forbidden", effects.forbidden),
    ];
    for (word, rows) in rows {
        for (from, to, path) in rows {
            let change = the(yaml, from, to);
            let found = change.fields.iter().find(|field| field.path.starts_with(path));
            let found = found.unwrap_or_else(|| panic!("{path} is not among {:#?}", change.fields));
            let effect = serde_json::to_value(&found.effect).unwrap();
            assert_eq!(effect["effect"], word, "{from} to {to}: {found:#?}");
            assert_eq!(change.is_forbidden(), word == "forbidden");
            has_words(found);
        }
    }
}

#[track_caller]
fn has_words(field: &FieldChange) {
    let note = &field.note;
    assert!([&note.message, &note.pods, &note.data].iter().all(|text| !text.is_empty()), "{field:#?}");
    if let Effect::Forbidden { server } = &field.effect {
        assert!(!note.commands.is_empty() && !note.why.is_empty() && server.contains(": "), "{field:#?}");
    }
}
