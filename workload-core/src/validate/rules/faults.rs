//! What the API server refuses of an object, as far as rules may see nothing but its consequences.

use crate::syntax::yaml::{Path, Step};
use crate::validate::field_error::{ErrorType, FieldError};

/// Fields that say what a workload keeps and runs: with an error in one of them, what is said of the
/// workload as a whole may be wrong.
const TELLING: &[&str] =
    &["volumes", "volumeMounts", "volumeClaimTemplates", "replicas", "command", "args", "env", "serviceName"];

/// The errors of an object that rules may stumble over.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Faults(Box<[Fault]>);

#[derive(Clone, Debug, PartialEq)]
struct Fault {
    path: Path,
    /// Whether the server does not know the field: then what it was meant for is missing beside it.
    unknown: bool,
}

impl Faults {
    /// Those of an object's errors that rules may stumble over.
    pub(crate) fn of<'e>(errors: impl IntoIterator<Item = &'e FieldError>) -> Self {
        let counts = |error: &&FieldError| {
            matches!(error.error_type, ErrorType::Type | ErrorType::UnknownField | ErrorType::Invalid)
        };
        let fault = |error: &FieldError| Fault {
            path: error.place.as_ref().unwrap_or(&error.path).clone(),
            unknown: error.error_type == ErrorType::UnknownField,
        };
        Self(errors.into_iter().filter(counts).map(fault).collect())
    }

    /// Whether a violation at `path` may follow from one of them.
    pub(crate) fn explain(&self, path: &Path) -> bool {
        self.0.iter().any(|fault| fault.explains(path))
    }
}

impl Fault {
    fn explains(&self, path: &Path) -> bool {
        let whole = matches!(path.0.last(), Some(Step::Field(name)) if name == "kind" && path.0.len() < 4);
        if whole {
            return self
                .path
                .0
                .iter()
                .any(|step| matches!(step, Step::Field(name) if TELLING.contains(&name.as_str())));
        }
        let (own, others) = (above(&self.path), above(path));
        let beside = self.unknown && own == others && path.0.len() > 1;
        // What is said of a container at its name is said of all that it has.
        let is_named = matches!(path.0.last(), Some(Step::Field(name)) if name == "name");
        let within = self.unknown && is_named && own.len() == others.len() + 1 && own.starts_with(others);
        beside || (within && path.0.len() > 2) || self.path.holds(path) || path.holds(&self.path)
    }
}

/// The path without its last step.
fn above(path: &Path) -> &[Step] {
    path.0.split_last().map_or(&[], |(_, above)| above)
}
