//! Values that Kubernetes writes as a number or as text, in serde.

/// Serde for a value with `TryFrom<IntOrString>` and `Into<IntOrString>`.
macro_rules! serde_as_int_or_string {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                IntOrString::from(self.clone()).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let raw = <IntOrString as serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(raw).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(super) use serde_as_int_or_string;
