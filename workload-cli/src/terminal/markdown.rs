//! Doc comments and pages of the guide, which are Markdown, as text for a terminal.
//!
//! What they use is read: paragraphs, lists in lists, tables, fenced code, headings, links, comments.

use super::page::Page;
use super::table::columns;

/// A paragraph or an item that is still being read.
enum Open {
    Nothing,
    Paragraph(String),
    Item(Item, String),
}

/// How an item of a list begins.
struct Item {
    indent: usize,
    marker: String,
}

/// Puts Markdown on a page.
pub(crate) fn markdown(page: &mut Page, text: &str) {
    let mut open = Open::Nothing;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        if bare.is_empty() {
            close(page, &mut open);
        } else if bare.starts_with('|') {
            close(page, &mut open);
            let rest = std::iter::from_fn(|| lines.next_if(|line| line.trim_start().starts_with('|')));
            let rows: Vec<_> = std::iter::once(bare).chain(rest).map(plain).collect();
            page.code(&columns(&rows));
        } else if let Some(kind) = bare.strip_prefix("```") {
            close(page, &mut open);
            let code = lines.by_ref().take_while(|line| !line.trim_start().starts_with("```"));
            example(page, kind, &code.collect::<Vec<_>>());
        } else if let Some(heading) = bare.strip_prefix('#') {
            close(page, &mut open);
            page.heading(&plain(heading.trim_start_matches('#').trim()));
        } else if let Some((item, text)) = item(line) {
            if matches!(open, Open::Paragraph(_)) {
                close(page, &mut open);
            }
            let first = matches!(open, Open::Nothing);
            close(page, &mut open);
            if first {
                page.gap();
            }
            open = Open::Item(item, text.to_owned());
        } else if !bare.starts_with("<!--") {
            open = match open {
                Open::Nothing => Open::Paragraph(bare.to_owned()),
                Open::Paragraph(text) => Open::Paragraph(format!("{text} {bare}")),
                Open::Item(item, text) => Open::Item(item, format!("{text} {bare}")),
            };
        }
    }
    close(page, &mut open);
}

/// The marker of an item, `-` or a number with a full stop, and the text behind it.
fn item(line: &str) -> Option<(Item, &str)> {
    let bare = line.trim_start();
    let (marker, text) = bare.split_once(' ')?;
    let is_number = |marker: &str| {
        marker.strip_suffix('.').is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let indent = line.len() - bare.len();
    (marker == "-" || is_number(marker)).then(|| (Item { indent, marker: marker.to_owned() }, text))
}

/// Code, with what it is an example of.
fn example(page: &mut Page, kind: &str, lines: &[&str]) {
    match kind.split([' ', ',']).nth(1) {
        Some("bad") => page.paragraph(0, "Wrong:"),
        Some("good") => page.paragraph(0, "Right:"),
        _ => {}
    }
    // rustdoc hides these lines of Rust too: they only make an example compile.
    let is_rust = kind.is_empty() || kind.starts_with("rust");
    let hidden = |line: &&&str| is_rust && (line.trim() == "#" || line.trim_start().starts_with("# "));
    let shown: Vec<_> = lines.iter().filter(|line| !hidden(line)).copied().collect();
    page.code(&shown.join("\n"));
}

fn close(page: &mut Page, open: &mut Open) {
    match std::mem::replace(open, Open::Nothing) {
        Open::Nothing => {}
        Open::Paragraph(text) => page.paragraph(0, &plain(&text)),
        Open::Item(Item { indent, marker }, text) => {
            let margin = " ".repeat(indent + 2);
            let behind = " ".repeat(marker.len() + 1);
            page.fill(&format!("{margin}{marker} "), &format!("{margin}{behind}"), &plain(&text));
        }
    }
}

/// Links as their words alone, and no stars: a terminal follows neither.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        rest = after;
        // A bracket in code, such as `["a"]`, is one.
        let in_code = out.matches('`').count() % 2 == 1;
        match after.split_once(']') {
            Some((words, behind)) if !in_code => {
                out.push_str(words);
                let target = behind.strip_prefix('(').and_then(|behind| behind.split_once(')'));
                rest = target.map_or(behind, |(_, behind)| behind);
            }
            _ => out.push('['),
        }
    }
    out.push_str(rest);
    out.replace("**", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_doc_comments_use_is_shown() {
        let mut page = Page::with_width(40);
        let text = "<!-- not shown -->\nA [link](https://example.com) and\n[`Code`] and `args = [\"a\"]`.\n\n- **one**\n  goes on\n  \
                    - two\n\n# Wrong and right\n\n```\n# hidden\nlet pod = ();\n```\n```yaml bad\n# shown\nkind: pod\n```\n1. first\n2. second\n\n\
                    | | [a](x) |\n|---|---|\n| one | `b` |\nEnd.";
        markdown(&mut page, text);
        let shown = anstream::adapter::strip_str(&page.into_text()).to_string();
        assert_eq!(
            shown,
            "A link and `Code` and `args = [\"a\"]`.\n\n  - one goes on\n    - two\n\nWrong and right\n\n    let pod = ();\n\n\
             Wrong:\n\n    # shown\n    kind: pod\n\n  1. first\n  2. second\n\n         a\n    one  `b`\n\nEnd.\n"
        );
    }
}
