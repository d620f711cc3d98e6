//! A recorded update and the server's answer.

use serde::Deserialize;
use serde_json::Value;

/// One update.
#[derive(Deserialize)]
pub struct Update {
    pub id: String,
    pub kind: String,
    /// What was changed, in words.
    pub change: String,
    /// What controllers had made of the object; `fresh` when they had not seen it.
    pub state: String,
    pub old: Value,
    pub new: Value,
    /// The old object as the server had it, when it was not fresh.
    pub live: Option<Value>,
    /// The subresource that was written to.
    pub via: Option<String>,
    pub v1_36: Recorded,
}

/// What the server said.
#[derive(Deserialize)]
pub struct Recorded {
    pub status: String,
    #[serde(default)]
    pub causes: Vec<Cause>,
    /// `changed` or `same`, for kinds with a Pod template.
    pub template: Option<String>,
}

/// One cause of a refusal.
#[derive(Deserialize)]
pub struct Cause {
    pub field: Option<String>,
}

impl Update {
    /// Whether the object itself was written, and no subresource.
    pub fn is_of_the_object(&self) -> bool {
        self.via.is_none()
    }

    /// Whether name or namespace differ: for the server's address the wrong object, for a tool
    /// another one.
    pub fn is_of_another_object(&self) -> bool {
        let differs = |pointer: &str| {
            let text = |object: &Value| object.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
            text(&self.old) != text(&self.new)
        };
        differs("/metadata/name") || differs("/metadata/namespace")
    }

    /// The old object: as it is in the cluster, or the manifest.
    pub fn before(&self, live: bool) -> &Value {
        self.live.as_ref().filter(|_| live).unwrap_or(&self.old)
    }
}
