//! Bodies in Kubernetes' protobuf, which kubectl sends where it makes the object itself: `create
//! namespace`, `create configmap`, `create secret`, and evictions.
//!
//! The messages are few; one with a field that is not known is refused rather than cut short.

mod messages;
mod wire;

use k8s_openapi::ByteString;
use serde_json::{Map, Value, json};

use crate::cluster::http::protobuf::messages::{Field, Message, message};
use crate::cluster::http::protobuf::wire::{Wire, fields};

/// What every body begins with.
const MAGIC: &[u8] = b"k8s\0";

/// The object in a body; none when it is of another kind, or has fields that are not known.
pub(super) fn decode(body: &[u8]) -> Option<Value> {
    let envelope = fields(body.strip_prefix(MAGIC)?)?;
    let part =
        |number: u64| envelope.iter().find(|(own, _)| *own == number).and_then(|(_, value)| value.bytes());
    let types = fields(part(1)?)?;
    let name = |number: u64| {
        let value = types.iter().find(|(own, _)| *own == number)?.1.bytes()?;
        std::str::from_utf8(value).ok()
    };
    let (api_version, kind) = (name(1)?, name(2)?);
    let mut object = read(message(kind)?, part(2).unwrap_or_default())?;
    object["apiVersion"] = json!(api_version);
    object["kind"] = json!(kind);
    Some(object)
}

/// A message as JSON has it.
fn read(message: Message, bytes: &[u8]) -> Option<Value> {
    let mut object = Map::new();
    for (number, wire) in fields(bytes)? {
        match message.iter().find(|(own, ..)| *own == number) {
            Some((_, name, field)) => put(&mut object, name, *field, wire)?,
            None if wire.is_empty() => {}
            None => return None,
        }
    }
    Some(Value::Object(object))
}

/// Adds a field to an object; empty texts and messages are what Go writes for absent ones.
fn put(object: &mut Map<String, Value>, name: &str, field: Field, wire: Wire<'_>) -> Option<()> {
    let value = match field {
        Field::Number => json!(wire.number()?),
        Field::Flag => json!(wire.number()? != 0),
        Field::Text | Field::Texts => json!(std::str::from_utf8(wire.bytes()?).ok()?),
        Field::Message(inner) => read(inner, wire.bytes()?)?,
        Field::TextMap | Field::BytesMap => {
            let (key, value) = entry(field, wire.bytes()?)?;
            object.entry(name).or_insert_with(|| json!({}))[key] = value;
            return Some(());
        }
    };
    match field {
        Field::Texts => object.entry(name).or_insert_with(|| json!([])).as_array_mut()?.push(value),
        _ if value == "" || value == json!({}) => {}
        _ => _ = object.insert(name.to_owned(), value),
    }
    Some(())
}

/// A key and a value of a map.
fn entry(field: Field, bytes: &[u8]) -> Option<(String, Value)> {
    let parts = fields(bytes)?;
    let part = |number: u64| {
        let found = parts.iter().find(|(own, _)| *own == number);
        found.map_or(Some(&[][..]), |(_, wire)| wire.bytes())
    };
    let key = std::str::from_utf8(part(1)?).ok()?.to_owned();
    let value = part(2)?;
    let value = match field {
        Field::BytesMap => json!(ByteString(value.to_vec())),
        _ => json!(std::str::from_utf8(value).ok()?),
    };
    Some((key, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_as_kubectl_sends_it() {
        let body = b"k8s\0\n\x0f\n\x02v1\x12\tNamespace\x12\x1c\n\x14\n\x04shop\x12\0\x1a\0\"\0*\x002\08\0B\0\x12\0\x1a\x02\n\0\x1a\0\"\0";
        let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}});
        assert_eq!(decode(body), Some(namespace));
    }

    #[test]
    fn other_kinds_and_other_bytes_are_not_read() {
        assert_eq!(decode(b"k8s\0\n\x0f\n\x02v1\x12\tComponent\x12\0"), None);
        assert_eq!(decode(b"{}"), None);
        assert_eq!(decode(b"k8s\0\xff"), None);
    }
}
