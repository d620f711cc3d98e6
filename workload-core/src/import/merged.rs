//! The structs of an import, each with its value in every environment that has it.

use serde_json::Value as Json;

use super::app::App;
use super::error::ImportError;
use super::fold::Folded;
use super::input::Input;
use super::merge::merge;
use super::names::{pascal, snake};

/// An environment: its name, and its objects with the names of their files.
pub(super) struct Environment {
    /// Its name; none where there is only one.
    pub(super) name: Option<String>,
    /// Its objects.
    pub(super) inputs: Vec<(String, Input)>,
}

impl Environment {
    /// What the constructors of this environment are called.
    pub(super) fn constructor(&self) -> String {
        self.name.as_deref().map_or_else(|| "imported".to_owned(), snake)
    }

    /// Its objects of those places.
    pub(super) fn objects(&self, places: &[usize]) -> Vec<&Json> {
        places.iter().map(|at| &self.inputs[*at].1.object).collect()
    }
}

/// A struct, and its field in the stack.
pub(super) struct Merged {
    /// The field.
    pub(super) field: String,
    /// Its values.
    pub(super) variants: Vec<Variant>,
}

/// The value of a struct in one environment.
pub(super) struct Variant {
    /// The environment.
    pub(super) environment: usize,
    /// Its place among the apps of the environment.
    pub(super) draft: usize,
    /// The value.
    pub(super) app: App,
}

/// Makes one struct of the copies of a workload in several environments; two of them where that cannot be said.
pub(super) fn merge_all(environments: &[Environment], folded: &[Folded]) -> Result<Vec<Merged>, ImportError> {
    let mut all: Vec<Merged> = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for draft in folded.iter().flat_map(|folded| &folded.drafts) {
        let ident = draft.app.ident.as_str();
        if done.contains(&ident) {
            continue;
        }
        done.push(ident);
        let copies: Vec<(usize, usize)> = folded
            .iter()
            .enumerate()
            .filter_map(|(at, folded)| {
                Some((at, folded.drafts.iter().position(|one| one.app.ident == ident)?))
            })
            .collect();
        check_selectors(environments, folded, &copies)?;
        if let Some(variants) = variants(environments, folded, &copies) {
            all.push(Merged { field: ident.to_owned(), variants });
            continue;
        }
        for (nth, copy) in copies.iter().enumerate() {
            let Some(mut variants) = variants(environments, folded, &[*copy]) else { continue };
            let name = environments[copy.0].name.clone().unwrap_or_default();
            let is_first = nth == 0;
            if !is_first {
                for one in &mut variants {
                    one.app.rust_name.push_str(&pascal(&name));
                }
            }
            let field = if is_first { ident.to_owned() } else { format!("{ident}_{}", snake(&name)) };
            all.push(Merged { field, variants });
        }
    }
    Ok(all)
}

/// The copies as one struct, with their texts linked where that can be.
fn variants(
    environments: &[Environment],
    folded: &[Folded],
    copies: &[(usize, usize)],
) -> Option<Vec<Variant>> {
    let members: Vec<_> = copies
        .iter()
        .map(|(at, draft)| environments[*at].objects(&folded[*at].drafts[*draft].members))
        .collect();
    let linked: Vec<App> = copies.iter().map(|(at, draft)| folded[*at].drafts[*draft].app.clone()).collect();
    let unlinked = || -> Vec<App> {
        copies.iter().map(|(at, draft)| folded[*at].drafts[*draft].unlinked.clone()).collect()
    };
    let merged = merge(&linked, &members).or_else(|| merge(&unlinked(), &members));
    let merged = merged.or_else(|| (copies.len() == 1).then(unlinked))?;
    let variant = |((environment, draft), app): (&(usize, usize), App)| Variant {
        environment: *environment,
        draft: *draft,
        app,
    };
    Some(copies.iter().zip(merged).map(variant).collect())
}

/// A selector cannot be changed once an object is there: a struct has one.
fn check_selectors(
    environments: &[Environment],
    folded: &[Folded],
    copies: &[(usize, usize)],
) -> Result<(), ImportError> {
    let place = |(at, draft): &(usize, usize)| {
        let own = folded[*at].drafts[*draft].members[0];
        &environments[*at].inputs[own]
    };
    let selector = |copy: &(usize, usize)| place(copy).1.object.pointer("/spec/selector").cloned();
    let Some((first, others)) = copies.split_first() else { return Ok(()) };
    let is_selecting = folded[first.0].drafts[first.1].app.kind.selects();
    match others.iter().find(|other| is_selecting && selector(other) != selector(first)) {
        None => Ok(()),
        Some(other) => Err(ImportError::selectors(place(first), place(other))),
    }
}
