//! A serde `Deserializer` over a tree's node.

use std::cell::RefCell;

use serde::de::{self, IntoDeserializer as _, Visitor};

use super::error::DecodeError;
use super::list::List;
use super::map::{Fields, Keys};
use super::number::{json, whole};
use crate::k8s::values::Quantity;
use crate::syntax::yaml::{Content, NodeId, Scalar, Tree};

/// What decoding notes on the way and goes on.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Keys that no field has, with the nearest that one has.
    pub(super) unknown: RefCell<Vec<(NodeId, Option<&'static str>)>>,
    /// Values that do not fit: they count as not set.
    pub(super) left_out: Vec<NodeId>,
}

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a, 't> {
    pub(super) tree: &'a Tree<'t>,
    pub(super) id: NodeId,
    pub(super) notes: &'a Notes,
}

impl<'a, 't> Reader<'a, 't> {
    /// The same for another node.
    pub(super) fn of(self, id: NodeId) -> Self {
        Self { id, ..self }
    }

    fn content(&self) -> &'a Content<'t> {
        &self.tree.node(self.id).content
    }

    /// The scalar here; an error that says what belongs here when it is none.
    fn scalar(&self, wanted: &str) -> Result<Scalar<'a>, DecodeError> {
        if self.is_left_out() {
            return Ok(Scalar::Null);
        }
        match self.tree.node(self.id).scalar() {
            Some(Ok(scalar)) => Ok(scalar),
            Some(Err(error)) => Err(DecodeError::value(self.id, error.0)),
            None => Err(DecodeError::types(self.id, wanted, self.what())),
        }
    }

    fn is_left_out(&self) -> bool {
        !self.notes.left_out.is_empty() && self.notes.left_out.contains(&self.id)
    }

    fn is_null(&self) -> bool {
        self.is_left_out() || self.tree.node(self.id).is_null()
    }

    /// What is here, in a word or two.
    pub(super) fn what(&self) -> &'static str {
        match self.content() {
            Content::Sequence => "a list",
            Content::Mapping => "a map",
            Content::Scalar(_) | Content::Alias(_) => match self.tree.node(self.id).scalar() {
                Some(Ok(scalar)) => scalar.what(),
                _ => "a scalar",
            },
        }
    }

    fn integer(&self, least: i128, most: i128) -> Result<i64, DecodeError> {
        const WANTED: &str = "a whole number";
        let scalar = self.scalar(WANTED)?;
        if matches!(scalar, Scalar::Null) {
            return Ok(0);
        }
        let Some(number) = whole(&scalar) else {
            let found = if matches!(scalar, Scalar::Float(_)) { "a fraction" } else { scalar.what() };
            return Err(DecodeError::types(self.id, WANTED, found));
        };
        match i64::try_from(number) {
            Ok(fitting) if number >= least && number <= most => Ok(fitting),
            _ => Err(DecodeError::types(
                self.id,
                &format!("a whole number from {least} to {most}"),
                &number.to_string(),
            )),
        }
    }

    /// The text of an amount: a string or a number, in the form that Kubernetes reads.
    fn quantity(&self) -> Result<String, DecodeError> {
        let scalar = self.scalar("an amount")?;
        let text = match &scalar {
            Scalar::Null => return Ok("0".to_owned()),
            Scalar::Bool(_) => return Err(DecodeError::types(self.id, "an amount", scalar.what())),
            other => json(other),
        };
        // The server forgives blanks around an amount.
        match Quantity::parse(text.trim().to_owned()) {
            Ok(quantity) => Ok(quantity.into()),
            Err(error) => Err(DecodeError::value(self.id, error.to_string())),
        }
    }
}

impl<'de> de::Deserializer<'de> for Reader<'_, '_> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let read = match self.content() {
            Content::Sequence => return self.deserialize_seq(visitor),
            Content::Mapping => return self.deserialize_map(visitor),
            Content::Scalar(_) | Content::Alias(_) => match self.scalar("a value")? {
                Scalar::Null => visitor.visit_unit(),
                Scalar::Bool(yes) => visitor.visit_bool(yes),
                Scalar::Text(text) => visitor.visit_str(&text),
                number => match (whole(&number), &number) {
                    (Some(number), _) => match (i64::try_from(number), u64::try_from(number)) {
                        (Ok(number), _) => visitor.visit_i64(number),
                        (_, Ok(number)) => visitor.visit_u64(number),
                        _ => {
                            return Err(DecodeError::types(
                                self.id,
                                "a number of 64 bits",
                                &number.to_string(),
                            ));
                        }
                    },
                    (None, Scalar::Float(number)) => visitor.visit_f64(*number),
                    (None, other) => visitor.visit_str(&json(other)),
                },
            },
        };
        read.map_err(|error: DecodeError| error.at(self.id))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.scalar("`true` or `false`")? {
            Scalar::Bool(yes) => visitor.visit_bool(yes),
            Scalar::Null => visitor.visit_bool(false),
            other => Err(DecodeError::types(self.id, "`true` or `false`", other.what())),
        }
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_i64(self.integer(i128::from(i32::MIN), i128::from(i32::MAX))?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_i64(self.integer(i128::from(i64::MIN), i128::from(i64::MAX))?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.scalar("a number")? {
            #[allow(clippy::cast_precision_loss, reason = "that is what the field holds")]
            Scalar::Int(number) => visitor.visit_f64(number as f64),
            Scalar::Float(number) => visitor.visit_f64(number),
            Scalar::Null => visitor.visit_f64(0.0),
            other => Err(DecodeError::types(self.id, "a number", other.what())),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let read = match self.scalar("a string")? {
            Scalar::Text(text) => visitor.visit_str(&text),
            Scalar::Null => visitor.visit_str(""),
            other => {
                let mut misfit = DecodeError::types(self.id, "a string", other.what());
                misfit.message.push_str(": put it in quotes");
                return Err(misfit);
            }
        };
        read.map_err(|error: DecodeError| error.at(self.id))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        if name == "Quantity" {
            return visitor.visit_newtype_struct(self.quantity()?.into_deserializer());
        }
        visitor.visit_newtype_struct(self).map_err(|error: DecodeError| error.at(self.id))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.content() {
            Content::Sequence => visitor.visit_seq(List::of(self)),
            _ if self.is_null() => visitor.visit_seq(List::empty(self)),
            _ => Err(DecodeError::types(self.id, "a list", self.what())),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.content() {
            Content::Mapping => visitor.visit_map(Keys::of(self)),
            _ if self.is_null() => visitor.visit_map(Keys::empty(self)),
            _ => Err(DecodeError::types(self.id, "a map", self.what())),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.content() {
            _ if self.is_null() => visitor.visit_map(Keys::empty(self)),
            Content::Mapping => visitor.visit_map(Fields::of(self, fields)),
            _ => Err(DecodeError::types(self.id, "a map", self.what())),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u32 u64 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct
        enum identifier
    }
}
