//! `podFailurePolicy`: what a failed Pod means, by its exit code or its conditions.

use k8s_openapi::api::batch::v1::{PodFailurePolicyOnExitCodesRequirement, PodFailurePolicyRule};

use crate::predict::simulation::pod::Pod;

/// What the first rule that fits a failed Pod says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The failure counts.
    Count,
    /// The failure does not count.
    Ignore,
    /// The Pod's index is not tried again.
    FailIndex,
    /// The Job has failed, for this reason.
    FailJob(String),
}

/// What the rules say of a failed Pod.
pub(super) fn judge(rules: Option<&[PodFailurePolicyRule]>, namespace: &str, pod: &Pod) -> Verdict {
    for (place, rule) in rules.unwrap_or_default().iter().enumerate() {
        let Some(fit) = fit(rule, namespace, pod) else { continue };
        match rule.action.as_str() {
            "Ignore" => return Verdict::Ignore,
            "Count" => return Verdict::Count,
            "FailIndex" => return Verdict::FailIndex,
            "FailJob" => return Verdict::FailJob(format!("{fit} matching FailJob rule at index {place}")),
            _ => {}
        }
    }
    Verdict::Count
}

/// In which way a rule fits, in words.
fn fit(rule: &PodFailurePolicyRule, namespace: &str, pod: &Pod) -> Option<String> {
    let name = &pod.name;
    if let Some(codes) = &rule.on_exit_codes {
        let (container, code) = exit(codes, pod)?;
        return Some(format!(
            "Container {container} for pod {namespace}/{name} failed with exit code {code}"
        ));
    }
    let fits = rule.on_pod_conditions.iter().flatten().any(|pattern| {
        let status: Option<String> = pattern.status.clone().into();
        pattern.type_ == "DisruptionTarget" && status.is_none_or(|status| status == "True")
    });
    (fits && pod.disrupted.is_some())
        .then(|| format!("Pod {namespace}/{name} has condition DisruptionTarget"))
}

/// All containers of a simulated Pod end with its exit code; the first that fits is named.
fn exit<'a>(codes: &PodFailurePolicyOnExitCodesRequirement, pod: &'a Pod) -> Option<(&'a str, i32)> {
    let code = pod.exit_code.filter(|code| *code != 0)?;
    let listed = codes.values.contains(&code);
    let fits = match codes.operator.as_str() {
        "In" => listed,
        "NotIn" => !listed,
        _ => false,
    };
    let spec = pod.template.written.spec.as_ref()?;
    let mut containers = spec.containers.iter().map(|container| container.name.as_str());
    let container =
        containers.find(|name| codes.container_name.as_deref().is_none_or(|wanted| wanted == *name))?;
    fits.then_some((container, code))
}
