//! Expressions of Rust, laid out as rustfmt does it but for its rarer cases.

use super::literal;

/// The longest line.
const WIDTH: usize = 100;
/// The longest chain or list of arguments in one line.
const SHORT: usize = 60;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// What is written in one piece.
    Atom(String),
    /// A text, with a name for the constant that it becomes where it has several lines or stands several times.
    Text {
        /// What the constant would be called.
        hint: String,
        /// The text.
        text: String,
    },
    /// A call with its arguments.
    Call(String, Vec<Expr>),
    /// A value and what is called on it.
    Chain(Box<Expr>, Vec<Expr>),
    /// A list.
    List(Vec<Expr>),
    /// An array.
    Array(Vec<Expr>),
}

impl Expr {
    /// What is written in one piece.
    pub(super) fn atom(source: impl Into<String>) -> Self {
        Self::Atom(source.into())
    }

    /// A text that is no constant.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text { hint: String::new(), text: text.into() }
    }

    /// A call with its arguments.
    pub(super) fn call(function: impl Into<String>, arguments: impl Into<Vec<Self>>) -> Self {
        Self::Call(function.into(), arguments.into())
    }

    /// One more call on the value.
    pub(super) fn then(self, call: Self) -> Self {
        match self {
            Self::Chain(value, mut calls) => {
                calls.push(call);
                Self::Chain(value, calls)
            }
            value => Self::Chain(Box::new(value), vec![call]),
        }
    }

    /// Leaves out a call on the value.
    pub(super) fn leave_out(&mut self, function: &str) {
        if let Self::Chain(_, calls) = self {
            calls.retain(|call| !matches!(call, Self::Call(own, _) if own == function));
        }
    }

    /// Hands all texts in it to `change`, which may replace them.
    pub(super) fn change_texts(&mut self, change: &mut dyn FnMut(&str, &str) -> Option<String>) {
        match self {
            Self::Atom(_) => {}
            Self::Text { hint, text } => {
                if let Some(name) = change(hint, text) {
                    *self = Self::Atom(name);
                }
            }
            Self::Call(_, parts) | Self::List(parts) | Self::Array(parts) => {
                for part in parts {
                    part.change_texts(change);
                }
            }
            Self::Chain(value, calls) => {
                value.change_texts(change);
                for call in calls {
                    call.change_texts(change);
                }
            }
        }
    }

    /// Whether a piece of it begins so.
    pub(super) fn has_atom(&self, begin: &str) -> bool {
        match self {
            Self::Atom(source) => source.starts_with(begin),
            Self::Text { .. } => false,
            Self::Call(_, parts) | Self::List(parts) | Self::Array(parts) => {
                parts.iter().any(|part| part.has_atom(begin))
            }
            Self::Chain(value, calls) => {
                value.has_atom(begin) || calls.iter().any(|call| call.has_atom(begin))
            }
        }
    }

    /// The expression in one line.
    pub(super) fn inline(&self) -> String {
        let all = |parts: &[Self]| parts.iter().map(Self::inline).collect::<Vec<_>>().join(", ");
        match self {
            Self::Atom(source) => source.clone(),
            Self::Text { text, .. } => literal::text(text),
            Self::Call(function, arguments) => format!("{function}({})", all(arguments)),
            Self::Chain(value, calls) => {
                let calls =
                    calls.iter().map(|call| format!(".{}", call.inline())).collect::<Vec<_>>().concat();
                format!("{}{calls}", value.inline())
            }
            Self::List(items) if items.is_empty() => "Vec::new()".to_owned(),
            Self::List(items) => format!("vec![{}]", all(items)),
            Self::Array(items) => format!("[{}]", all(items)),
        }
    }

    /// The expression in lines that are indented so far, after so many characters of its first line; one character follows.
    pub(super) fn layout(&self, indent: usize, before: usize) -> String {
        let inline = self.inline();
        let is_short = match self {
            Self::Atom(_) | Self::Text { .. } => return inline,
            Self::Chain(..) => self.is_short(),
            // An only argument may be as long as its line.
            Self::Call(_, arguments)
                if matches!(arguments.as_slice(), [Self::Text { .. } | Self::Atom(_)]) =>
            {
                true
            }
            Self::Call(function, _) => inline.len() <= SHORT + function.len() + 2,
            Self::List(_) | Self::Array(_) => inline.len() <= SHORT + 6,
        };
        if is_short && self.is_flat() && !inline.contains('\n') && before + inline.len() < WIDTH {
            return inline;
        }
        let inner = indent + 4;
        let pad = " ".repeat(inner);
        let lines = |parts: &[Self]| -> String {
            parts
                .iter()
                .map(|part| format!("{pad}{},\n", part.layout(inner, inner)))
                .collect::<Vec<_>>()
                .concat()
        };
        match self {
            Self::Call(function, arguments) if arguments.is_empty() => format!("{function}()"),
            // The only argument begins on the line of the call where it is a call itself.
            Self::Call(function, arguments) => match arguments.as_slice() {
                [only @ (Self::Call(_, inner) | Self::List(inner) | Self::Array(inner))]
                    if !inner.is_empty() =>
                {
                    format!("{function}({})", only.layout(indent, before + function.len() + 2))
                }
                _ => format!("{function}(\n{}{})", lines(arguments), " ".repeat(indent)),
            },
            Self::List(items) => format!("vec![\n{}{}]", lines(items), " ".repeat(indent)),
            Self::Array(items) => format!("[\n{}{}]", lines(items), " ".repeat(indent)),
            Self::Chain(value, calls) => {
                let calls = calls
                    .iter()
                    .map(|call| format!("\n{pad}.{}", call.layout(inner, inner + 1)))
                    .collect::<Vec<_>>()
                    .concat();
                format!("{}{calls}", value.layout(indent, before))
            }
            Self::Atom(_) | Self::Text { .. } => inline,
        }
    }

    /// Whether no part of it is broken into lines for its own sake.
    fn is_flat(&self) -> bool {
        match self {
            Self::Atom(_) | Self::Text { .. } => true,
            Self::Call(_, parts) | Self::List(parts) | Self::Array(parts) => parts.iter().all(Self::is_short),
            Self::Chain(value, calls) => value.is_short() && calls.iter().all(Self::is_short),
        }
    }

    /// Whether it may stand in one line: a value with one call on it as long as that is, a longer chain up to a width.
    fn is_short(&self) -> bool {
        let Self::Chain(value, calls) = self else { return true };
        let is_call = |source: &String| source.split('(').next().is_some_and(|name| name.contains('.'));
        let is_one = calls.len() == 1 && !matches!(&**value, Self::Atom(source) if is_call(source));
        is_one || self.inline().len() <= SHORT
    }
}

#[cfg(test)]
mod tests {
    use super::Expr;

    #[test]
    fn long_chains_and_calls_are_broken() {
        let name = |name: &str| Expr::call("ObjectName::new", [Expr::text(name)]);
        let claim =
            Expr::call("Claim::new", [Expr::text("10Gi")]).then(Expr::call("named", [name("uploads")]));
        assert_eq!(claim.layout(8, 20), r#"Claim::new("10Gi").named(ObjectName::new("uploads"))"#);
        let claim = claim.then(Expr::call("storage_class", [name("shared")]));
        let broken = "Claim::new(\"10Gi\")\n            .named(ObjectName::new(\"uploads\"))\n            \
                      .storage_class(ObjectName::new(\"shared\"))";
        assert_eq!(claim.layout(8, 20), broken);
        let list = Expr::List(vec![Expr::text("a".repeat(40)), Expr::text("b".repeat(40))]);
        let (a, b) = ("a".repeat(40), "b".repeat(40));
        assert_eq!(
            Expr::call("Some", [list]).layout(4, 10),
            format!("Some(vec![\n        \"{a}\",\n        \"{b}\",\n    ])")
        );
    }
}
