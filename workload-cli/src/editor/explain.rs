//! What rules say, in Markdown.

use gen_lsp_types::ExecuteCommandParams;
use serde_json::{Value, json};
use workload_core::validate::rules::{Rule, find};

use super::actions::EXPLAIN;
use super::session::Session;

/// The answer to `workspace/executeCommand`: what a rule says, which is shown too.
pub(super) fn execute(session: &Session, params: ExecuteCommandParams) -> Value {
    let code = params.arguments.as_ref().and_then(|arguments| arguments.first()?.as_str());
    let Some(rule) = code.filter(|_| params.command == EXPLAIN).and_then(find) else { return Value::Null };
    let text = page(rule);
    session.outgoing.notify("window/showMessage", json!({ "type": 3, "message": text }));
    json!(text)
}

/// The page of a rule.
pub(super) fn page(rule: &Rule) -> String {
    let sections: Vec<_> = rule.sections.iter().map(|section| format!("§{section}")).collect();
    let article = match sections.as_slice() {
        [] => String::new(),
        sections => format!("\n\nArticle {}", sections.join(", ")),
    };
    format!("**{} `{}`**\n\n{}{article}", rule.code, rule.name, rule.doc.trim())
}
