//! The cursor in its object, with all that is asked of both.

use std::path::Path;

use gen_lsp_types::Range;
use workload_core::learn::names::NamedObject;
use workload_core::syntax::text::{Lines, Span};
use workload_core::syntax::yaml::{Cursor, Outline, Path as YamlPath, Step, cursor};

use crate::editor::custom::CustomTypes;
use crate::editor::diagnostics::range;
use crate::editor::schema::{Schema, Spot};
use crate::editor::session::Session;

/// The cursor in its object.
#[derive(Debug)]
pub(super) struct Context<'s> {
    pub(super) session: &'s Session,
    pub(super) text: &'s str,
    pub(super) lines: Lines<'s>,
    pub(super) cursor: Cursor,
    pub(super) outline: Outline,
    /// The path of the object in its document: empty, or that of an item of a `List`.
    root: YamlPath,
    pub(super) api_version: String,
    pub(super) kind: String,
    /// The types of the object.
    pub(super) schema: &'s Schema,
    /// The custom resources of the folder.
    pub(super) custom: Option<&'s CustomTypes>,
}

impl<'s> Context<'s> {
    /// What stands at a byte; none where nothing can be completed.
    pub(super) fn new(session: &'s Session, file: &Path, text: &'s str, offset: usize) -> Option<Self> {
        let cursor = cursor(text, offset)?;
        let outline = Outline::at(text, offset);
        let root = root(text, &outline, &cursor);
        let header = |name: &str| {
            let path = YamlPath(root.0.iter().cloned().chain([field(name)]).collect());
            said(text, &outline, &path).unwrap_or_default()
        };
        let (api_version, kind) = (header("apiVersion"), header("kind"));
        let schema = session.schema(file, &api_version, &kind);
        let (custom, lines) = (session.custom_types(file), Lines::of(text));
        Some(Self { session, text, lines, cursor, outline, root, api_version, kind, schema, custom })
    }

    /// The path within the object.
    pub(super) fn own_path(&self) -> &[Step] {
        self.cursor.path.0.get(self.root.0.len()..).unwrap_or_default()
    }

    /// The same as the names of keys, an item as its number.
    pub(super) fn steps(&self) -> Vec<String> {
        self.own_path().iter().map(in_words).collect()
    }

    /// What the types say of the place.
    pub(super) fn spot(&self) -> Option<Spot<'s>> {
        self.schema.at(&self.api_version, &self.kind, self.own_path())
    }

    /// The scalar at a path of the object.
    pub(super) fn said(&self, path: &[String]) -> Option<String> {
        let step = |step: &String| match step.parse() {
            Ok(number) => Step::Index(number),
            Err(_) => Step::Field(step.clone()),
        };
        let path = self.root.0.iter().cloned().chain(path.iter().map(step)).collect();
        said(self.text, &self.outline, &YamlPath(path))
    }

    /// The object that the cursor stands in, as far as it is written.
    pub(super) fn object(&self) -> Option<NamedObject> {
        let span = self.outline.span;
        let objects = workload_core::learn::names::objects(self.text);
        objects.into_iter().find(|object| object.span == span && object.kind == self.kind)
    }

    /// The namespace of the object, as it is compared.
    pub(super) fn namespace(&self) -> String {
        let said = self.said(&["metadata".to_owned(), "namespace".to_owned()]).unwrap_or_default();
        if said == "default" { String::new() } else { said }
    }

    /// The bytes that a completion takes the place of, as the editor counts them.
    pub(super) fn range(&self) -> Range {
        range(&self.lines, self.cursor.word, self.session.client.units)
    }

    /// The word as it is written.
    pub(super) fn word(&self) -> &'s str {
        self.text.get(self.cursor.word.range()).unwrap_or_default()
    }

    /// The path of the document's object, for the checker.
    pub(super) fn root(&self) -> &YamlPath {
        &self.root
    }
}

/// The path of the object in its document.
fn root(text: &str, outline: &Outline, cursor: &Cursor) -> YamlPath {
    let kind = said(text, outline, &YamlPath(vec![field("kind")]));
    match cursor.path.0.as_slice() {
        [items, number @ Step::Index(_), ..]
            if *items == field("items") && kind.is_some_and(|kind| kind.ends_with("List")) =>
        {
            YamlPath(vec![items.clone(), number.clone()])
        }
        _ => YamlPath::default(),
    }
}

/// A step as text.
pub(super) fn in_words(step: &Step) -> String {
    match step {
        Step::Field(name) | Step::Key(name) => name.clone(),
        Step::Index(number) => number.to_string(),
    }
}

pub(super) fn field(name: &str) -> Step {
    Step::Field(name.to_owned())
}

/// The scalar at a path, without quotes.
fn said(text: &str, outline: &Outline, path: &YamlPath) -> Option<String> {
    let value: Span = outline.entry(path)?.value;
    let value = text.get(value.range())?.trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}
