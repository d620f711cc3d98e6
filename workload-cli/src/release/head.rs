//! What is known of a revision without its objects: the labels and annotations of its Secrets.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::name::ReleaseName;
use super::revision::RevisionState;

/// The label with the release's name.
pub(super) const RELEASE: &str = "workload/release";
/// The label with the revision's number.
const REVISION: &str = "workload/revision";
/// The label with the chunk's number, from 0.
const CHUNK: &str = "workload/chunk";
/// The annotations of the first chunk.
const CHUNKS: &str = "workload/chunks";
pub(super) const STATE: &str = "workload/state";
const DIGEST: &str = "workload/digest";
const SALT: &str = "workload/salt";
const OBJECTS: &str = "workload/objects";
const NOTE: &str = "workload/note";

/// The type of the Secrets.
const TYPE: &str = "workload/revision";

/// The key of the only data.
pub(super) const DATA: &str = "revision";

/// A revision without its objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Its number, from 1.
    pub(crate) number: u64,
    /// What became of it.
    pub(crate) state: RevisionState,
    /// The hash of its objects.
    pub(crate) digest: String,
    /// What is hashed along.
    pub(crate) salt: String,
    /// Number of objects.
    pub(crate) objects: u64,
    /// What there is to say: "rollback to revision 3".
    pub(crate) note: String,
    /// When it began.
    pub(crate) time: String,
    /// Number of chunks.
    pub(super) chunks: u64,
    /// Whether all chunks are there.
    pub(crate) is_whole: bool,
}

/// The name of the Secret of a chunk.
pub(super) fn secret_name(release: &ReleaseName, number: u64, chunk: u64) -> String {
    format!("workload.{release}.v{number}.{chunk}")
}

/// The Secret of a chunk; `head` is what the first one says.
pub(super) fn secret(release: &ReleaseName, head: &Head, chunk: u64, data: Value) -> Value {
    let labels = json!({
        RELEASE: release.as_str(), REVISION: head.number.to_string(), CHUNK: chunk.to_string(),
    });
    let mut metadata = json!({"name": secret_name(release, head.number, chunk), "labels": labels});
    if chunk == 0 {
        metadata["annotations"] = json!({
            CHUNKS: head.chunks.to_string(), STATE: head.state.word(), DIGEST: head.digest,
            SALT: head.salt, OBJECTS: head.objects.to_string(), NOTE: head.note,
        });
    }
    json!({
        "apiVersion": "v1", "kind": "Secret", "type": TYPE, "immutable": true,
        "metadata": metadata, "data": {DATA: data},
    })
}

/// The revisions that Secrets are of, oldest first; and the names of all Secrets by number.
pub(super) fn heads(secrets: &[Value]) -> (Vec<Head>, BTreeMap<u64, Vec<String>>) {
    let mut names: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    let mut firsts = BTreeMap::new();
    for metadata in secrets.iter().map(|secret| &secret["metadata"]) {
        let label = |key: &str| metadata["labels"][key].as_str().and_then(|text| text.parse::<u64>().ok());
        let Some(number) = label(REVISION) else { continue };
        let name = metadata["name"].as_str().unwrap_or_default().to_owned();
        names.entry(number).or_default().push(name);
        if label(CHUNK) == Some(0) {
            firsts.insert(number, metadata);
        }
    }
    let heads = firsts.into_iter().map(|(number, metadata)| head(number, metadata, names[&number].len()));
    (heads.collect(), names)
}

fn head(number: u64, metadata: &Value, found: usize) -> Head {
    let text = |key: &str| metadata["annotations"][key].as_str().unwrap_or_default().to_owned();
    let count = |key: &str| text(key).parse::<u64>().unwrap_or_default();
    Head {
        number,
        state: RevisionState::parse(&text(STATE)),
        digest: text(DIGEST),
        salt: text(SALT),
        objects: count(OBJECTS),
        note: text(NOTE),
        time: metadata["creationTimestamp"].as_str().unwrap_or_default().to_owned(),
        chunks: count(CHUNKS),
        is_whole: count(CHUNKS) > 0 && count(CHUNKS) == found as u64,
    }
}

/// The names of the releases that Secrets are of.
pub(super) fn releases(secrets: &[Value]) -> std::collections::BTreeSet<String> {
    let label = |secret: &Value| secret["metadata"]["labels"][RELEASE].as_str().map(str::to_owned);
    secrets.iter().filter_map(label).collect()
}
