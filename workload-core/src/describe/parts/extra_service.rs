//! A Service beside the app's own.

use serde::{Deserialize, Serialize};

use super::service::ServicePart;
use crate::k8s::literal::{Leaf, find, group_forms};
use crate::syntax::text::Message;

/// A further Service beside the app's own: `extra_service(name = "redis-read", type = LoadBalancer)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExtraService(pub(crate) ServicePart);

impl ExtraService {
    /// The same keys as `service`, with a name.
    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "name").is_none() {
            return Err(Message::of("a further Service needs a name of its own: add `name = \"…\"`"));
        }
        ServicePart::check(keys)
    }

    /// A Service of which nothing is said yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(ServicePart::new())
    }
}

impl std::ops::Deref for ExtraService {
    type Target = ServicePart;

    fn deref(&self) -> &ServicePart {
        &self.0
    }
}

impl std::ops::DerefMut for ExtraService {
    fn deref_mut(&mut self) -> &mut ServicePart {
        &mut self.0
    }
}

group_forms!(ExtraService: "`extra_service(name = \"redis-read\", type = LoadBalancer)`", check => ExtraService::check, repeats);
