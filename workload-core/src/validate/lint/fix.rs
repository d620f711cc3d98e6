//! Certain fixes of what the API server refuses.

use crate::syntax::text::same;
use crate::syntax::yaml::{Content, Edit, Patch, Path, Scalar, Step, Tree};
use crate::validate::field_error::{ErrorType, FieldError};

/// The patch that fixes an error; none when there is more than one way.
pub(super) fn fix(tree: &Tree<'_>, error: &FieldError, text: &str) -> Option<Patch> {
    let path = error.place.as_ref().unwrap_or(&error.path);
    let edit = match error.error_type {
        ErrorType::Type => quotes(tree, path)?,
        ErrorType::UnknownField => case(path, error.suggestion.as_deref()?)?,
        _ => return None,
    };
    tree.patch(&edit, text)
}

/// Quotes around a number or a bool where a string belongs, none around a number where one does.
fn quotes(tree: &Tree<'_>, path: &Path) -> Option<Edit> {
    let located = tree.locate(path);
    let node = tree.raw(located.node);
    let Content::Scalar(written) = &node.content else { return None };
    let text = match node.scalar()? {
        Ok(Scalar::Bool(_) | Scalar::Int(_) | Scalar::Float(_)) => format!("\"{written}\""),
        // What is a plain decimal number in quotes is that number without them.
        Ok(Scalar::Text(text)) if text.parse::<u32>().is_ok_and(|number| number.to_string() == text) => {
            text.into_owned()
        }
        _ => return None,
    };
    located.whole.then(|| Edit::Replace { path: path.clone(), text })
}

/// The field's name with its upper and lower case letters, where only they differ.
fn case(path: &Path, near: &str) -> Option<Edit> {
    let Some(Step::Field(name)) = path.0.last() else { return None };
    (near != name && same(&near.to_lowercase(), &name.to_lowercase()))
        .then(|| Edit::Rename { path: path.clone(), text: near.to_owned() })
}
