//! How Pods are replaced, a few at a time.

use serde::{Deserialize, Serialize};

use crate::describe::shape::{Shape, can};
use crate::k8s::literal::{Leaf, Written, find, group_forms};
use crate::k8s::values::Amount;
use crate::syntax::text::{Message, same};

/// A rolling update: `rolling_update(max_surge = 1, max_unavailable = "25%")`.
///
/// A percentage of `max_surge` rounds up, one of `max_unavailable` down (article §3.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, bound = "")]
pub struct RollingUpdate<S: Shape> {
    max_surge: Option<Amount>,
    max_unavailable: Option<Amount>,
    partition: Option<u32>,
    shape: std::marker::PhantomData<S>,
}

impl<S: Shape> Default for RollingUpdate<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Shape> RollingUpdate<S> {
    /// Kubernetes' defaults.
    #[must_use]
    pub fn new() -> Self {
        Self { max_surge: None, max_unavailable: None, partition: None, shape: std::marker::PhantomData }
    }

    /// How many Pods more than wanted there may be meanwhile.
    pub fn max_surge(&mut self, amount: Amount) -> &mut Self
    where
        S: can::Surge,
    {
        self.max_surge = Some(amount);
        self
    }

    /// How many Pods of those wanted may be missing meanwhile.
    pub fn max_unavailable(&mut self, amount: Amount) -> &mut Self {
        self.max_unavailable = Some(amount);
        self
    }

    /// The lowest ordinal that is updated; those below keep what they have.
    pub fn partition(&mut self, ordinal: u32) -> &mut Self
    where
        S: can::OrderedPods,
    {
        self.partition = Some(ordinal);
        self
    }

    /// The bounds, for the shape to put in its place.
    pub(crate) fn bounds(self) -> can::Bounds {
        can::Bounds {
            max_surge: self.max_surge.map(Into::into),
            max_unavailable: self.max_unavailable.map(Into::into),
            partition: self.partition.and_then(|ordinal| i32::try_from(ordinal).ok()),
        }
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        let (surge, unavailable) = (find(keys, "max_surge"), find(keys, "max_unavailable"));
        let (no_surge, all_stay) = (says_zero(surge), says_zero(unavailable));
        let per_node = same(S::KIND, "DaemonSet");
        if per_node && surge.is_some() && !no_surge && !all_stay {
            return Err(Message::of(
                "a per-node app that surges keeps all others: add `max_unavailable = 0`, as its default is 1",
            ));
        }
        if all_stay && (no_surge || per_node && surge.is_none()) {
            return Err(Message::of(
                "with `max_surge = 0` and `max_unavailable = 0` no Pod could ever be replaced: raise one (article §3.2)",
            ));
        }
        if let Some(Written::Text(text)) = unavailable
            && let Ok(Amount::Percent(percent)) = Amount::parse(text)
            && percent > 100
        {
            return Err(Message::of(
                "`max_unavailable` is at most 100%: no more Pods than all can be missing",
            ));
        }
        Ok(())
    }
}

const fn says_zero(written: Option<Written>) -> bool {
    match written {
        Some(Written::Number(number)) => number == 0,
        Some(Written::Text(text)) => matches!(Amount::parse(text), Ok(amount) if amount.is_zero()),
        _ => false,
    }
}

group_forms!(RollingUpdate<S: Shape>: "bounds, such as `rolling_update(max_surge = 1, max_unavailable = 0)`",
    check => RollingUpdate::<S>::check);
