//! A module of Rust source: what it imports, its apps, their stack and its export.

use super::app::App;
use super::names::{pascal, snake};
use super::print;

/// Types of volumes, as they may stand in a field or its value.
const VOLUMES: &[&str] = &[
    "AccessMode",
    "AnyVolume",
    "Claim",
    "ConfigFiles",
    "HostPath",
    "HostPathType",
    "PerPod",
    "ReadWriteMany",
    "Scratch",
    "SecretFiles",
];

/// Types of values, as they may stand in a field's value.
const VALUES: &[&str] =
    &["AnnotationKey", "DataKey", "Image", "LabelKey", "LabelValue", "ObjectName", "SubPath"];

/// The source of a module called `name`.
pub(super) fn source(name: &str, apps: &[App], has_kept: bool) -> String {
    let structs: Vec<_> = apps.iter().map(print::app).collect();
    let body = structs.join("\n");
    let mut out =
        "//! Imported by `workload import`, and proved to give the same objects back.\n\n".to_owned();
    out.push_str(&imports(apps, &body, has_kept));
    out.push_str(&format!("\n{}\n{body}", stack(name, apps, has_kept)));
    out
}

fn imports(apps: &[App], body: &str, has_kept: bool) -> String {
    let used = |types: &[&'static str]| -> Vec<&'static str> {
        let is_used = |ty: &&&str| {
            let ends = |c: char| !c.is_ascii_alphanumeric() && c != '_';
            let calls = [format!("{ty}::"), format!(": {ty},"), format!(": {ty}<"), format!("<{ty}>")];
            calls.iter().any(|call| {
                body.match_indices(call.as_str()).any(|(at, _)| {
                    !call.starts_with(ty.chars().next().unwrap_or(' ')) || body[..at].ends_with(ends)
                })
            })
        };
        types.iter().filter(is_used).copied().collect()
    };
    let mut out = String::new();
    let mut line = |path: &str, types: Vec<&str>| match types.as_slice() {
        [] => {}
        [one] => out.push_str(&format!("use {path}::{one};\n")),
        many => out.push_str(&format!("use {path}::{{{}}};\n", many.join(", "))),
    };
    line("workload_core::values", used(VALUES));
    line("workload_core::volumes", used(VOLUMES));
    let mut facade = Vec::new();
    if has_kept {
        facade.push("Manifests");
    }
    facade.push("Stack");
    if !apps.is_empty() {
        facade.push("Workload");
    }
    let edited: std::collections::BTreeSet<_> =
        apps.iter().filter(|app| !app.edits.is_empty()).map(|app| app.kind.objects().0).collect();
    if !edited.is_empty() {
        facade.push("customize");
    }
    facade.extend(edited);
    line("workload_core", facade);
    out
}

/// The stack of all apps, with the objects that were kept, and the function that exports it.
fn stack(name: &str, apps: &[App], has_kept: bool) -> String {
    let mut ty = pascal(name);
    while apps.iter().any(|app| app.rust_name == ty) {
        ty.push_str("Stack");
    }
    let mut fields: Vec<(String, &str, String)> = Vec::new();
    for app in apps {
        let mut ident = snake(&app.name);
        while ident == "kept" || fields.iter().any(|(taken, ..)| *taken == ident) {
            ident.push('_');
        }
        fields.push((ident, &app.rust_name, format!("{}::imported()", app.rust_name)));
    }
    let function = snake(name);
    let mut out =
        format!("/// Everything that was imported.\n#[derive(Clone, Debug, Stack)]\npub struct {ty} {{\n");
    for (ident, app, _) in &fields {
        out.push_str(&format!("    pub {ident}: {app},\n"));
    }
    if has_kept {
        out.push_str("    /// Objects that no workload brings.\n    pub kept: Manifests,\n");
    }
    out.push_str("}\n\n/// Everything as it was imported.\n");
    if has_kept {
        out.push_str("///\n/// # Errors\n///\n/// When the file with the kept objects is no YAML.\n");
    }
    out.push_str("#[workload_core::export]\n");
    let values = fields.iter().map(|(ident, _, value)| format!("{ident}: {value}")).collect::<Vec<_>>();
    if has_kept {
        let values = values.into_iter().chain(["kept".to_owned()]).collect::<Vec<_>>();
        out.push_str(&format!(
            "pub fn {function}() -> Result<{ty}, String> {{\n    let kept = workload_core::export::manifests_from_yaml(include_str!(\"{name}.yaml\"))?;\n    Ok({ty} {{ {} }})\n}}\n",
            values.join(", ")
        ));
    } else {
        out.push_str(&format!(
            "#[must_use]\npub fn {function}() -> {ty} {{\n    {ty} {{ {} }}\n}}\n",
            values.join(", ")
        ));
    }
    out
}
