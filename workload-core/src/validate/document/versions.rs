//! What versions of Kubernetes see otherwise: fields that they do not know, or accept and drop.

use crate::k8s::Versions;
use crate::k8s::facts::fields::FieldFact;
use crate::syntax::yaml::{Path, Tree};
use crate::validate::decode::FieldUse;
use crate::validate::field_error::{ErrorType, FieldError};

/// Adds what the versions say of the fields in use, and takes back what they do not: an error below a field
/// that is unknown or dropped. `decoding` errors are found before anything is dropped.
pub(super) fn apply(
    tree: &Tree<'_>,
    uses: &[FieldUse],
    decoding: &mut Vec<FieldError>,
    validation: &mut [FieldError],
    advice: &mut Vec<FieldError>,
) {
    for FieldUse { key, value, fact } in uses {
        let path = tree.path_of(*key);
        let (known, dropped) = (fact.known(), fact.dropped());
        let is_below = |error: &&mut FieldError| {
            path.holds(&error.path) || error.place.as_ref().is_some_and(|place| path.holds(place))
        };
        for error in decoding.iter_mut().filter(is_below) {
            error.versions = error.versions.and(known);
        }
        for error in validation.iter_mut().filter(is_below) {
            error.versions = error.versions.and(known.without(dropped));
        }
        if known != Versions::ALL {
            decoding.push(unknown(&path, fact, known));
        }
        if !dropped.is_empty() && !tree.node(*value).is_null() {
            advice.extend(drops(&path, fact, dropped));
        }
    }
}

fn unknown(path: &Path, fact: &FieldFact, known: Versions) -> FieldError {
    let above = Path(path.0[..path.0.len().saturating_sub(1)].to_vec()).to_string();
    let place = if above.is_empty() { "an object of this kind".to_owned() } else { format!("`{above}`") };
    let when = match (fact.since, fact.gone) {
        (Some(since), None) => format!("before Kubernetes {since}"),
        (None, Some(gone)) => format!("since Kubernetes {gone}"),
        (Some(since), Some(gone)) => format!("before Kubernetes {since}, and since {gone}"),
        (None, None) => String::new(),
    };
    let message = format!("{place} has no field `{}` {when}", fact.name);
    let mut error = FieldError::new(ErrorType::UnknownField, path.clone(), message);
    error.versions = Versions::ALL.without(known);
    error
}

fn drops(path: &Path, fact: &FieldFact, dropped: Versions) -> Option<FieldError> {
    let gate = fact.gate?;
    let name = fact.name;
    let stage =
        dropped.iter().next().and_then(|version| gate.stage(version)).map_or("alpha", |stage| stage.name);
    let message = format!(
        "`{name}` is accepted and dropped: the feature gate {} ({stage}) is off by default",
        gate.name
    );
    let mut error = FieldError::new(ErrorType::Gated, path.clone(), message);
    error.versions = dropped;
    let on = gate.on().iter().next();
    error.help = Some(match on {
        Some(on) => format!(
            "it is on by default since Kubernetes {on}: turn the gate on before, or leave `{name}` out"
        ),
        None => format!("turn the gate on in the cluster, or leave `{name}` out"),
    });
    Some(error)
}
