//! Comments that are about a file rather than an object: licences, marks of regions, and helm's names of templates.

use crate::syntax::text::Lines;
use crate::syntax::yaml::Comment;

/// The comments without those that are about their file, and the licences, each as one text of several lines.
pub(super) fn without_headers(lines: &Lines<'_>, comments: Vec<Comment>) -> (Vec<Comment>, Vec<String>) {
    let (mut rest, mut headers) = (Vec::new(), Vec::new());
    for block in blocks(lines, comments) {
        let is_licence = block.iter().any(|comment| {
            let text = comment.text.to_ascii_lowercase();
            ["copyright", "spdx-license-identifier"].iter().any(|word| text.starts_with(word))
        });
        if is_licence {
            let texts: Vec<_> = block.iter().map(|comment| comment.text.as_str()).collect();
            headers.push(texts.join("\n").trim().to_owned());
        } else {
            rest.extend(block.into_iter().filter(|one| !is_region(&one.text) && !is_source(&one.text)));
        }
    }
    (rest, headers)
}

/// Comments on lines of their own that follow one another, and each other comment alone.
fn blocks(lines: &Lines<'_>, comments: Vec<Comment>) -> Vec<Vec<Comment>> {
    let line = |comment: &Comment| lines.position(comment.span.start).line;
    let mut blocks: Vec<Vec<Comment>> = Vec::new();
    for comment in comments {
        let follows = |last: &Comment| last.alone && comment.alone && line(last) + 1 == line(&comment);
        match blocks.last_mut() {
            Some(block) if block.last().is_some_and(follows) => block.push(comment),
            _ => blocks.push(vec![comment]),
        }
    }
    blocks
}

/// Whether a comment marks the lines of a file that a documentation shows: `[START web]`.
fn is_region(text: &str) -> bool {
    let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let name = inner.and_then(|text| text.strip_prefix("START ").or_else(|| text.strip_prefix("END ")));
    name.is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'))
}

/// Whether a comment is helm's own, which says the template of what follows.
fn is_source(text: &str) -> bool {
    let path = text.strip_prefix("Source: ").unwrap_or_default();
    let ending = path.rsplit('.').next().unwrap_or_default();
    path.contains("/templates/") && !path.contains(' ') && ["yaml", "yml", "tpl"].contains(&ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::comments;

    #[test]
    fn licences_and_regions_are_about_the_file() {
        let text = "# Copyright 2024 The Shop\n#\n# SPDX-License-Identifier: MIT\n\n# [START web]\n# Source: shop/templates/web.yaml\n# the web\na: b # see Copyright\n";
        let (rest, headers) = without_headers(&Lines::of(text), comments(text, |_| true));
        assert_eq!(headers, ["Copyright 2024 The Shop\n\nSPDX-License-Identifier: MIT"]);
        let rest: Vec<_> = rest.iter().map(|comment| comment.text.as_str()).collect();
        assert_eq!(rest, ["the web", "see Copyright"]);
    }
}
