//! What every shape shares on the way from a description to its objects.

use std::collections::BTreeMap;
use std::fmt::Debug;

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PodTemplateSpec, Service};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::describe::companions::Companions;
use crate::describe::description::{Container, Description};
use crate::describe::shape::Shape;
use crate::k8s::Object;

/// A shape that can be made into objects: all five.
pub trait Assemble: Shape {
    /// The typed objects of an app of this shape.
    type Objects: Objects;

    /// The objects of a description.
    fn assemble(assembly: Assembly<Self>) -> Self::Objects;
}

/// The typed objects of one app.
pub trait Objects: Clone + Debug + PartialEq {
    /// The objects one by one.
    fn into_objects(self) -> Vec<Object>;
}

/// A description taken apart into what its objects are made of.
#[derive(Debug)]
pub struct Assembly<S: Shape> {
    /// The metadata of the workload's own object.
    pub(super) meta: ObjectMeta,
    /// Its spec, with selector and Pod template in place.
    pub(super) spec: S::Spec,
    /// The app's own Service, where it has or must have one.
    pub(super) service: Option<Service>,
    /// The name that Service has, or would have; none where the app says that there is none.
    pub(super) service_name: Option<String>,
    /// The claims that each Pod gets.
    pub(super) claim_templates: Vec<PersistentVolumeClaim>,
    /// Everything else.
    pub(super) companions: Companions,
}

impl<S: Shape> Assembly<S> {
    /// Puts the parts of a description in their places.
    pub(crate) fn of(description: Description<S>) -> Self {
        let identity = description.identity.clone();
        let service_name = (!description.service.absent).then(|| description.service_name());
        let service = description.own_service();
        let mut spec = description.spec.clone();
        S::set_template(&mut spec, template(&description), identity.selector());
        let companions = description.companions_of();
        let mut meta = identity.meta();
        if let Some(reasons) = description.node_path_reasons() {
            allow_node_paths(meta.annotations.get_or_insert_default(), &reasons);
        }
        Self { meta, spec, service, service_name, claim_templates: description.claim_templates(), companions }
    }
}

/// Notes the reasons where findings are allowed, beside what is allowed already.
fn allow_node_paths(annotations: &mut BTreeMap<String, String>, reasons: &str) {
    const RULE: &str = "node_path_in_movable_pod";
    let allowed = annotations.entry("workload/allow".to_owned()).or_default();
    *allowed = match allowed.split_once(" because ") {
        Some((rules, reason)) => format!("{rules}, {RULE} because {reason}; {reasons}"),
        None => format!("{RULE} because {reasons}"),
    };
}

/// The Pod template: the labels of the app and the Pod's own, and the containers in their order.
///
/// What the selector selects stays as it is: no key may take a Pod away from its app.
fn template<S: Shape>(description: &Description<S>) -> PodTemplateSpec {
    let mut labels = description.identity.labels.clone();
    labels.extend(description.template.labels.clone());
    labels.extend(description.identity.stable_labels());
    let mut pod = description.pod.clone();
    pod.restart_policy = pod.restart_policy.or_else(|| S::RESTART_POLICY.map(ToOwned::to_owned));
    let raw = |container: &Container| container.raw.clone();
    pod.containers = [&description.main].into_iter().chain(&description.beside).map(raw).collect();
    if !description.inits.is_empty() {
        pod.init_containers = Some(description.inits.iter().map(raw).collect());
    }
    pod.volumes = description.pod_volumes();
    description.place(&mut pod);
    let account = description.service_account.as_ref();
    pod.service_account_name = account.map(|account| account.name_in(&description.identity.name));
    PodTemplateSpec {
        metadata: Some(ObjectMeta {
            name: (!description.template.name.is_empty()).then(|| description.template.name.clone()),
            namespace: description.template.namespace.clone(),
            labels: crate::syntax::text::filled(&labels),
            annotations: crate::syntax::text::filled(&description.template.annotations),
            ..ObjectMeta::default()
        }),
        spec: Some(pod),
    }
}

impl Companions {
    /// The companions one by one.
    pub(crate) fn into_objects(self) -> impl Iterator<Item = Object> {
        let services = self.services.into_iter().map(Object::from);
        let claims = self.claims.into_iter().map(Object::from);
        let config_maps = self.config_maps.into_iter().map(Object::from);
        let secrets = self.secrets.into_iter().map(Object::from);
        services
            .chain(claims)
            .chain(config_maps)
            .chain(secrets)
            .chain(self.service_account.map(Object::from))
            .chain(self.autoscaler.map(Object::from))
            .chain(self.disruption_budget.map(Object::from))
            .chain(self.namespace.map(Object::from))
            .chain(self.ingresses.into_iter().map(Object::from))
            .chain(self.role.into_iter().flat_map(|(role, binding)| [role.into(), binding.into()]))
            .chain(self.network_policies.into_iter().map(Object::from))
            .chain(self.objects)
    }
}

#[cfg(test)]
mod tests {
    use super::template;
    use crate::describe::description::Description;
    use crate::describe::parts::Labels;
    use crate::describe::shape::Stateless;
    use crate::k8s::values::{LabelKey, LabelValue, Name};

    #[test]
    fn no_label_takes_a_pod_away_from_its_app() {
        let mut labels = Labels::new();
        labels.entry(LabelKey::new("app.kubernetes.io/name"), LabelValue::new("other"));
        labels.entry(LabelKey::new("tier"), LabelValue::new("front"));
        let mut api = Description::<Stateless>::new(Name::new("api"));
        api.labels(labels.clone()).pod_labels(labels);
        let labels = template(&api).metadata.unwrap().labels.unwrap();
        assert_eq!((labels["app.kubernetes.io/name"].as_str(), labels["tier"].as_str()), ("api", "front"));
    }
}
