//! Decoding of one node: a serde `Deserializer` that reports what does not fit and goes on.
//!
//! A value of the wrong type is reported and a zero value of the right type decoded in its place,
//! so nothing above it stops. Only what a type's own visitor refuses comes back as an error.

use std::any::type_name;

use serde::de::{self, IntoDeserializer as _, Visitor};

use super::error::DecodeError;
use super::list::List;
use super::map::{Fields, Keys};
use super::node::Reader;
use super::number::{json, whole};
use crate::k8s::facts::fields::of_type;
use crate::syntax::yaml::{Content, Scalar};

impl Reader<'_, '_> {
    fn integer(&self, least: i64, most: i64) -> i64 {
        const WANTED: &str = "a whole number";
        let scalar = self.scalar(WANTED);
        if matches!(scalar, Scalar::Null) {
            return 0;
        }
        let Some(number) = whole(&scalar) else {
            let found = if matches!(scalar, Scalar::Float(_)) { "a fraction" } else { scalar.what() };
            self.expected(WANTED, found);
            return 0;
        };
        match i64::try_from(number) {
            Ok(fitting) if (least..=most).contains(&fitting) => fitting,
            _ => {
                self.expected(&format!("a whole number from {least} to {most}"), &number.to_string());
                0
            }
        }
    }

    /// Decodes a scalar of no particular type, as JSON has it.
    fn json_scalar<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let scalar = self.scalar("a value");
        match &scalar {
            Scalar::Null => visitor.visit_unit(),
            Scalar::Bool(yes) => visitor.visit_bool(*yes),
            Scalar::Text(text) => visitor.visit_str(text),
            number => match whole(number) {
                Some(number) => match (i64::try_from(number), u64::try_from(number)) {
                    (Ok(number), _) => visitor.visit_i64(number),
                    (_, Ok(number)) => visitor.visit_u64(number),
                    #[allow(clippy::cast_precision_loss, reason = "JSON has no larger integers")]
                    _ => visitor.visit_f64(number as f64),
                },
                None if let Scalar::Float(number) = number => visitor.visit_f64(*number),
                None => visitor.visit_str(&json(number)),
            },
        }
    }

    fn int_or_string<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.scalar("a whole number or a string") {
            Scalar::Text(text) => visitor.visit_str(&text),
            _ => visitor.visit_i64(self.integer(i32::MIN.into(), i32::MAX.into())),
        }
    }

    fn schema_or_bool<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.content() {
            Content::Mapping if !self.is_null() => visitor.visit_map(Keys::of_struct(self)),
            _ => match self.scalar("a schema or a boolean") {
                Scalar::Bool(yes) => visitor.visit_bool(yes),
                Scalar::Null => visitor.visit_bool(false),
                other => {
                    self.expected("a schema or a boolean", other.what());
                    visitor.visit_bool(false)
                }
            },
        }
    }

    /// A schema, or a list; Go takes any scalar for nothing.
    fn schema_or_list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.content() {
            Content::Mapping if !self.is_null() => visitor.visit_map(Keys::of_struct(self)),
            Content::Sequence if !self.is_null() => visitor.visit_seq(List::of(self.lenient())),
            _ => visitor.visit_seq(List::empty(self)),
        }
    }
}

impl<'de> de::Deserializer<'de> for Reader<'_, '_> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        // The types of Kubernetes that take several types of JSON.
        let path = type_name::<V::Value>().as_bytes();
        let name = path.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        let decoded = match name {
            b"IntOrString" => self.int_or_string(visitor),
            b"JSONSchemaPropsOrBool" => self.schema_or_bool(visitor),
            b"JSONSchemaPropsOrArray" | b"JSONSchemaPropsOrStringArray" => self.schema_or_list(visitor),
            _ => match self.content() {
                Content::Sequence => self.deserialize_seq(visitor),
                Content::Mapping => self.deserialize_map(visitor),
                Content::Scalar(_) | Content::Alias(_) => self.json_scalar(visitor),
            },
        };
        decoded.map_err(|error| error.at(self.id))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        const WANTED: &str = "`true` or `false`";
        match self.scalar(WANTED) {
            Scalar::Bool(yes) => return visitor.visit_bool(yes),
            Scalar::Null => {}
            other => self.expected(WANTED, other.what()),
        }
        visitor.visit_bool(false)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_i64(self.integer(i32::MIN.into(), i32::MAX.into()))
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_i64(self.integer(i64::MIN, i64::MAX))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.scalar("a number") {
            #[allow(clippy::cast_precision_loss, reason = "that is what the field holds")]
            Scalar::Int(number) => return visitor.visit_f64(number as f64),
            Scalar::Float(number) => return visitor.visit_f64(number),
            Scalar::Null => {}
            other => self.expected("a number", other.what()),
        }
        visitor.visit_f64(0.0)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        // A pattern, as every string comes by.
        let is_bytes = matches!(
            type_name::<V::Value>().as_bytes(),
            [.., b':', b'B', b'y', b't', b'e', b'S', b't', b'r', b'i', b'n', b'g']
        );
        let read = if is_bytes { visitor.visit_str(&self.base64()) } else { visitor.visit_str(&self.text()) };
        read.map_err(|error: DecodeError| error.at(self.id))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self.present()) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match name {
            "Quantity" => visitor.visit_newtype_struct(self.quantity().into_deserializer()),
            "Time" | "MicroTime" => {
                visitor.visit_newtype_struct(self.time(name == "MicroTime").into_deserializer())
            }
            _ => {
                // To Go this one is a struct without fields.
                if name == "CustomResourceSubresourceStatus" {
                    match self.content() {
                        Content::Mapping => Fields::of(self, &[], &[]).log_all(),
                        _ => self.expected("a map", self.what()),
                    }
                }
                visitor.visit_newtype_struct(self).map_err(|error: DecodeError| error.at(self.id))
            }
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.content() {
            _ if self.is_null() => {}
            Content::Sequence => return visitor.visit_seq(List::of(self)),
            _ => self.expected("a list", self.what()),
        }
        visitor.visit_seq(List::empty(self))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.content() {
            _ if self.is_null() => {}
            Content::Mapping => return visitor.visit_map(Keys::of(self)),
            _ => self.expected("a map", self.what()),
        }
        visitor.visit_map(Keys::empty(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.content() {
            _ if self.is_null() => {}
            Content::Mapping => {
                let facts = of_type(name, type_name::<V::Value>);
                return visitor.visit_map(Fields::of(self, fields, facts));
            }
            _ => self.expected("a map", self.what()),
        }
        visitor.visit_map(Keys::empty(self))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.log.ignored.set(true);
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u32 u64 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct
        enum identifier
    }
}
