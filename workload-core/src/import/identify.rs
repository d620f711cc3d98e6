//! What the structs and their values are called: the same workload by the same name in every environment.

use super::fold::Folded;
use super::kinds::Kind;
use super::names::snake;

/// A workload and its names.
struct Known {
    kind: Kind,
    name: String,
    /// How many of the kind and the name stand before it in its environment, in other namespaces.
    before: usize,
    rust_name: String,
    ident: String,
}

/// Gives each workload names that no other has.
pub(super) fn name_apps(environments: &mut [Folded]) {
    let mut known: Vec<Known> = Vec::new();
    for folded in environments {
        let mut seen: Vec<(Kind, String)> = Vec::new();
        for draft in &mut folded.drafts {
            let app = &mut draft.app;
            let own = (app.kind, app.name.clone());
            let before = seen.iter().filter(|other| **other == own).count();
            let is_own = |one: &&Known| (one.kind, &one.name, one.before) == (own.0, &own.1, before);
            if let Some(one) = known.iter().find(is_own) {
                (app.rust_name, app.ident) = (one.rust_name.clone(), one.ident.clone());
            } else {
                let is_taken = |name: &str| known.iter().any(|one| one.rust_name == name);
                while is_taken(&app.rust_name) {
                    app.rust_name.push_str(app.kind.object());
                }
                while app.ident == "kept" || known.iter().any(|one| one.ident == app.ident) {
                    app.ident = format!("{}_{}", app.ident, snake(app.kind.object()));
                }
                let (rust_name, ident) = (app.rust_name.clone(), app.ident.clone());
                known.push(Known { kind: own.0, name: own.1.clone(), before, rust_name, ident });
            }
            seen.push(own);
        }
    }
}
