//! Companions take the namespace and the labels of their app.

use k8s_openapi::api::core::v1::Namespace;
use k8s_openapi::api::networking::v1::Ingress;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::describe::companions::Companions;
use crate::describe::description::Description;
use crate::describe::parts::{IngressPart, NetworkPolicy};
use crate::describe::shape::Shape;
use crate::k8s::Object;

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
        companions.ingresses = self.ingresses.iter().map(|ingress| self.ingress_object(ingress)).collect();
        companions.role = self.role.as_ref().map(|role| role.objects(name, &self.account_name()));
        let policy = |policy: &NetworkPolicy| policy.object(name, self.identity.selector());
        companions.network_policies = self.network_policies.iter().map(policy).collect();
        for data in &self.data {
            data.add_to(&mut companions);
        }
        companions.namespace = self.namespace_object();
        for meta in metas(&mut companions) {
            self.identity.adopt(meta);
        }
        companions.objects = self.extra_objects.iter().map(|object| self.adopted(object)).collect();
        companions
    }
}

impl<S: Shape> Description<S> {
    /// An object of any kind with the app's identity: the labels, and the namespace where its kind lies in one.
    fn adopted(&self, object: &Object) -> Object {
        let mut object = object.clone();
        let namespaced = object.is_namespaced();
        let meta = object.meta_mut();
        let own = meta.namespace.clone();
        self.identity.adopt(meta);
        if !namespaced {
            meta.namespace = own;
        }
        object
    }

    /// The account that the Pods run as; the namespace's own unless the app says one.
    fn account_name(&self) -> String {
        let account = self.service_account.as_ref();
        account.map_or_else(|| "default".to_owned(), |account| account.name_in(&self.identity.name))
    }

    /// The namespace, when the app is asked to bring it and says which it is.
    fn namespace_object(&self) -> Option<Namespace> {
        let name = self.identity.namespace.clone().filter(|_| self.creates_namespace)?;
        let metadata = ObjectMeta { name: Some(name), ..ObjectMeta::default() };
        Some(Namespace { metadata, ..Namespace::default() })
    }

    /// An Ingress in front of the app's own Service.
    fn ingress_object(&self, ingress: &IngressPart) -> Ingress {
        let first = self.service_ports.first();
        ingress.object(&self.identity.name, &self.service_name(), first)
    }
}

/// The metadata of each companion that lies in the app's namespace.
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
    let ingresses = companions.ingresses.iter_mut().map(|object| &mut object.metadata);
    let policies = companions.network_policies.iter_mut().map(|object| &mut object.metadata);
    let roles =
        companions.role.iter_mut().flat_map(|(role, binding)| [&mut role.metadata, &mut binding.metadata]);
    services
        .chain(claims)
        .chain(config_maps)
        .chain(secrets)
        .chain(single.into_iter().flatten())
        .chain(ingresses)
        .chain(policies)
        .chain(roles)
}
