//! `text_value!` makes a newtype over text from a check.

/// Declares a text newtype: `$check` is a `const fn(&str) -> Result<(), Message>` that says
/// what is wrong, and `$expects` says in a few words what an attribute should hold.
macro_rules! text_value {
    ($(#[$doc:meta])* $name:ident, check: $check:path, expects: $expects:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::borrow::Cow<'static, str>);

        impl $name {
            /// The value of a literal.
            ///
            /// # Panics
            ///
            /// With a sentence that says what is wrong; in a `const` that is a compile error.
            #[must_use]
            #[track_caller]
            pub const fn new(text: &'static str) -> Self {
                match $check(text) {
                    Ok(()) => Self(std::borrow::Cow::Borrowed(text)),
                    Err(message) => panic!("{}", message.as_str()),
                }
            }

            /// The value of a text that comes at run time.
            ///
            /// # Errors
            ///
            /// When [`new`](Self::new) would panic, with the same sentence.
            pub fn parse(text: impl Into<std::borrow::Cow<'static, str>>) -> Result<Self, $crate::k8s::values::ValueError> {
                let text = text.into();
                match $check(&text) {
                    Ok(()) => Ok(Self(text)),
                    Err(message) => Err($crate::k8s::values::ValueError::new(message)),
                }
            }

            /// The text.
            #[must_use]
            pub const fn as_str(&self) -> &str {
                // `Deref` is not yet `const`.
                match &self.0 {
                    std::borrow::Cow::Borrowed(text) => text,
                    std::borrow::Cow::Owned(text) => text.as_str(),
                }
            }
        }

        $crate::k8s::literal::text_forms!($name: $expects);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::k8s::values::IntoValue<$name> for $name {
            fn into_value(self) -> $name {
                self
            }
        }

        impl $crate::k8s::values::IntoValue<$name> for &'static str {
            #[track_caller]
            fn into_value(self) -> $name {
                $name::new(self)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0.into_owned()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::k8s::values::ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::k8s::values::ValueError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(text).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use text_value;
