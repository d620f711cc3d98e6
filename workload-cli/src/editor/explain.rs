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
    with_text(rule, &text(rule))
}

/// The same without its examples, for a place with little room.
pub(super) fn brief(rule: &Rule) -> String {
    let text = text(rule);
    let words = text.split("```").step_by(2).map(str::trim).filter(|part| !part.is_empty());
    with_text(rule, words.collect::<Vec<_>>().join("\n\n").as_str())
}

fn with_text(rule: &Rule, text: &str) -> String {
    let sections: Vec<_> = rule.sections.iter().map(|section| format!("§{section}")).collect();
    let article = match sections.as_slice() {
        [] => String::new(),
        sections => format!("\n\nArticle {}", sections.join(", ")),
    };
    format!("**{} `{}`**\n\n{text}{article}", rule.code, rule.name)
}

/// What a rule says, without the blank that its lines begin with, and with examples in YAML alone.
fn text(rule: &Rule) -> String {
    let lines = rule.doc.trim().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let lines = lines.map(|line| line.strip_prefix("```yaml ").map_or(line, |_| "```yaml"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_stand_on_the_page_alone() {
        let rule = find("D01").unwrap();
        assert!(page(rule).contains("\n```yaml\napiVersion: batch/v1\n"), "{}", page(rule));
        let brief = brief(rule);
        assert!(!brief.contains("```") && brief.contains("\n\nArticle §"), "{brief}");
    }
}
