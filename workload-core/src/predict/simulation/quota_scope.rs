//! Which Pods a ResourceQuota counts.

use k8s_openapi::api::core::v1::{
    PodSpec, PodTemplateSpec, ResourceQuotaSpec, ScopedResourceSelectorRequirement,
};

/// One scope, from `scopes` or `scopeSelector`.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    name: String,
    operator: String,
    values: Vec<String>,
}

impl Scope {
    /// The scopes of a quota; a Pod must be in all of them.
    pub(super) fn read(spec: &ResourceQuotaSpec) -> Vec<Self> {
        let plain = spec.scopes.iter().flatten();
        let plain =
            plain.map(|name| Self { name: name.clone(), operator: "Exists".to_owned(), values: Vec::new() });
        let selected =
            spec.scope_selector.iter().flat_map(|selector| selector.match_expressions.iter().flatten());
        let read = |one: &ScopedResourceSelectorRequirement| Self {
            name: one.scope_name.clone(),
            operator: one.operator.clone(),
            values: one.values.clone().unwrap_or_default(),
        };
        plain.chain(selected.map(read)).collect()
    }

    /// Whether Pods of a template are in it.
    pub(super) fn has(&self, written: &PodTemplateSpec) -> bool {
        let Some(spec) = &written.spec else { return false };
        match self.name.as_str() {
            "Terminating" => spec.active_deadline_seconds.is_some(),
            "NotTerminating" => spec.active_deadline_seconds.is_none(),
            "BestEffort" => is_best_effort(spec),
            "NotBestEffort" => !is_best_effort(spec),
            "PriorityClass" => self.has_class(spec.priority_class_name.as_deref().unwrap_or_default()),
            "CrossNamespacePodAffinity" => looks_elsewhere(spec),
            _ => false,
        }
    }

    fn has_class(&self, class: &str) -> bool {
        let is_listed = self.values.iter().any(|value| value == class);
        match self.operator.as_str() {
            "In" => !class.is_empty() && is_listed,
            "NotIn" => !is_listed,
            "DoesNotExist" => class.is_empty(),
            _ => !class.is_empty(),
        }
    }
}

/// Whether no container asks for cpu or memory.
fn is_best_effort(spec: &PodSpec) -> bool {
    let containers = spec.containers.iter().chain(spec.init_containers.iter().flatten());
    let own = containers.filter_map(|container| container.resources.as_ref()).chain(&spec.resources);
    let amounts = own.flat_map(|resources| [&resources.requests, &resources.limits]).flatten().flatten();
    amounts
        .into_iter()
        .all(|(name, quantity)| !matches!(name.as_str(), "cpu" | "memory") || quantity.0 == "0")
}

/// Whether its affinity to Pods names other namespaces.
fn looks_elsewhere(spec: &PodSpec) -> bool {
    let Some(affinity) = &spec.affinity else { return false };
    let near = affinity.pod_affinity.iter().flat_map(|near| {
        let soft = near.preferred_during_scheduling_ignored_during_execution.iter().flatten();
        let hard = near.required_during_scheduling_ignored_during_execution.iter().flatten();
        hard.chain(soft.map(|term| &term.pod_affinity_term))
    });
    let apart = affinity.pod_anti_affinity.iter().flat_map(|apart| {
        let soft = apart.preferred_during_scheduling_ignored_during_execution.iter().flatten();
        let hard = apart.required_during_scheduling_ignored_during_execution.iter().flatten();
        hard.chain(soft.map(|term| &term.pod_affinity_term))
    });
    near.chain(apart).any(|term| {
        term.namespace_selector.is_some() || term.namespaces.as_ref().is_some_and(|names| !names.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(scopes: &str, spec: &str) -> bool {
        let quota: ResourceQuotaSpec = serde_yaml::from_str(scopes).unwrap();
        let written: PodTemplateSpec = serde_yaml::from_str(&format!("{{spec: {spec}}}")).unwrap();
        Scope::read(&quota).iter().all(|scope| scope.has(&written))
    }

    #[test]
    fn scopes_say_which_pods_count() {
        let plain = "{containers: [{name: c}]}";
        let asks = "{containers: [{name: c, resources: {requests: {cpu: 1}}}]}";
        assert!(counts("{scopes: [BestEffort]}", plain) && !counts("{scopes: [BestEffort]}", asks));
        assert!(counts("{scopes: [NotBestEffort, NotTerminating]}", asks));
        assert!(!counts("{scopes: [Terminating]}", plain));
        assert!(counts("{scopes: [Terminating]}", "{activeDeadlineSeconds: 5, containers: []}"));
    }

    #[test]
    fn priority_classes_are_selected_by_name() {
        let of = |operator: &str| {
            format!(
                "{{scopeSelector: {{matchExpressions: [{{scopeName: PriorityClass, operator: {operator}, values: [high]}}]}}}}"
            )
        };
        let (high, none) = ("{priorityClassName: high, containers: []}", "{containers: []}");
        assert!(counts(&of("In"), high) && !counts(&of("In"), none));
        assert!(!counts(&of("NotIn"), high) && counts(&of("NotIn"), none));
        assert!(counts(&of("Exists"), high) && !counts(&of("Exists"), none));
    }
}
