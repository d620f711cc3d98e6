//! How a value of an attribute becomes the type that a key takes: at run time what the derive does in a `const`.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::json;

use super::attribute::Value;
use super::literal::parsed;
use crate::describe::parts::{
    AppArmor, Concurrency, DnsPolicy, EnvValue, ExitCode, FsGroupChangePolicy, MountPropagation, NodePolicy,
    NodeTerm, PathType, PodReplacementPolicy, PreemptionPolicy, ProcMount, Protocol, PullPolicy,
    RecursiveReadOnly, RestartPolicy, Retention, Scheme, Seccomp, SelectPolicy, ServiceType, SessionAffinity,
    SupplementalGroupsPolicy, TaintEffect, TerminationMessagePolicy, TolerationOperator, TrafficPolicy,
    UnhealthyPods, Unsatisfiable, Words,
};
use crate::k8s::values::{
    Amount, AnnotationKey, ContainerResource, DataKey, EnvName, FieldPath, Image, Indexes, LabelKey,
    LabelValue, MountPath, Name, Namespace, ObjectName, PortName, PortNumber, PortRef, Quantity,
    ResourceName, Schedule, ServiceName, SubPath, TimeZone, UrlPath,
};

/// A type that a key takes.
pub(super) trait Read: Sized {
    /// The value; none when the type cannot hold it.
    fn read(value: &Value) -> Option<Self>;
}

/// A value that serde reads as the derive reads its literal.
fn leaf<T: DeserializeOwned>(value: &Value) -> Option<T> {
    let value = match value {
        Value::Flag(on) => json!(on),
        // The grammar knows no negative number.
        Value::Number(number) if *number >= 0 => json!(number),
        Value::Text(text) => json!(text),
        _ => return None,
    };
    serde_json::from_value(value).ok()
}

macro_rules! leaves {
    ($($type:ty),+ $(,)?) => {$(
        impl Read for $type {
            fn read(value: &Value) -> Option<Self> {
                leaf(value)
            }
        }
    )+};
}

leaves!(
    bool,
    u16,
    u32,
    i32,
    i64,
    Cow<'static, str>,
    Amount,
    AnnotationKey,
    DataKey,
    EnvName,
    Image,
    Indexes,
    LabelKey,
    LabelValue,
    MountPath,
    Name,
    Namespace,
    ObjectName,
    PortName,
    PortNumber,
    PortRef,
    Quantity,
    ResourceName,
    Schedule,
    ServiceName,
    SubPath,
    TimeZone,
    UrlPath,
    Concurrency,
    DnsPolicy,
    ExitCode,
    FsGroupChangePolicy,
    MountPropagation,
    NodePolicy,
    PathType,
    PodReplacementPolicy,
    PreemptionPolicy,
    ProcMount,
    Protocol,
    PullPolicy,
    RecursiveReadOnly,
    RestartPolicy,
    Retention,
    Scheme,
    Seccomp,
    AppArmor,
    SelectPolicy,
    ServiceType,
    SessionAffinity,
    SupplementalGroupsPolicy,
    TaintEffect,
    TerminationMessagePolicy,
    TolerationOperator,
    TrafficPolicy,
    UnhealthyPods,
    Unsatisfiable,
);

impl Read for Words {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::List(words) => Some(words.iter().cloned().collect()),
            _ => None,
        }
    }
}

impl Read for NodeTerm {
    fn read(value: &Value) -> Option<Self> {
        let (operator, values) = match value {
            Value::Text(value) => ("In", vec![value.clone()]),
            Value::List(values) => ("In", values.clone()),
            Value::Call("not", values) => ("NotIn", values.clone()),
            Value::Call("exists", _) => ("Exists", Vec::new()),
            Value::Call("absent", _) => ("DoesNotExist", Vec::new()),
            Value::Call("above", values) => ("Gt", values.clone()),
            Value::Call("below", values) => ("Lt", values.clone()),
            _ => return None,
        };
        Some(Self::of(operator, values, matches!(value, Value::List(_))))
    }
}

/// A resource of a container, with the unit that it is counted in.
fn resource_of(fields: serde_json::Value) -> Option<EnvValue> {
    serde_json::from_value(fields).ok().map(EnvValue::Resource)
}

impl Read for EnvValue {
    fn read(value: &Value) -> Option<Self> {
        let (function, arguments) = match value {
            Value::Text(text) => return Some(Self::Text(Cow::Owned(text.clone()))),
            Value::Call(function, arguments) => (*function, arguments.as_slice()),
            _ => return None,
        };
        match (function, arguments) {
            ("secret", [name, key]) => Some(Self::secret(parsed(name)?, parsed(key)?)),
            ("optional_secret", [name, key]) => Some(Self::secret(parsed(name)?, parsed(key)?).optional()),
            ("config", [name, key]) => Some(Self::config(parsed(name)?, parsed(key)?)),
            ("optional_config", [name, key]) => Some(Self::config(parsed(name)?, parsed(key)?).optional()),
            ("field", [path]) => Some(Self::field(parsed::<FieldPath>(path)?)),
            ("resource", [resource]) => Some(Self::resource(parsed::<ContainerResource>(resource)?)),
            ("resource_in", [resource, divisor]) => {
                resource_of(json!({"resource": resource, "divisor": divisor}))
            }
            ("resource_of", [container, resource, divisor]) => {
                resource_of(json!({"resource": resource, "container": container, "divisor": divisor}))
            }
            _ => None,
        }
    }
}
