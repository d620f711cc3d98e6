//! The names of ports that have to be one: where a port is declared, and everywhere that means it.

use super::ports::{PortMention, PortNames, PortTarget};
use crate::k8s::values::PortName;
use crate::syntax::text::Span;

/// A place that names a port: the number of its object, and the bytes.
pub type PortPlace = (usize, Span);

/// The places that name one port.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PortTies {
    /// The name.
    pub name: String,
    /// Where it is declared.
    pub declared: Vec<PortPlace>,
    /// Where it is used.
    pub used: Vec<PortPlace>,
}

impl PortNames {
    /// The bytes of the port's name at a byte of the text.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<Span> {
        self.mentions.iter().map(|one| one.span).find(|span| span.touches(offset))
    }

    fn declares(&self, name: &str) -> bool {
        self.mentions.iter().any(|one| one.target.is_none() && one.name == name)
    }
}

/// Whether a use in an object means the ports that another one declares.
fn means(user: &PortNames, target: &PortTarget, is_same: bool, owner: &PortNames) -> bool {
    match target {
        PortTarget::Own => is_same,
        PortTarget::Pods(selector) | PortTarget::Services(selector) => {
            owner.labels.as_ref().is_some_and(|labels| selector.selects(labels))
        }
        PortTarget::Service(name) => {
            owner.kind == "Service" && owner.name == *name && owner.namespace == user.namespace
        }
    }
}

/// The places that name the port named at `span` of the object `start`.
#[must_use]
pub fn port_ties(objects: &[&PortNames], start: usize, span: Span) -> PortTies {
    let all = || {
        objects.iter().enumerate().flat_map(|(number, one)| one.mentions.iter().map(move |own| (number, own)))
    };
    let Some(name) = objects[start].mentions.iter().find(|one| one.span == span).map(|one| one.name.clone())
    else {
        return PortTies::default();
    };
    let same: Vec<(usize, &PortMention)> = all().filter(|(_, one)| one.name == name).collect();
    let are_tied = |(user, one): &(usize, &PortMention), (owner, other): &(usize, &PortMention)| {
        let target = one.target.as_ref().filter(|_| other.target.is_none());
        target.is_some_and(|target| means(objects[*user], target, user == owner, objects[*owner]))
    };
    let mut tied: Vec<(usize, &PortMention)> =
        same.iter().filter(|(number, one)| *number == start && one.span == span).copied().collect();
    let mut at = 0;
    while let Some(one) = tied.get(at).copied() {
        at += 1;
        for other in &same {
            let is_known = tied.iter().any(|(number, own)| *number == other.0 && std::ptr::eq(*own, other.1));
            if !is_known && (are_tied(&one, other) || are_tied(other, &one)) {
                tied.push(*other);
            }
        }
    }
    let places = |is_declared: bool| {
        let mut places: Vec<PortPlace> = tied
            .iter()
            .filter(|(_, one)| one.target.is_none() == is_declared)
            .map(|(number, one)| (*number, one.span))
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    };
    PortTies { declared: places(true), used: places(false), name }
}

/// Checks a new name of a port.
///
/// # Errors
///
/// Why the name cannot be the new one.
pub fn check_port_rename(objects: &[&PortNames], ties: &PortTies, new: &str) -> Result<(), String> {
    PortName::parse(new.to_owned()).map_err(|error| error.to_string())?;
    if ties.declared.is_empty() {
        return Err(format!("no container or Service in these files has a port named `{}`", ties.name));
    }
    let taken = ties.declared.iter().map(|(number, _)| objects[*number]).find(|owner| owner.declares(new));
    taken.map_or(Ok(()), |owner| Err(format!("{} has a port named `{new}` already", owner.object)))
}
