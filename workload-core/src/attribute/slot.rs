//! A slot is where a key's value goes; its type is inferred from the method behind the key.

use super::Outline;
use crate::literal::{FieldName, FromField, Literal, Principal};

/// The place for a value of type `T` inside a `G`: the method that takes it.
#[derive(Debug)]
pub struct Slot<G, T> {
    fill: fn(&mut G, T),
}

/// A slot from the method call that fills it.
#[must_use]
pub const fn slot<G, T>(fill: fn(&mut G, T)) -> Slot<G, T> {
    Slot { fill }
}

impl<G, T> Slot<G, T> {
    /// How a literal is read for this slot.
    #[must_use]
    pub const fn literal(&self) -> Literal<T> {
        Literal::new()
    }

    /// A slot inside this slot's own value: one key of a group.
    #[must_use]
    pub const fn inner<U>(&self, fill: fn(&mut T, U)) -> Slot<T, U> {
        Slot { fill }
    }

    /// The slot for a named entry of this slot's own value, as in `env(LOG = "info")`.
    #[must_use]
    pub const fn entry<N, V>(&self, fill: fn(&mut T, N, V)) -> EntrySlot<T, N, V> {
        EntrySlot { fill }
    }

    /// The slot for what stands after `=` when the key is on a field: `mount = "/data"`.
    #[must_use]
    pub const fn principal(&self) -> Slot<T, T::Value>
    where
        T: Principal,
    {
        Slot { fill: principal::<T> }
    }

    /// Reads a field's value for this slot; `None` when the field says to leave the key out.
    #[must_use]
    pub fn field<F: ?Sized>(&self, name: &FieldName, value: &F) -> Option<T>
    where
        T: FromField<F>,
    {
        T::from_field(name, value)
    }

    /// Checks what is known of a field before it has a value: its type, and the literals of
    /// its struct.
    ///
    /// # Panics
    ///
    /// When the field's type does not go with the literals, in words for the user.
    pub const fn check_field<F: ?Sized>(&self, outline: &Outline)
    where
        T: FromField<F>,
    {
        if T::ONE_POD_AT_A_TIME {
            outline.check_one_pod();
        }
    }

    /// Puts the value where it belongs.
    pub fn fill(&self, group: &mut G, value: T) {
        (self.fill)(group, value);
    }
}

fn principal<T: Principal>(part: &mut T, value: T::Value) {
    part.set_principal(value);
}

/// The place for a named entry inside a `G`.
#[derive(Debug)]
pub struct EntrySlot<G, N, V> {
    fill: fn(&mut G, N, V),
}

impl<G, N, V> EntrySlot<G, N, V> {
    /// How the entry's name is read.
    #[must_use]
    pub const fn name(&self) -> Literal<N> {
        Literal::new()
    }

    /// How the entry's value is read.
    #[must_use]
    pub const fn literal(&self) -> Literal<V> {
        Literal::new()
    }

    /// Puts the entry where it belongs.
    pub fn fill(&self, group: &mut G, name: N, value: V) {
        (self.fill)(group, name, value);
    }
}
