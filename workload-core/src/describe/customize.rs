//! Single fields of typed objects, set and removed by their path: a last word for what no key can say.
//!
//! ```
//! use workload_core::{Workload, customize, stateless};
//!
//! #[derive(Workload)]
//! #[workload(image = "api:v1", customize = Self::tune)]
//! struct Api;
//!
//! impl Api {
//!     fn tune(&self, objects: &mut stateless::Objects) {
//!         customize::set(&mut objects.deployment, "/spec/template/spec/hostUsers", "false");
//!     }
//! }
//!
//! assert!(Api.manifests().to_yaml().contains("hostUsers: false"));
//! ```

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::syntax::text::pointer_names;

/// Sets the field at a JSON pointer such as `/spec/template/spec/hostUsers` to a value in JSON; objects on the way that
/// are not there yet are made.
///
/// # Panics
///
/// When the value is no JSON, there is no such place, or the field does not take the value.
#[track_caller]
pub fn set<T: Serialize + DeserializeOwned>(object: &mut T, pointer: &str, json: &str) {
    let value = match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => panic!("the value for {pointer} is no JSON: {error}"),
    };
    edit(object, pointer, |object| set_in(object, pointer, value));
}

/// Removes the field at a JSON pointer such as `/spec/template/metadata/labels/tier`; one that is not there is no error.
///
/// # Panics
///
/// When the object cannot do without the field.
#[track_caller]
pub fn remove<T: Serialize + DeserializeOwned>(object: &mut T, pointer: &str) {
    edit(object, pointer, |object| remove_in(object, pointer));
}

#[track_caller]
fn edit<T: Serialize + DeserializeOwned>(
    object: &mut T,
    pointer: &str,
    change: impl FnOnce(&mut Value) -> Result<(), String>,
) {
    let edited = serde_json::to_value(&*object).map_err(|error| error.to_string()).and_then(|mut value| {
        change(&mut value)?;
        serde_json::from_value(value).map_err(|error| error.to_string())
    });
    match edited {
        Ok(edited) => *object = edited,
        Err(error) => panic!("{pointer} cannot be changed: {error}"),
    }
}

/// Sets a field of an object that is JSON.
pub(crate) fn set_in(object: &mut Value, pointer: &str, value: Value) -> Result<(), String> {
    let mut place = object;
    for step in pointer_names(pointer) {
        if place.is_null() {
            *place = Value::Object(serde_json::Map::new());
        }
        place = match place {
            Value::Object(fields) => fields.entry(step).or_insert(Value::Null),
            Value::Array(items) => {
                let at: usize = step.parse().map_err(|_| format!("`{step}` is no index of a list"))?;
                if at == items.len() {
                    items.push(Value::Null);
                }
                items.get_mut(at).ok_or_else(|| format!("the list has no item {at}"))?
            }
            _ => {
                return Err(format!(
                    "there is no field `{step}`: the value above it is neither an object nor a list"
                ));
            }
        };
    }
    *place = value;
    Ok(())
}

/// Removes a field of an object that is JSON.
pub(crate) fn remove_in(object: &mut Value, pointer: &str) -> Result<(), String> {
    let (parent, _) = pointer.rsplit_once('/').ok_or("a pointer begins with `/`")?;
    let last = pointer_names(pointer).last().unwrap_or_default();
    match object.pointer_mut(parent) {
        Some(Value::Object(fields)) => drop(fields.remove(&last)),
        Some(Value::Array(items)) => {
            let at: usize = last.parse().map_err(|_| format!("`{last}` is no index of a list"))?;
            if at < items.len() {
                items.remove(at);
            }
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::apps::v1::Deployment;
    use k8s_openapi::api::core::v1::Service;

    use super::*;

    #[test]
    fn objects_on_the_way_are_made() {
        let mut deployment = Deployment::default();
        set(&mut deployment, "/metadata/labels/example.com~1tier", "\"front\"");
        let labels = deployment.metadata.labels.clone().unwrap();
        assert_eq!(labels["example.com/tier"], "front");
        remove(&mut deployment, "/metadata/labels/example.com~1tier");
        assert_eq!(deployment.metadata.labels.unwrap().len(), 0);
    }

    #[test]
    fn an_optional_object_is_edited_too() {
        let mut service = Some(Service::default());
        set(&mut service, "/spec/externalName", "\"db.example.com\"");
        remove(&mut service, "/spec/type");
        let spec = service.and_then(|service| service.spec).unwrap();
        assert_eq!(spec.external_name.as_deref(), Some("db.example.com"));
    }

    #[test]
    #[should_panic(expected = "/spec/replicas cannot be changed")]
    fn a_value_of_another_type_is_refused() {
        set(&mut Deployment::default(), "/spec/replicas", "\"three\"");
    }
}
