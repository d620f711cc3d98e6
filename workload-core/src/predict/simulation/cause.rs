//! Why something does not get further, and what would let it go on.

/// A cause with its way out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cause {
    /// The cause, in a sentence.
    pub(crate) reason: String,
    /// What lets it go on, in a sentence; none where nothing but the cause itself helps.
    pub(crate) way_out: Option<String>,
    /// Whether it only follows from Pods that are stuck.
    pub(crate) follows: bool,
}

impl Cause {
    /// A cause without a way out.
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), ..Self::default() }
    }

    /// A command of kubectl in a namespace, as a way out names it.
    pub(crate) fn command(words: &str, namespace: &str) -> String {
        match namespace {
            "default" => format!("`kubectl {words}`"),
            namespace => format!("`kubectl {words} -n {namespace}`"),
        }
    }

    /// The same with a way out.
    pub(crate) fn way_out(self, way_out: impl Into<String>) -> Self {
        Self { way_out: Some(way_out.into()), ..self }
    }
}
