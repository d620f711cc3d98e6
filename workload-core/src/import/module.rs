//! A module of Rust source: what it imports, its apps, their stack and its exports.

use super::app::App;
use super::attribute::Attribute;
use super::literal;
use super::merged::{Environment, Merged};
use super::names::pascal;
use super::print::{self, Constructor};
use super::repeats::Constant;
use super::vocabulary;

/// The longest list of fields in one line, as rustfmt has it.
const LITERAL: usize = 18;

/// What a module is made of.
pub(super) struct Parts<'m> {
    /// Its name.
    pub(super) name: &'m str,
    /// The environments.
    pub(super) environments: &'m [Environment],
    /// The apps.
    pub(super) apps: &'m [Merged],
    /// The keys of the stack.
    pub(super) stack: &'m [Attribute],
    /// The texts with a name.
    pub(super) constants: &'m [Constant],
    /// For each environment the file of the objects that are kept, if there are any.
    pub(super) kept: &'m [Option<String>],
}

/// The source of a module.
pub(super) fn source(parts: &Parts<'_>) -> String {
    let structs: Vec<_> = parts.apps.iter().map(|merged| app(parts, merged)).collect();
    let constants = constants(parts.constants);
    let body = format!("{}\n{}", stack(parts), structs.join("\n"));
    let imports = vocabulary::imports(&body, &facade(parts));
    let headers = headers(parts.environments);
    format!(
        "{headers}//! Imported by `workload import`, and proved to give the same objects back.\n\n{imports}\n{constants}{}\n",
        body.trim_end()
    )
}

/// The licences of the files, each once.
fn headers(environments: &[Environment]) -> String {
    let all = environments.iter().flat_map(|environment| &environment.inputs);
    let all = super::slots::each_once(all.flat_map(|(_, input)| &input.headers));
    let comment = |line: &str| format!("// {line}").trim_end().to_owned() + "\n";
    let blocks = all.iter().map(|header| header.lines().map(comment).collect::<String>() + "\n");
    blocks.collect()
}

/// What is used of the crate's first page, besides the types of fields.
fn facade(parts: &Parts<'_>) -> Vec<&'static str> {
    let mut facade = Vec::new();
    if has_kept(parts) {
        facade.push("Manifests");
    }
    facade.push("Stack");
    if !parts.apps.is_empty() {
        facade.push("Workload");
    }
    let variants = parts.apps.iter().flat_map(|merged| &merged.variants);
    let edited: std::collections::BTreeSet<_> =
        variants.filter(|one| !one.app.edits.is_empty()).map(|one| one.app.kind.objects().0).collect();
    if !edited.is_empty() {
        facade.push("customize");
    }
    facade.extend(edited);
    facade
}

fn has_kept(parts: &Parts<'_>) -> bool {
    parts.kept.iter().any(Option::is_some)
}

/// The texts with a name, the short ones first.
fn constants(constants: &[Constant]) -> String {
    let mut out = String::new();
    for Constant { name, text, .. } in constants.iter().filter(|one| !one.text.contains('\n')) {
        out.push_str(&format!("const {name}: &str = {};\n", literal::text(text)));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    for Constant { name, text, .. } in constants.iter().filter(|one| one.text.contains('\n')) {
        out.push_str(&format!("const {name}: &str = {};\n\n", literal::text(text)));
    }
    out
}

/// The apps of an environment, by their places.
fn apps_of<'m>(parts: &Parts<'m>, environment: usize) -> Vec<Option<&'m App>> {
    let of = |merged: &'m Merged| merged.variants.iter().find(|one| one.environment == environment);
    parts.apps.iter().map(|merged| of(merged).map(|one| &one.app)).collect()
}

fn app(parts: &Parts<'_>, merged: &Merged) -> String {
    let constructors = merged.variants.iter().map(|variant| {
        let environment = &parts.environments[variant.environment];
        let all = apps_of(parts, variant.environment);
        let targets = all.into_iter().flatten().filter(|target| variant.app.refers_to(&target.ident));
        Constructor {
            name: environment.constructor(),
            doc: match &environment.name {
                Some(name) => format!("The app in `{name}`."),
                None => "The app as it was imported.".to_owned(),
            },
            parameters: targets.map(|target| (target.ident.clone(), target.rust_name.clone())).collect(),
        }
    });
    let variants: Vec<_> = merged.variants.iter().map(|variant| &variant.app).collect();
    print::app(&variants, &constructors.collect::<Vec<_>>())
}

/// The stack of all apps, with the objects that were kept, and the functions that export it.
fn stack(parts: &Parts<'_>) -> String {
    let mut ty = pascal(parts.name);
    let is_taken = |ty: &str| {
        parts.apps.iter().flat_map(|merged| &merged.variants).any(|variant| variant.app.rust_name == ty)
    };
    while is_taken(&ty) {
        ty.push_str("Stack");
    }
    let keys = print::attribute("stack", parts.stack);
    let mut out = format!(
        "/// Everything that was imported.\n#[derive(Clone, Debug, Stack)]\n{keys}pub struct {ty} {{\n"
    );
    for merged in parts.apps {
        let Some(first) = merged.variants.first() else { continue };
        let name = &first.app.rust_name;
        let is_everywhere = merged.variants.len() == parts.environments.len();
        let own = if is_everywhere { name.clone() } else { format!("Option<{name}>") };
        out.push_str(&format!("    pub {}: {own},\n", merged.field));
    }
    if has_kept(parts) {
        out.push_str("    /// Objects that no workload brings.\n    pub kept: Manifests,\n");
    }
    out.push_str("}\n");
    for at in 0..parts.environments.len() {
        out.push_str(&exported(parts, at, &ty));
    }
    out
}

/// The function that exports an environment.
fn exported(parts: &Parts<'_>, at: usize, ty: &str) -> String {
    let environment = &parts.environments[at];
    let (doc, function) = match &environment.name {
        Some(name) => (format!("Everything in `{name}`."), environment.constructor()),
        None => ("Everything as it was imported.".to_owned(), super::names::snake(parts.name)),
    };
    let (bindings, fields) = (bindings(parts, at), fields(parts, at));
    let short = fields.join(", ");
    let fields = fields.iter().map(|field| format!("{field},\n")).collect::<Vec<_>>().concat();
    let value = |pad: &str| {
        if short.len() <= LITERAL {
            return format!("{ty} {{ {short} }}");
        }
        let fields = fields.lines().map(|line| format!("{pad}    {line}\n")).collect::<Vec<_>>().concat();
        format!("{ty} {{\n{fields}{pad}}}")
    };
    let mut out = format!("\n/// {doc}\n");
    if let Some(file) = &parts.kept[at] {
        out.push_str("///\n/// # Errors\n///\n/// When the file with the kept objects is no YAML.\n#[workload_core::export]\n");
        out.push_str(&format!(
            "pub fn {function}() -> Result<{ty}, String> {{\n{bindings}    let kept = workload_core::export::manifests_from_yaml(include_str!({}))?;\n    Ok({})\n}}\n",
            literal::text(file),
            value("    ")
        ));
    } else {
        out.push_str(&format!(
            "#[workload_core::export]\n#[must_use]\npub fn {function}() -> {ty} {{\n{bindings}    {}\n}}\n",
            value("    ")
        ));
    }
    out
}

/// The apps that others refer to, and those that refer to them, each after those that it refers to.
fn bindings(parts: &Parts<'_>, at: usize) -> String {
    let apps: Vec<&App> = apps_of(parts, at).into_iter().flatten().collect();
    let mut out = String::new();
    let mut left: Vec<&App> = apps.iter().copied().filter(|app| is_bound(&apps, app)).collect();
    while !left.is_empty() {
        let is_free = |app: &&App| !left.iter().any(|other| app.refers_to(&other.ident));
        let at_next = left.iter().position(is_free).unwrap_or_default();
        let app = left.remove(at_next);
        let arguments: Vec<_> = apps.iter().filter(|other| app.refers_to(&other.ident)).collect();
        let arguments: Vec<_> = arguments.iter().map(|other| format!("&{}", other.ident)).collect();
        let constructor = parts.environments[at].constructor();
        out.push_str(&format!(
            "    let {} = {}::{constructor}({});\n",
            app.ident,
            app.rust_name,
            arguments.join(", ")
        ));
    }
    out
}

/// Whether an app is needed before the stack is made.
fn is_bound(apps: &[&App], app: &App) -> bool {
    apps.iter().any(|other| other.refers_to(&app.ident) || app.refers_to(&other.ident))
}

/// The fields of the stack in an environment.
fn fields(parts: &Parts<'_>, at: usize) -> Vec<String> {
    let all = apps_of(parts, at);
    let apps: Vec<&App> = all.iter().copied().flatten().collect();
    let constructor = parts.environments[at].constructor();
    let mut fields: Vec<String> = parts
        .apps
        .iter()
        .zip(&all)
        .map(|(merged, app)| {
            let is_everywhere = merged.variants.len() == parts.environments.len();
            let value = match app {
                None => "None".to_owned(),
                Some(app) if is_bound(&apps, app) => app.ident.clone(),
                Some(app) => format!("{}::{constructor}()", app.rust_name),
            };
            match (app, is_everywhere) {
                (Some(_), false) => format!("{}: Some({value})", merged.field),
                _ if value == merged.field => value,
                _ => format!("{}: {value}", merged.field),
            }
        })
        .collect();
    if has_kept(parts) {
        let own = if parts.kept[at].is_some() { "kept" } else { "kept: Manifests::default()" };
        fields.push(own.to_owned());
    }
    fields
}
