//! A port referred to by its name or by its number, as probes and Services do.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::error::ValueError;
use super::int_or_string::serde_as_int_or_string;
use super::port::{PortName, PortNumber};
use crate::k8s::literal::{FieldName, ToPart, amount_forms};

/// A port of a container, by name or by number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PortRef {
    /// The port called so.
    Name(PortName),
    /// The port of this number.
    Number(PortNumber),
}

impl PortRef {
    #[track_caller]
    const fn from_text(name: &'static str) -> Self {
        Self::Name(PortName::new(name))
    }

    #[track_caller]
    const fn from_number(number: i128) -> Self {
        Self::Number(PortNumber::from_number(number))
    }
}

amount_forms!(PortRef: "a port by its name in quotes or by its number");

impl From<PortRef> for IntOrString {
    fn from(port: PortRef) -> Self {
        match port {
            PortRef::Name(name) => Self::String(name.into()),
            PortRef::Number(number) => Self::Int(number.into()),
        }
    }
}

impl TryFrom<IntOrString> for PortRef {
    type Error = ValueError;

    fn try_from(raw: IntOrString) -> Result<Self, ValueError> {
        match raw {
            IntOrString::Int(number) => PortNumber::try_new(number.into()).map(Self::Number),
            IntOrString::String(name) => PortName::parse(name).map(Self::Name),
        }
    }
}

serde_as_int_or_string!(PortRef);

impl From<PortName> for PortRef {
    fn from(name: PortName) -> Self {
        Self::Name(name)
    }
}

impl From<PortNumber> for PortRef {
    fn from(number: PortNumber) -> Self {
        Self::Number(number)
    }
}

#[diagnostic::do_not_recommend]
impl ToPart<PortRef> for u16 {
    fn to_part(&self, name: &FieldName) -> Option<PortRef> {
        self.to_part(name).map(PortRef::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_reads_what_an_attribute_takes() {
        for json in ["8080", "\"http\""] {
            let port: PortRef = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&port).unwrap(), json);
        }
        let error = serde_json::from_str::<PortRef>("\"HTTP\"").unwrap_err().to_string();
        assert!(error.starts_with("`HTTP` is not the name of a port"), "{error}");
    }
}
