//! Companions take the namespace and the labels of their app.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::describe::companions::Companions;
use crate::describe::description::Description;
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// The companions, complete: as their keys left them, with the app's identity.
    pub(crate) fn companions_of(&self) -> Companions {
        let mut companions = Companions::default();
        self.add_objects_behind_volumes(&mut companions);
        let name = &self.identity.name;
        companions.autoscaler = self.autoscale.as_ref().map(|autoscale| autoscale.object(S::KIND, name));
        companions.service_account = self.service_account.as_ref().and_then(|account| account.object(name));
        companions.services =
            self.extra_services.iter().map(|service| self.service_object(service)).collect();
        let budget = self.disruption_budget.as_ref();
        companions.disruption_budget = budget.map(|budget| budget.object(name, self.identity.selector()));
        for meta in metas(&mut companions) {
            self.identity.adopt(meta);
        }
        companions
    }
}

/// The metadata of each companion.
fn metas(companions: &mut Companions) -> impl Iterator<Item = &mut ObjectMeta> {
    let services = companions.services.iter_mut().map(|object| &mut object.metadata);
    let claims = companions.claims.iter_mut().map(|object| &mut object.metadata);
    let config_maps = companions.config_maps.iter_mut().map(|object| &mut object.metadata);
    let secrets = companions.secrets.iter_mut().map(|object| &mut object.metadata);
    let single = [
        companions.service_account.as_mut().map(|object| &mut object.metadata),
        companions.autoscaler.as_mut().map(|object| &mut object.metadata),
        companions.disruption_budget.as_mut().map(|object| &mut object.metadata),
    ];
    services.chain(claims).chain(config_maps).chain(secrets).chain(single.into_iter().flatten())
}
