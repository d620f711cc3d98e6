//! Typed objects out of any serde format, by the API version and kind that the object names.

use k8s_openapi::Resource as _;
use serde::{Deserialize, Deserializer};

use super::object::{Object, for_each_kind, kinds};

/// Declares how each kind is read, from the list of kinds that [`Object`] is made of.
macro_rules! deserialize {
    ($($kind:ident in $($path:ident)::+,)+) => {
        impl Object {
            /// Reads an object of that API version and kind; none for a kind that has no typed form here.
            ///
            /// # Errors
            ///
            /// Inside the option: the deserializer's own error, where a field has the wrong type.
            pub fn deserialize_as<'de, D: Deserializer<'de>>(
                api_version: &str,
                kind: &str,
                deserializer: D,
            ) -> Option<Result<Self, D::Error>> {
                $(
                    if kind == kinds::$kind::KIND && api_version == kinds::$kind::API_VERSION {
                        return Some(kinds::$kind::deserialize(deserializer).map(Self::from));
                    }
                )+
                None
            }
        }
    };
}

for_each_kind!(deserialize);
