//! What versions of Kubernetes see otherwise: fields that they do not know, or accept and drop.

use crate::k8s::Versions;
use crate::k8s::facts::fields::FieldFact;
use crate::syntax::text::FastMap;
use crate::syntax::yaml::{Path, Step, Tree};
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
    if uses.is_empty() {
        return;
    }
    let paths: Vec<_> = uses.iter().map(|one| tree.path_of(one.key)).collect();
    let below = Below::of(uses, &paths);
    for error in decoding.iter_mut() {
        error.versions = error.versions.and(below.known(error));
    }
    for error in validation {
        error.versions = error.versions.and(below.kept(error));
    }
    for (FieldUse { value, fact, .. }, path) in uses.iter().zip(&paths) {
        if fact.known() != Versions::ALL {
            let mut error = unknown(path, fact, fact.known());
            // Of what stands in an unknown field the server says nothing.
            let above = &path.0[..path.0.len().saturating_sub(1)];
            error.versions = error.versions.and(below.known_at(above));
            decoding.push(error);
        }
        if !fact.dropped().is_empty() && !tree.node(*value).is_null() {
            advice.extend(drops(path, fact, fact.dropped()));
        }
    }
}

/// The fields in use by their steps, and the versions that know them and that drop them.
struct Below<'p> {
    fields: FastMap<&'p [Step], (Versions, Versions)>,
    longest: usize,
}

impl<'p> Below<'p> {
    fn of(uses: &[FieldUse], paths: &'p [Path]) -> Self {
        let mut below = Self { fields: FastMap::default(), longest: 0 };
        for (one, path) in uses.iter().zip(paths) {
            below.longest = below.longest.max(path.0.len());
            let field = below.fields.entry(&path.0[..]).or_insert((Versions::ALL, Versions::NONE));
            *field = (field.0.and(one.fact.known()), field.1.or(one.fact.dropped()));
        }
        below
    }

    /// The fields that a place stands in.
    fn fields<'b>(&'b self, place: &'b [Step]) -> impl Iterator<Item = (Versions, Versions)> + 'b {
        let deepest = place.len().min(self.longest);
        (1..=deepest).filter_map(|steps| self.fields.get(&place[..steps]).copied())
    }

    /// The versions that know all fields that a place stands in.
    fn known_at(&self, place: &[Step]) -> Versions {
        self.fields(place).fold(Versions::ALL, |all, (known, _)| all.and(known))
    }

    /// The versions that know all fields that an error stands in.
    fn known(&self, error: &FieldError) -> Versions {
        places(error).fold(Versions::ALL, |all, place| all.and(self.known_at(place)))
    }

    /// The versions that know them and drop none of them.
    fn kept(&self, error: &FieldError) -> Versions {
        let fields = places(error).flat_map(|place| self.fields(place));
        fields.fold(Versions::ALL, |all, (known, dropped)| all.and(known.without(dropped)))
    }
}

/// Where an error stands: by the path that the server gives, and by that of the document.
fn places(error: &FieldError) -> impl Iterator<Item = &[Step]> {
    [Some(&error.path), error.place.as_ref()].into_iter().flatten().map(|path| &path.0[..])
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
