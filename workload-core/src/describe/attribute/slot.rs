//! A slot is where a key's value goes; its type is inferred from the method behind the key.

use super::Outline;
use crate::k8s::literal::{FieldName, Literal, Made, Part, Repeats, ToPart};

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

    /// How a field of type `F` is read for this slot, after a check of what is known before it
    /// has a value: its type, and the literals of its struct.
    ///
    /// # Panics
    ///
    /// When the field's type does not go with the literals, in words for the user.
    #[must_use]
    #[track_caller]
    pub const fn of_field<F>(&self, outline: &Outline) -> FieldReader<T, F>
    where
        F: ToPart<T>,
    {
        if F::ONE_POD_AT_A_TIME {
            outline.check_one_pod();
        }
        FieldReader { read: F::to_parts }
    }

    /// How what a function makes of a field is read for this slot.
    ///
    /// # Panics
    ///
    /// When its type does not go with the literals, in words for the user.
    #[must_use]
    #[track_caller]
    pub fn of_made<F>(&self, outline: &Outline) -> FieldReader<T, F>
    where
        F: Made<T>,
    {
        if F::ONE_POD_AT_A_TIME {
            outline.check_one_pod();
        }
        FieldReader { read: F::to_parts }
    }

    /// Puts the value where it belongs.
    pub fn fill(&self, group: &mut G, value: T) {
        (self.fill)(group, value);
    }
}

/// The slot for what stands after `=` when the key is on a field: `mount = "/data"`.
#[must_use]
pub const fn beside<G, T: Part>(_: &Slot<G, T>) -> Slot<T, T::Beside> {
    Slot { fill: T::set_beside }
}

/// Reads a field of type `F` as a part of type `T`.
#[derive(Debug)]
pub struct FieldReader<T, F> {
    read: fn(&F, &FieldName) -> Vec<T>,
}

impl<T, F> FieldReader<T, F> {
    /// The parts; none when the field says to leave the key out.
    #[must_use]
    pub fn read(&self, name: &FieldName, value: &F) -> Vec<T> {
        (self.read)(value, name)
    }

    /// The parts of all values, which are several of one field.
    #[must_use]
    pub fn read_all(&self, name: &FieldName, values: &[F]) -> Vec<T>
    where
        T: Repeats,
    {
        let parts = values.iter().flat_map(|value| self.read(name, value));
        parts.enumerate().map(|(at, part)| part.numbered(at)).collect()
    }
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
