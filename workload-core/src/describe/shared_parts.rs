//! Parts that several apps share.

use crate::describe::description::Description;
use crate::describe::shape::Shape;

/// Parts that several apps share: a struct of its own, whose keys become the app's where a field of it says
/// `#[workload(flatten)]`.
///
/// Derived, the struct fits every shape, or those that it names: `#[workload(stateless, stateful)]`. Where the
/// app says the same key itself, the app's counts.
///
/// ```
/// use workload_core::{Parts, Workload};
///
/// /// What all our services have in common.
/// #[derive(Parts)]
/// #[workload(ready(http = "/healthz", port = "http"))]
/// struct Service {
///     #[workload(port)]
///     http: u16,
///     #[workload(env)]
///     log_level: String,
/// }
///
/// #[derive(Workload)]
/// #[workload(image = "api:v1")]
/// struct Api {
///     #[workload(flatten)]
///     service: Service,
/// }
///
/// let api = Api { service: Service { http: 8080, log_level: "info".to_owned() } };
/// let yaml = api.manifests().to_yaml();
/// assert!(yaml.contains("path: /healthz") && yaml.contains("name: LOG_LEVEL"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no parts for a {S} app",
    label = "not the parts of such an app",
    note = "add `#[derive(Parts)]` to the struct; where its keys do not fit every shape, it names those that they fit: `#[workload(stateless, stateful)]`"
)]
pub trait Parts<S: Shape> {
    /// Adds the parts to an app.
    fn describe_parts(&self, description: &mut Description<S>);
}

#[diagnostic::do_not_recommend]
impl<S: Shape, P: Parts<S>> Parts<S> for Option<P> {
    fn describe_parts(&self, description: &mut Description<S>) {
        if let Some(parts) = self {
            parts.describe_parts(description);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<S: Shape, P: Parts<S>> Parts<S> for Vec<P> {
    fn describe_parts(&self, description: &mut Description<S>) {
        for parts in self {
            parts.describe_parts(description);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<S: Shape, P: Parts<S> + ?Sized> Parts<S> for Box<P> {
    fn describe_parts(&self, description: &mut Description<S>) {
        (**self).describe_parts(description);
    }
}
