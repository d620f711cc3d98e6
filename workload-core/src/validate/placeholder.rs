//! Values that somebody fills in later: variables of `envsubst`, templates, words in angle brackets.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::syntax::yaml::{Content, NodeId, Path, Step, Tree};
use crate::validate::field_error::ErrorType;

/// What a template's braces are replaced with, byte for byte: no name and no number looks like it.
const MASK: &str = "______";

/// Whether a text holds a place for a value: `${VAR}`, `$(VAR)` alone, `<your-domain>`, `{{ x }}`,
/// `%%VAR%%`, `__VAR__`, `@VAR@`, `{VAR}`, `((VAR))`, `ENC[…]` of SOPS.
pub(crate) fn holds_placeholder(text: &str) -> bool {
    // Each mark is looked for only where its first byte is.
    let marks = text.bytes().fold(0, |all, byte| all | MARKS[byte as usize]);
    let has = |byte: u8| marks & MARKS[byte as usize] != 0;
    has(b'_') && (text.contains(MASK) || is_between(text, "__"))
        || has(b'{') && (text.contains("{{") || is_enclosed(text, "{", "}"))
        || has(b'[') && (text.contains("[[") || text.starts_with("ENC[") && text.ends_with(']'))
        || has(b'<') && (text.contains("<%") || holds_angles(text))
        || has(b'$') && (holds_variable(text) || is_in_dollars(text))
        || has(b'%') && is_between(text, "%%")
        || has(b'@') && is_between(text, "@")
        || has(b'(') && is_enclosed(text, "((", "))")
        || has(b'-') && (ends_with_a_word_in_capitals(text) || begins_with_a_name_in_capitals(text))
        || has(b'M') && FILLED_BY_HAND.iter().any(|word| text.contains(word))
}

/// For each byte that a placeholder begins with, a bit of its own.
const MARKS: [u16; 256] = {
    let mut marks = [0; 256];
    let bytes = b"_{[<$%@(-M";
    let mut bit = 0;
    while bit < bytes.len() {
        marks[bytes[bit] as usize] = 1 << bit;
        bit += 1;
    }
    marks
};

/// `SERVICE_NAME-active`: a name in capitals of several words before the first hyphen of a name in lower
/// case.
fn begins_with_a_name_in_capitals(text: &str) -> bool {
    let Some((word, rest)) = text.split_once('-') else { return false };
    let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    is_variable_name(word) && !rest.is_empty() && rest.bytes().all(is_lower)
}

/// `step-$$name$$`.
fn is_in_dollars(text: &str) -> bool {
    let inside = text.split_once("$$").and_then(|(_, rest)| rest.split_once("$$"));
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    inside.is_some_and(|(name, _)| name.len() > 1 && name.bytes().all(is_name))
}

/// Words that stand for what somebody writes in their place.
const FILLED_BY_HAND: [&str; 4] = ["REPLACEME", "REPLACE_ME", "CHANGEME", "CHANGE_ME"];

/// `disk-wipe-HOSTNAME`: a name in lower case, and behind its last hyphen a word that a script replaces.
fn ends_with_a_word_in_capitals(text: &str) -> bool {
    let Some((start, word)) = text.rsplit_once('-') else { return false };
    let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    word.len() > 3
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && start.len() > 1
        && start.bytes().all(is_lower)
}

/// Whether marks open and close around a name in capitals: `{VAR}`, `((VAR))`.
fn is_enclosed(text: &str, open: &str, close: &str) -> bool {
    let inside = text.split_once(open).and_then(|(_, rest)| rest.split_once(close));
    inside.is_some_and(|(name, _)| name.len() > 1 && name.bytes().all(is_capital))
}

/// Whether a byte may stand in a name in capitals.
fn is_capital(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_'
}

/// Whether a value that is no number, or no truth value, is a name in capitals of several words:
/// `completions: NUM_NODES`.
fn is_variable_name(text: &str) -> bool {
    text.contains('_') && text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().all(is_capital)
}

/// `${VAR}`, `${VAR:=2}`, `$(VAR)`, `$VAR` from its first byte on.
fn holds_variable(text: &str) -> bool {
    let closed = |open: &str, close: char| text.find(open).is_some_and(|at| text[at..].contains(close));
    let braced = closed("${", '}') || closed("$(", ')');
    let is_name = |name: &str| {
        let mut bytes = name.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_uppercase() || first == b'_')
            && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let bare = text.strip_prefix('$').map(|rest| rest.trim_start_matches('(').trim_end_matches(')'));
    braced || bare.is_some_and(is_name) || holds_bare_variable(text)
}

/// `process-item-$ITEM`: a variable within one word, which a script replaces.
fn holds_bare_variable(text: &str) -> bool {
    let is_variable = |(at, _): (usize, &str)| {
        let name = &text[at + 1..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
        let is_upper = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        end > 1 && name.starts_with(|c: char| c.is_ascii_uppercase()) && name[..end].bytes().all(is_upper)
    };
    !text.contains(char::is_whitespace) && text.match_indices('$').any(is_variable)
}

/// Fields of maps of amounts: nobody writes an amount in capitals.
const AMOUNTS: &[&str] = &["capacity", "requests", "limits", "hard"];

/// Whether a value ends with its own field's name in capitals, as in `containerPort: PORT` and
/// `name: PV_NAME`, or stands for an amount: for a hand to replace. A name like `MY_APP` is one.
fn is_named_as_field(path: &Path, text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) || !text.bytes().all(is_capital) {
        return false;
    }
    let is_amount = |step: &Step| matches!(step, Step::Field(name) if AMOUNTS.contains(&name.as_str()));
    let Some(Step::Field(name) | Step::Key(name)) = path.0.last() else { return false };
    let last = text.rsplit('_').next().unwrap_or(text);
    let ends_so = last.len() > 2 && name.to_ascii_uppercase().ends_with(last);
    ends_so
        || (name == "nodeName" && text.len() > 3)
        || ((text.contains('_') || text.len() > 2) && path.0.iter().any(is_amount))
}

/// `<your-domain>`, `<YOUR_KEY>`: words in angle brackets.
fn holds_angles(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        rest.find('>').is_some_and(|end| {
            let word = &rest[..end];
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.' | ':');
            word.starts_with(char::is_alphabetic) && word.chars().all(is_word)
        })
    })
}

/// Whether marks stand around a name in capitals.
fn is_between(text: &str, mark: &str) -> bool {
    let inside = text.split_once(mark).and_then(|(_, rest)| rest.split_once(mark));
    inside.is_some_and(|(name, _)| name.len() > 1 && name.bytes().all(is_capital))
}

/// Whether a value that is yet to be filled in stands at a path, or in one of its keys.
pub(crate) fn is_yet_to_be_filled(tree: &Tree<'_>, path: &Path) -> bool {
    let in_key = path.0.iter().any(|step| match step {
        Step::Field(name) | Step::Key(name) => holds_placeholder(name),
        Step::Index(_) => false,
    });
    let located = tree.locate(path);
    in_key
        || match &tree.node(located.node).content {
            Content::Scalar(text) => {
                located.whole && (holds_placeholder(text) || is_named_as_field(path, text))
            }
            _ => false,
        }
}

/// Whether an error of this type at a path follows from a value that is yet to be filled in: a name in
/// capitals where a number belongs, or a field that the server makes of the one beside it.
pub(crate) fn follows_from_one_to_be_filled(tree: &Tree<'_>, path: &Path, error_type: ErrorType) -> bool {
    let located = tree.locate(path);
    let text = |node| match &tree.node(node).content {
        Content::Scalar(text) => Some(text),
        _ => None,
    };
    match error_type {
        ErrorType::Type if located.whole => {
            let node = only_item(tree, located.node).unwrap_or(located.node);
            text(node).is_some_and(|text| is_variable_name(text))
        }
        ErrorType::Invalid if !located.whole => tree
            .entries(located.node)
            .any(|entry| text(entry.value).is_some_and(|text| holds_placeholder(text))),
        _ => false,
    }
}

/// The item of a list of one: `[YOUR_KEY]` is a place for a value.
fn only_item(tree: &Tree<'_>, list: NodeId) -> Option<NodeId> {
    let mut items = tree.items(list);
    let only = items.next()?;
    items.next().is_none().then_some(only)
}

/// Whether a text that cannot be read is a template, which is no wonder then.
pub(crate) fn is_template(text: &str) -> bool {
    let marked = |line: &str| {
        line.trim_start_matches("- ").split_once(": ").is_some_and(|(_, value)| is_between(value, "@"))
    };
    // Lists in lists are no template, however deep.
    let opens = |(at, _): (usize, &str)| !text[..at].ends_with('[') && !text[at + 2..].starts_with('[');
    ["{{", "{%", "<%"].iter().any(|open| text.contains(open))
        || text.match_indices("[[").any(opens)
        || text.lines().any(marked)
}

/// The text with the expressions of a template masked, so that the rest can be read; the text itself
/// when it is no template, or one whose lines decide about other lines.
pub(crate) fn without_expressions(text: &str) -> Cow<'_, str> {
    let begins = |at: usize| text.as_bytes().get(at + 1) == Some(&b'{');
    if !memchr_iter(b'{', text.as_bytes()).any(begins) || text.lines().any(is_control) {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}").map(|end| end + 2) else { return Cow::Borrowed(text) };
        let expression = &rest[start..start + length];
        if expression.contains('\n') {
            return Cow::Borrowed(text);
        }
        masked.push_str(&rest[..start]);
        masked.extend(std::iter::repeat_n('_', expression.len().max(MASK.len())));
        rest = &rest[start + length..];
        if expression.len() < MASK.len() {
            return Cow::Borrowed(text);
        }
    }
    masked.push_str(rest);
    Cow::Owned(masked)
}

/// Whether a line of a template decides about others, or stands for several.
fn is_control(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("{{")
        || line.starts_with("{%")
        || line.contains("indent ") && line.contains("{{")
        || line.contains("toYaml")
        || line.contains("{{ range")
        || line.contains("{{- range")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_for_values_are_known() {
        for text in [
            "${A}",
            "x-${N:=2}",
            "$IMAGE",
            "<your-domain>",
            "a.<DOMAIN>.com",
            "%%X_Y%%",
            "__TAG__",
            "@TAG@",
            "repl{{ x }}",
            "process-item-$ITEM",
            "alertmanager-((NAME))",
            "{CONTROLLER_NAME}",
            "ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=]",
            "disk-wipe-HOSTNAME",
            "ROLLOUT_NAME-active",
            "step-$$NAME$$",
            "step-$$name$$",
            "REPLACEME",
            "REPLACEME-stable",
        ] {
            assert!(holds_placeholder(text), "{text}");
        }
        for text in [
            "a < b > c",
            "$HOME is $5",
            "me@example.com",
            "100%",
            "<1>",
            "a__b",
            "$1",
            "cost: 5$",
            "PORT",
            "A_b",
            "_",
            "a$b",
            "say $HOME twice",
            "my-App",
            "shop-V1",
            "GDPR-DATA",
            "MY_APP",
            "MYAPP-web",
            "a$$b$$",
        ] {
            assert!(!holds_placeholder(text), "{text}");
        }
    }

    #[test]
    fn a_value_that_is_its_fields_name_in_capitals_is_to_be_filled() {
        let path = |name: &str| Path(name.split('.').map(|step| Step::Field(step.to_owned())).collect());
        for (name, text) in [
            ("containerPort", "PORT"),
            ("port", "PORT"),
            ("replicas", "REPLICAS"),
            ("metadata.name", "PV_NAME"),
            ("spec.serviceAccountName", "KSA_NAME"),
            ("spec.capacity.storage", "FILESTORE_CAPACITY"),
            ("spec.hard.storage", "QUOTA"),
            ("spec.nodeName", "HOSTNAME"),
        ] {
            assert!(is_named_as_field(&path(name), text), "{name}: {text}");
        }
        for (name, text) in [
            ("name", "HTTP"),
            ("name", "MY_APP"),
            ("port", "port"),
            ("protocol", "TCP"),
            ("port", "80"),
            ("a", "A"),
            ("limits.memory", "1G"),
        ] {
            assert!(!is_named_as_field(&path(name), text), "{name}: {text}");
        }
    }

    #[test]
    fn expressions_are_masked_where_nothing_else_depends_on_them() {
        let masked = without_expressions("name: {{ a }}-x\nimage: \"{{b.c}}\"\n");
        assert_eq!(masked, "name: _______-x\nimage: \"_______\"\n");
        for text in ["a: 1\n{{ if x }}\nb: 2\n", "a: {{ toYaml .x | nindent 2 }}\n", "a: {{\n", "plain: 1\n"]
        {
            assert!(matches!(without_expressions(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
