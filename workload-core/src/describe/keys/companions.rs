//! Objects that often come with an app: its namespace, an Ingress, rights, network policies, data.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::{
    ConfigMapPart, DataPart, ExtraObject, IngressPart, NetworkPolicy, Rbac, SecretPart, ServiceAccount,
};
use crate::describe::shape::{Shape, can};

impl<S: Shape> Description<S> {
    /// `create_namespace`: brings the namespace that the app, or the stack around it, names.
    #[track_caller]
    pub fn create_namespace(&mut self, on: bool) -> &mut Self {
        self.creates_namespace = on;
        self.note(Anchor::Namespace, "")
    }

    /// `ingress(host = "shop.example.com", tls = "shop-tls")`: how the app's Service is reached from outside.
    #[doc(alias("ingresses"))]
    #[track_caller]
    pub fn ingress(&mut self, ingress: IngressPart) -> &mut Self
    where
        S: can::HasService,
    {
        let name = ingress.own_name();
        self.ingresses.push(ingress);
        match name {
            Some(name) => self.note(Anchor::Companion("Ingress", name), ""),
            None => self.note(Anchor::Kind("Ingress"), ""),
        }
    }

    /// `rbac(allow(resources = ["pods"], verbs = ["get", "list"]))`: what the app's account may do with the API
    /// server. It brings the account, unless `service_account` says which, a Role and its binding.
    #[doc(alias("role"))]
    #[track_caller]
    pub fn rbac(&mut self, rbac: Rbac) -> &mut Self {
        if self.service_account.is_none() {
            let mut account = ServiceAccount::new();
            account.create(true);
            self.service_account = Some(account);
            self.note(Anchor::Kind("ServiceAccount"), "");
        }
        self.role = Some(rbac);
        self.note(Anchor::Kind("Role"), "");
        self.note(Anchor::Kind("RoleBinding"), "")
    }

    /// `network_policy(allow_from(app = "api"))`: who may talk to the app's Pods, and to whom they may.
    #[track_caller]
    pub fn network_policy(&mut self, policy: NetworkPolicy) -> &mut Self {
        let name = policy.own_name();
        self.network_policies.push(policy);
        match name {
            Some(name) => self.note(Anchor::Companion("NetworkPolicy", name), ""),
            None => self.note(Anchor::Kind("NetworkPolicy"), ""),
        }
    }

    /// `config_map(name = "settings", "LOG" = "info")`: a ConfigMap of a fixed name, for variables and for others.
    #[track_caller]
    pub fn config_map(&mut self, map: ConfigMapPart) -> &mut Self {
        let name = map.known_name().to_owned();
        self.data.push(DataPart::ConfigMap(map));
        self.note(Anchor::Companion("ConfigMap", name), "")
    }

    /// `#[workload(secret)] keys: SecretPart`: a Secret of a fixed name, whose content the manifests show.
    #[track_caller]
    pub fn secret(&mut self, secret: SecretPart) -> &mut Self {
        let name = secret.known_name().to_owned();
        self.data.push(DataPart::Secret(secret));
        self.note(Anchor::Companion("Secret", name), "")
    }

    /// `#[workload(object)] monitor: DynamicObject`: an object of any kind that comes with the app, such as a custom
    /// resource. It takes the app's labels, and its namespace where its kind lies in one.
    #[track_caller]
    pub fn object(&mut self, object: ExtraObject) -> &mut Self {
        let anchor = Anchor::Extra(object.0.kind().to_owned(), object.0.name().to_owned());
        self.extra_objects.push(object.0);
        self.note(anchor, "")
    }
}
