//! How a value of an attribute becomes the type that a key takes: at run time what the derive does in a `const`.

use std::borrow::Cow;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::json;

use super::attribute::Value;
use super::expr::Expr;
use super::literal::{self, parsed};
use crate::describe::parts::{
    AddressText, AppArmor, Concurrency, DnsPolicy, EnvValue, ExitCode, FsGroupChangePolicy, MountPropagation,
    NodePolicy, NodeTerm, PathType, PodReplacementPolicy, PreemptionPolicy, ProcMount, Protocol, PullPolicy,
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
    /// The type of a field with such a value.
    const TYPE: &'static str;

    /// The value; none when the type cannot hold it.
    fn read(value: &Value) -> Option<Self>;

    /// The value as Rust, for a method that takes it; none when no expression makes it.
    fn expr(value: &Value) -> Option<Expr>;

    /// The value of a field of the type.
    fn field(value: &Value) -> Option<Expr> {
        Self::expr(value)
    }
}

/// A text, under a name or not.
fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Named(_, text) => Some(text),
        _ => None,
    }
}

/// A value that serde reads as the derive reads its literal.
fn leaf<T: DeserializeOwned>(value: &Value) -> Option<T> {
    let value = match value {
        Value::Flag(on) => json!(on),
        // The grammar knows no negative number.
        Value::Number(number) if *number >= 0 => json!(number),
        Value::Text(text) | Value::Named(_, text) => json!(text),
        _ => return None,
    };
    serde_json::from_value(value).ok()
}

macro_rules! leaves {
    ($($type:ty),+ => $expr:expr) => {$(
        impl Read for $type {
            const TYPE: &'static str = stringify!($type);

            fn read(value: &Value) -> Option<Self> {
                leaf(value)
            }

            fn expr(value: &Value) -> Option<Expr> {
                $expr(value, Self::TYPE, &Self::read(value)?)
            }
        }
    )+};
}

/// A number or a flag, as it is.
fn same<T: Debug>(value: &Value, _: &str, read: &T) -> Option<Expr> {
    (!matches!(value, Value::Call(..))).then(|| Expr::atom(format!("{read:?}")))
}

/// What `new` makes of a text or a number.
fn of_new<T>(value: &Value, ty: &str, _: &T) -> Option<Expr> {
    let argument = match value {
        Value::Number(number) => Expr::atom(number.to_string()),
        value if ty == "Image" => Expr::Text { hint: "image".to_owned(), text: text_of(value)?.to_owned() },
        value => Expr::text(text_of(value)?),
    };
    Some(Expr::call(format!("{ty}::new"), [argument]))
}

/// A word of an enum.
fn word<T: Debug>(value: &Value, ty: &str, word: &T) -> Option<Expr> {
    (!matches!(value, Value::Call(..))).then(|| Expr::atom(format!("{ty}::{word:?}")))
}

leaves!(bool, u16, u32, i32, i64 => same);

leaves!(
    AnnotationKey, DataKey, EnvName, ExitCode, Image, Indexes, LabelKey, LabelValue, MountPath, Name, Namespace,
    ObjectName, PortName, PortNumber, Quantity, ResourceName, Schedule, ServiceName, SubPath, TimeZone, UrlPath
    => of_new
);

leaves!(
    Amount, Concurrency, DnsPolicy, FsGroupChangePolicy, MountPropagation, NodePolicy, PathType,
    PodReplacementPolicy, PreemptionPolicy, ProcMount, Protocol, PullPolicy, RecursiveReadOnly, RestartPolicy,
    Retention, Scheme, Seccomp, AppArmor, SelectPolicy, ServiceType, SessionAffinity, SupplementalGroupsPolicy,
    TaintEffect, TerminationMessagePolicy, TolerationOperator, TrafficPolicy, UnhealthyPods, Unsatisfiable
    => word
);

impl Read for Cow<'static, str> {
    const TYPE: &'static str = "&'static str";

    fn read(value: &Value) -> Option<Self> {
        text_of(value).map(|text| Self::Owned(text.to_owned()))
    }

    fn expr(value: &Value) -> Option<Expr> {
        text_of(value).map(|text| Expr::text(text).then(Expr::atom("into()")))
    }

    fn field(value: &Value) -> Option<Expr> {
        text_of(value).map(Expr::text)
    }
}

impl Read for PortRef {
    const TYPE: &'static str = "PortRef";

    fn read(value: &Value) -> Option<Self> {
        leaf(value)
    }

    fn expr(value: &Value) -> Option<Expr> {
        let inner = match Self::read(value)? {
            Self::Name(_) => PortName::expr(value)?,
            Self::Number(_) => PortNumber::expr(value)?,
        };
        Some(inner.then(Expr::atom("into()")))
    }

    fn field(value: &Value) -> Option<Expr> {
        Some(Expr::call(
            "PortRef::from",
            [match Self::read(value)? {
                Self::Name(_) => PortName::expr(value)?,
                Self::Number(_) => PortNumber::expr(value)?,
            }],
        ))
    }
}

/// A text with its addresses, or without any.
fn address_text(value: &Value) -> Option<AddressText> {
    match value {
        Value::Addressed(text) => Some(text.value()),
        value => text_of(value).map(|text| text.to_owned().into()),
    }
}

impl Read for Words {
    const TYPE: &'static str = "Words";

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::List(words) => Some(words.iter().cloned().collect()),
            Value::Texts(texts) => Some(texts.iter().map(address_text).collect::<Option<Vec<_>>>()?.into()),
            _ => None,
        }
    }

    fn expr(value: &Value) -> Option<Expr> {
        let items: Vec<_> = match value {
            Value::List(words) => {
                let words = words.iter().map(|word| literal::text(word)).collect::<Vec<_>>().join(", ");
                return Some(Expr::call("Words::from_iter", [Expr::atom(format!("[{words}]"))]));
            }
            Value::Texts(texts) => texts,
            _ => return None,
        }
        .iter()
        .map(|text| match text {
            Value::Addressed(text) if text.is_address() || text.is_host => {
                Some(text.expr("AddressText", "").then(Expr::atom("into()")))
            }
            Value::Addressed(text) => Some(text.expr("AddressText", "")),
            text => Some(Expr::text(text_of(text)?).then(Expr::atom("into()"))),
        })
        .collect::<Option<_>>()?;
        Some(Expr::call("Words::from", [Expr::List(items)]))
    }
}

impl Read for NodeTerm {
    const TYPE: &'static str = "NodeTerm";

    fn read(value: &Value) -> Option<Self> {
        let (operator, values) = match value {
            Value::Text(value) | Value::Named(_, value) => ("In", vec![value.clone()]),
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

    fn expr(value: &Value) -> Option<Expr> {
        let (function, arguments) = match value {
            Value::Text(value) | Value::Named(_, value) => ("is", std::slice::from_ref(value)),
            Value::List(values) => {
                let values = values.iter().map(|value| literal::text(value)).collect::<Vec<_>>().join(", ");
                return Some(Expr::call("NodeTerm::is_one_of", [Expr::atom(format!("&[{values}]"))]));
            }
            Value::Call(function, arguments) => {
                let function = match *function {
                    "not" => "is_not",
                    "absent" => "is_absent",
                    "above" => "is_above",
                    "below" => "is_below",
                    _ => "exists",
                };
                (function, arguments.as_slice())
            }
            _ => return None,
        };
        let arguments: Vec<_> = arguments.iter().map(Expr::text).collect();
        Some(Expr::call(format!("NodeTerm::{function}"), arguments))
    }
}

/// A resource of a container, with the unit that it is counted in.
fn resource_of(fields: serde_json::Value) -> Option<EnvValue> {
    serde_json::from_value(fields).ok().map(EnvValue::Resource)
}

impl Read for EnvValue {
    const TYPE: &'static str = "EnvValue";

    fn read(value: &Value) -> Option<Self> {
        let (function, arguments) = match value {
            Value::Text(text) | Value::Named(_, text) => return Some(Self::Text(Cow::Owned(text.clone()))),
            Value::Addressed(text) => return Some(Self::Addressed(text.value())),
            Value::Call(function, arguments) => (*function, arguments.as_slice()),
            _ => return None,
        };
        match (function, arguments) {
            ("secret", [name, key]) => Some(Self::secret_of(parsed(name)?, parsed(key)?)),
            ("optional_secret", [name, key]) => Some(Self::secret_of(parsed(name)?, parsed(key)?).optional()),
            ("config", [name, key]) => Some(Self::config_of(parsed(name)?, parsed(key)?)),
            ("optional_config", [name, key]) => Some(Self::config_of(parsed(name)?, parsed(key)?).optional()),
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

    fn expr(value: &Value) -> Option<Expr> {
        let new = |ty: &str, text: &String| Expr::call(format!("{ty}::new"), [Expr::text(text)]);
        let (function, arguments) = match value {
            Value::Addressed(text) if text.is_address() => {
                return Some(Expr::call("EnvValue::from", [text.expr("", "")]));
            }
            Value::Addressed(text) if text.is_host => {
                let text = text.expr("", "").then(Expr::atom("into()"));
                return Some(Expr::call("EnvValue::Text", [text]));
            }
            Value::Addressed(text) => return Some(text.expr("EnvValue", "")),
            Value::Call(function, arguments) => (*function, arguments.as_slice()),
            value => {
                let text = Expr::text(text_of(value)?).then(Expr::atom("into()"));
                return Some(Expr::call("EnvValue::Text", [text]));
            }
        };
        let made = match (function.trim_start_matches("optional_"), arguments) {
            (kind @ ("secret" | "config"), [name, key]) => {
                Expr::call(format!("EnvValue::{kind}"), [new("ObjectName", name), new("DataKey", key)])
            }
            ("field", [path]) => Expr::call("EnvValue::field", [new("FieldPath", path)]),
            ("resource", [resource]) => {
                Expr::call("EnvValue::resource", [new("ContainerResource", resource)])
            }
            _ => return None,
        };
        let is_optional = function.starts_with("optional_");
        Some(if is_optional { made.then(Expr::atom("optional()")) } else { made })
    }
}
