//! Text that stays text on a page, whatever is in it.

use serde::Serialize;
use workload_core::predict::plan::thousands;

use crate::terminal::{is_bidirectional, visible_json};

/// Text for an element or an attribute.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut out, c));
    out
}

fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        // A control character has no place on a page; its picture has.
        '\0'..='\u{1f}' if !matches!(c, '\n' | '\t') => {
            out.extend(char::from_u32(0x2400 + u32::from(c)));
        }
        '\u{7f}' => out.push('\u{2421}'),
        // Those above have no picture, nor have the marks that show a line in another order than it has.
        '\u{80}'..='\u{9f}' => out.push('\u{fffd}'),
        c if is_bidirectional(c) => out.push('\u{fffd}'),
        c => out.push(c),
    }
}

/// A name or path, which a line may break behind its parts and nowhere else: of a path in folders, or a name
/// with a domain, these are what stands between slashes.
pub(crate) fn name(name: &str) -> String {
    let mut out = String::with_capacity(name.len() * 2);
    let is_path = name.contains('/') && !name.contains('[');
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '[' {
            out.push_str("<wbr>");
        }
        push(&mut out, c);
        // Versions and numbers stay in one piece.
        let is_number = chars.peek().is_some_and(char::is_ascii_digit);
        let ends = matches!(c, '/' | ':' | '@' | '=' | ',' | ']') || (!is_path && matches!(c, '.' | '_'));
        // What begins or ends with such a character stays with it.
        if ends && !is_number && out.len() > 1 && chars.peek().is_some() {
            out.push_str("<wbr>");
        }
    }
    out
}

/// No longer is an option that stays in one line.
const OPTION: usize = 24;

/// A sentence of a message: what stands in backticks is code.
pub(crate) fn rich(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((code, behind)) = after.split_once('`') else { break };
        out.push_str(&text(before));
        // The name of an option is not broken behind its hyphens.
        let is_option = code.starts_with('-') && code.len() <= OPTION;
        out.push_str(if is_option { "<code class=\"whole\">" } else { "<code>" });
        out.push_str(&name(code));
        out.push_str("</code>");
        rest = behind;
    }
    out.push_str(&text(rest));
    out
}

/// `1 Pod`, `1,200 Pods`.
pub(crate) fn count(count: usize, word: &str) -> String {
    format!("{} {word}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// A value as JSON inside a script element, which no `</script>` in a name can end.
pub(crate) fn json(value: &impl Serialize) -> String {
    visible_json(&serde_json::to_string(value).unwrap_or_default()).replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_can_become_markup() {
        assert_eq!(text("<b a='1'>&\"</b>"), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;&lt;/b&gt;");
        assert_eq!(text("a\u{1b}[31m\u{7f}\u{9b}"), "a\u{241b}[31m\u{2421}\u{fffd}");
        let inside = json(&"</script><script>alert(1)");
        assert!(!inside.contains('<'));
        assert!(serde_json::from_str::<String>(&inside).is_ok());
    }

    #[test]
    fn backticks_are_code_and_names_break_behind_their_parts() {
        assert_eq!(
            rich("use `a.b` & `<c>`, not `"),
            "use <code>a.<wbr>b</code> &amp; <code>&lt;c&gt;</code>, not `"
        );
        assert_eq!(name("api:v1.2"), "api:<wbr>v1.2");
        assert_eq!(name("spec.containers[api]"), "spec.<wbr>containers<wbr>[api]");
        assert_eq!(name("/data/redis.yaml"), "/data/<wbr>redis.yaml");
    }

    #[test]
    fn counts_have_their_plural() {
        assert_eq!([count(1, "Pod"), count(1200, "Pod")], ["1 Pod", "1,200 Pods"]);
    }
}
