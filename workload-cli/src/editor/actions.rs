//! Code actions: the fixes, what allows a finding, and what explains its rule.

use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, Command, Diagnostic, Range, TextEdit, WorkspaceEdit,
};
use serde_json::{Value, json};
use workload_core::syntax::text::Lines;
use workload_core::syntax::yaml::Patch;
use workload_core::validate::lint::{Finding, suppression_edit};

use super::diagnostics::range;
use super::results::FileResult;
use super::session::Session;
use super::uri::to_path;
use crate::validate::compatible;

/// The command that shows what a rule says.
pub(super) const EXPLAIN: &str = "workload.explain";

/// The kind of the action that fixes a whole file.
pub(super) const FIX_ALL: &str = "source.fixAll.workload";

/// The answer to `textDocument/codeAction`.
pub(super) fn actions(session: &Session, params: CodeActionParams) -> Value {
    let path = to_path(&params.text_document.uri);
    let Some(found) = path.and_then(|path| session.results.of(&path)) else { return json!([]) };
    let file = File { found, lines: Lines::of(&found.text), session, params: &params };
    let here = found.findings.iter().zip(&found.diagnostics);
    let here: Vec<_> = here.filter(|(_, one)| touches(one.range, params.range)).collect();
    let mut actions = Vec::new();
    if file.wants("quickfix") {
        actions.extend(here.iter().filter_map(|(finding, diagnostic)| file.fix(finding, diagnostic)));
        actions.extend(here.iter().filter_map(|(finding, diagnostic)| file.allow(finding, diagnostic)));
        actions.extend(here.iter().map(|(finding, diagnostic)| explain(finding, diagnostic)));
    }
    if file.wants(FIX_ALL) {
        actions.extend(file.fix_all());
    }
    json!(actions)
}

/// The file that actions are asked for.
struct File<'s> {
    found: &'s FileResult,
    lines: Lines<'s>,
    session: &'s Session,
    params: &'s CodeActionParams,
}

impl File<'_> {
    /// Whether the editor asks for that kind: `source` asks for `source.fixAll` too.
    fn wants(&self, kind: &str) -> bool {
        let asked = self.params.context.only.as_ref();
        asked.is_none_or(|asked| {
            asked.iter().any(|one| {
                let below = kind.strip_prefix(&name(one));
                below.is_some_and(|below| below.is_empty() || below.starts_with('.') || name(one).is_empty())
            })
        })
    }

    fn fix(&self, finding: &Finding, diagnostic: &Diagnostic) -> Option<CodeAction> {
        let patch = finding.patch.as_ref()?;
        let mut action = self.edit(title(patch, &self.found.text), &[patch]);
        action.kind = Some(CodeActionKind::QuickFix);
        action.is_preferred = Some(true);
        action.diagnostics = Some(vec![diagnostic.clone()]);
        Some(action)
    }

    fn allow(&self, finding: &Finding, diagnostic: &Diagnostic) -> Option<CodeAction> {
        let patch = suppression_edit(&self.found.text, finding)?;
        let title = format!("allow {} ({}) here because …", finding.rule.code, finding.rule.name);
        let mut action = self.edit(title, &[&patch]);
        action.kind = Some(CodeActionKind::QuickFix);
        action.diagnostics = Some(vec![diagnostic.clone()]);
        Some(action)
    }

    /// All certain fixes of the file that do not touch one another.
    fn fix_all(&self) -> Option<CodeAction> {
        let patches = compatible(&self.found.text, &self.found.findings.iter().collect::<Vec<_>>());
        let noun = if patches.len() == 1 { "finding" } else { "findings" };
        let mut action = self.edit(format!("fix {} {noun} of the file", patches.len()), &patches);
        action.kind = Some(CodeActionKind::Custom(FIX_ALL.into()));
        (!patches.is_empty()).then_some(action)
    }

    fn edit(&self, title: String, patches: &[&Patch]) -> CodeAction {
        let edit = |patch: &&Patch| TextEdit {
            range: range(&self.lines, patch.span, self.session.client.units),
            new_text: patch.text.clone(),
        };
        let edits = patches.iter().map(edit).collect();
        let changes = [(self.params.text_document.uri.clone(), edits)].into_iter().collect();
        let edit = WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        CodeAction { title, edit: Some(edit), ..CodeAction::default() }
    }
}

/// Shows what the rule of a finding says.
fn explain(finding: &Finding, diagnostic: &Diagnostic) -> CodeAction {
    let title = format!("explain {} ({})", finding.rule.code, finding.rule.name);
    let command = Command {
        title: title.clone(),
        tooltip: None,
        command: EXPLAIN.to_owned(),
        arguments: Some(vec![json!(finding.rule.code)]),
    };
    CodeAction {
        title,
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostic.clone()]),
        command: Some(command),
        ..CodeAction::default()
    }
}

/// The name of a kind in the protocol.
fn name(kind: &CodeActionKind) -> String {
    json!(kind).as_str().unwrap_or_default().to_owned()
}

/// What a patch does, for people: from the text to the new one, in one line.
fn title(patch: &Patch, text: &str) -> String {
    let short = |text: &str| {
        let line = text.trim().lines().next().unwrap_or_default();
        if line.chars().count() > 40 {
            line.chars().take(40).chain(['…']).collect()
        } else {
            line.to_owned()
        }
    };
    match (short(text.get(patch.span.range()).unwrap_or_default()), short(&patch.text)) {
        (old, new) if old.is_empty() => format!("add `{new}`"),
        (old, new) if new.is_empty() => format!("remove `{old}`"),
        (old, new) => format!("replace `{old}` with `{new}`"),
    }
}

/// Whether two ranges have a place in common, their ends included.
fn touches(one: Range, other: Range) -> bool {
    one.start <= other.end && other.start <= one.end
}
