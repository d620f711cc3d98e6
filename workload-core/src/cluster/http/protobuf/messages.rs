//! The messages that are known, as Kubernetes' `generated.proto` files number their fields.

/// The fields of a message: number, name, and what it holds.
pub(super) type Message = &'static [(u64, &'static str, Field)];

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    Texts,
    Number,
    Flag,
    Message(Message),
    TextMap,
    BytesMap,
}

const METADATA: Message = &[
    (1, "name", Field::Text),
    (2, "generateName", Field::Text),
    (3, "namespace", Field::Text),
    (11, "labels", Field::TextMap),
    (12, "annotations", Field::TextMap),
    (14, "finalizers", Field::Texts),
];

const NAMESPACE: Message = &[(1, "metadata", Field::Message(METADATA))];

const CONFIG_MAP: Message = &[
    (1, "metadata", Field::Message(METADATA)),
    (2, "data", Field::TextMap),
    (3, "binaryData", Field::BytesMap),
    (4, "immutable", Field::Flag),
];

const SECRET: Message = &[
    (1, "metadata", Field::Message(METADATA)),
    (2, "data", Field::BytesMap),
    (3, "type", Field::Text),
    (4, "stringData", Field::TextMap),
    (5, "immutable", Field::Flag),
];

const SERVICE_ACCOUNT: Message =
    &[(1, "metadata", Field::Message(METADATA)), (4, "automountServiceAccountToken", Field::Flag)];

const PRECONDITIONS: Message = &[(1, "uid", Field::Text), (2, "resourceVersion", Field::Text)];

const DELETE_OPTIONS: Message = &[
    (1, "gracePeriodSeconds", Field::Number),
    (2, "preconditions", Field::Message(PRECONDITIONS)),
    (3, "orphanDependents", Field::Flag),
    (4, "propagationPolicy", Field::Text),
    (5, "dryRun", Field::Texts),
];

const EVICTION: Message =
    &[(1, "metadata", Field::Message(METADATA)), (2, "deleteOptions", Field::Message(DELETE_OPTIONS))];

/// The message of a kind.
pub(super) fn message(kind: &str) -> Option<Message> {
    match kind {
        "Namespace" => Some(NAMESPACE),
        "ConfigMap" => Some(CONFIG_MAP),
        "Secret" => Some(SECRET),
        "ServiceAccount" => Some(SERVICE_ACCOUNT),
        "DeleteOptions" => Some(DELETE_OPTIONS),
        "Eviction" => Some(EVICTION),
        _ => None,
    }
}
