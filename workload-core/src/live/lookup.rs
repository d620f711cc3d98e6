//! The value at a path of ownership.

use serde_json::Value;

use crate::ownership::PathElement;
use crate::syntax::yaml::{Path, Step};

/// The value at a path; none where there is nothing.
pub(super) fn value_at<'v>(object: &'v Value, path: &[PathElement]) -> Option<&'v Value> {
    path.iter().try_fold(object, step)
}

fn step<'v>(value: &'v Value, element: &PathElement) -> Option<&'v Value> {
    match element {
        PathElement::Field(name) => value.get(name),
        PathElement::Index(index) => value.get(usize::try_from(*index).ok()?),
        PathElement::Value(member) => value.as_array()?.iter().find(|item| *item == member),
        PathElement::Key(keys) => {
            let items = value.as_array()?;
            // A key that is left out has its default, such as `protocol: TCP`.
            let fits = |item: &Value, lenient: bool| {
                keys.iter().all(|(name, wanted)| match item.get(name) {
                    Some(found) => found == wanted,
                    None => lenient,
                })
            };
            items.iter().find(|item| fits(item, false)).or_else(|| items.iter().find(|item| fits(item, true)))
        }
    }
}

/// The path of a configuration's own field, as documents are looked up by; it ends where the
/// configuration does.
#[must_use]
pub fn document_path(config: &Value, path: &[PathElement]) -> Path {
    let mut steps = Vec::new();
    let mut value = config;
    for element in path {
        let Some(next) = step(value, element) else { break };
        let place =
            || value.as_array().and_then(|items| items.iter().position(|item| std::ptr::eq(item, next)));
        match element {
            PathElement::Field(name) => steps.push(Step::Field(name.clone())),
            _ => steps.extend(place().map(Step::Index)),
        }
        value = next;
    }
    Path(steps)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn items_are_found_by_their_keys() {
        let ports = json!({"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "name": "tcp"}]});
        let key = |protocol: &str| {
            PathElement::Key(vec![("port".to_owned(), json!(53)), ("protocol".to_owned(), json!(protocol))])
        };
        let at = |protocol| value_at(&ports, &[PathElement::field("ports"), key(protocol)]);
        assert_eq!(at("UDP").unwrap()["protocol"], "UDP");
        assert_eq!(at("TCP").unwrap()["name"], "tcp");
        assert_eq!(value_at(&ports, &[PathElement::field("spec")]), None);
        let path = [PathElement::field("ports"), key("TCP"), PathElement::field("targetPort")];
        assert_eq!(document_path(&ports, &path).to_string(), "ports[1]");
    }
}
