//! Doc comments and pages of the guide, which are Markdown, as text for a terminal.
//!
//! What they use is read: paragraphs, lists in lists, fenced code, headings, links, comments.

use super::Page;

/// A paragraph or an item that is still being read.
enum Open {
    Nothing,
    Paragraph(String),
    Item(usize, String),
}

/// Puts Markdown on a page.
pub(crate) fn markdown(page: &mut Page, text: &str) {
    let mut open = Open::Nothing;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        if bare.is_empty() {
            close(page, &mut open);
        } else if bare.starts_with("```") {
            close(page, &mut open);
            let code = lines.by_ref().take_while(|line| !line.trim_start().starts_with("```"));
            // rustdoc hides these lines too: they only make an example compile.
            let shown = code.filter(|line| line.trim() != "#" && !line.trim_start().starts_with("# "));
            page.code(&shown.collect::<Vec<_>>().join("\n"));
        } else if let Some(heading) = bare.strip_prefix('#') {
            close(page, &mut open);
            page.heading(&plain(heading.trim_start_matches('#').trim()));
        } else if let Some(item) = bare.strip_prefix("- ") {
            if matches!(open, Open::Paragraph(_)) {
                close(page, &mut open);
            }
            let first = matches!(open, Open::Nothing);
            close(page, &mut open);
            if first {
                page.gap();
            }
            open = Open::Item(indent, item.to_owned());
        } else if !bare.starts_with("<!--") {
            open = match open {
                Open::Nothing => Open::Paragraph(bare.to_owned()),
                Open::Paragraph(text) => Open::Paragraph(format!("{text} {bare}")),
                Open::Item(indent, text) => Open::Item(indent, format!("{text} {bare}")),
            };
        }
    }
    close(page, &mut open);
}

fn close(page: &mut Page, open: &mut Open) {
    match std::mem::replace(open, Open::Nothing) {
        Open::Nothing => {}
        Open::Paragraph(text) => page.paragraph(0, &plain(&text)),
        Open::Item(indent, text) => {
            let margin = " ".repeat(indent + 2);
            page.fill(&format!("{margin}- "), &format!("{margin}  "), &plain(&text));
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
                    - two\n\n# Bad\n\n```\n# hidden\nkind: Pod\n  # a comment of YAML stays hidden too\n```\nEnd.";
        markdown(&mut page, text);
        let shown = anstream::adapter::strip_str(&page.into_text()).to_string();
        assert_eq!(
            shown,
            "A link and `Code` and `args = [\"a\"]`.\n\n  - one goes on\n    - two\n\nBad\n\n    kind: Pod\n\nEnd.\n"
        );
    }
}
