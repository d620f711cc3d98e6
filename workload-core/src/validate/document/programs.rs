//! Files of other programs that have an API version and a kind as objects have, and are none.

use crate::k8s::home;
use crate::syntax::yaml::{NodeId, Scalar, Tree};
use crate::validate::decode::Header;

/// Groups whose files no API server takes, and the programs that read them.
const GROUPS: &[(&str, &str)] = &[
    ("audit.k8s.io", "kube-apiserver"),
    ("apiserver.config.k8s.io", "kube-apiserver"),
    ("apiserver.k8s.io", "kube-apiserver"),
    ("pod-security.admission.config.k8s.io", "kube-apiserver"),
    ("podsecurity.admission.config.k8s.io", "kube-apiserver"),
    ("abac.authorization.kubernetes.io", "kube-apiserver"),
    ("kubelet.config.k8s.io", "kubelet"),
    ("kubeproxy.config.k8s.io", "kube-proxy"),
    ("kubescheduler.config.k8s.io", "kube-scheduler"),
    ("kubecontrollermanager.config.k8s.io", "kube-controller-manager"),
    ("kubectl.config.k8s.io", "kubectl"),
    ("client.authentication.k8s.io", "kubectl"),
    ("kubeadm.k8s.io", "kubeadm"),
    ("kustomize.config.k8s.io", "Kustomize"),
    ("config.kubernetes.io", "Kustomize"),
    ("kind.x-k8s.io", "kind"),
    ("kind.sigs.k8s.io", "kind"),
    ("k3d.io", "k3d"),
    ("k0sctl.k0sproject.io", "k0sctl"),
    ("eksctl.io", "eksctl"),
    ("kpt.dev", "kpt"),
    ("skaffold", "Skaffold"),
    ("compose.docker.com", "Docker Compose"),
    ("kuttl.dev", "KUTTL"),
    ("chainsaw.kyverno.io", "Chainsaw"),
    ("cli.kyverno.io", "Kyverno's command line"),
    ("vendir.k14s.io", "vendir"),
    ("kapp.k14s.io", "kapp"),
    ("kbld.k14s.io", "kbld"),
    ("imgpkg.carvel.dev", "imgpkg"),
    ("score.dev", "Score"),
    ("openslo", "OpenSLO"),
    ("n9", "Nobl9"),
    ("backstage.io", "Backstage"),
    ("scaffolder.backstage.io", "Backstage"),
    ("krew.googlecontainertools.github.com", "Krew"),
    ("garden.io", "Garden"),
    ("jib", "Jib"),
];

/// API versions without a group, with the kinds that a program knows under them.
const KINDS: &[(&str, &[&str], &str)] = &[
    ("v1", &["Config"], "kubectl"),
    ("v1", &["EncryptionConfig", "AdmissionConfiguration"], "kube-apiserver"),
    ("v1", &["Policy"], "kube-scheduler"),
    (
        "v1",
        &[
            "BuildConfig",
            "Build",
            "DeploymentConfig",
            "Group",
            "Image",
            "ImageStream",
            "ImageStreamTag",
            "OAuthClient",
            "Project",
            "ProjectRequest",
            "Route",
            "SecurityContextConstraints",
            "Template",
            "User",
        ],
        "OpenShift",
    ),
];

/// The program that reads a document; none when it may be an object of an API server.
pub(super) fn program_of(tree: &Tree<'_>, node: NodeId, header: &Header<'_>) -> Option<&'static str> {
    let Some(api_version) = header.api_version.as_deref() else { return without_version(tree, node, header) };
    if let Some((group, _)) = api_version.split_once('/') {
        return GROUPS.iter().find(|(of, _)| *of == group).map(|(_, program)| *program);
    }
    let kind = header.kind.as_deref()?;
    if let Some((_, _, program)) =
        KINDS.iter().find(|(of, kinds, _)| *of == api_version && kinds.contains(&kind))
    {
        return Some(program);
    }
    match api_version {
        // The transformers and generators that are built into it.
        "builtin" => Some("Kustomize"),
        "v1alpha1" if home(kind).is_none() => Some("Talos"),
        _ => None,
    }
}

/// A kind without an API version, which several programs have beside a version of their own.
fn without_version(tree: &Tree<'_>, node: NodeId, header: &Header<'_>) -> Option<&'static str> {
    let kind = header.kind.as_deref()?;
    if kind == "Configuration" && tree.get(node, "stages").is_some() {
        return Some("Operator SDK");
    }
    let has_version = tree
        .get(node, "version")
        .and_then(|version| tree.node(version).scalar())
        .is_some_and(|version| matches!(version, Ok(Scalar::Text(text)) if text.starts_with('v')));
    let is_lower = kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    (is_lower && has_version).then_some("Teleport")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::documents;
    use crate::validate::decode::header;

    fn program(text: &str) -> Option<&'static str> {
        let tree = documents(text).next().unwrap().tree.unwrap();
        program_of(&tree, NodeId::ROOT, &header(&tree, NodeId::ROOT))
    }

    #[test]
    fn files_of_other_programs_are_known() {
        for (text, name) in [
            ("{apiVersion: v1alpha1, kind: ExtensionServiceConfig, name: nut}", "Talos"),
            ("{apiVersion: v1alpha1, kind: VolumeConfig, name: EPHEMERAL}", "Talos"),
            ("{apiVersion: skaffold/v4beta6, kind: Config, metadata: {name: a}}", "Skaffold"),
            ("{apiVersion: kind.x-k8s.io/v1alpha4, kind: Cluster}", "kind"),
            ("{apiVersion: k3d.io/v1alpha5, kind: Simple, metadata: {name: a}}", "k3d"),
            ("{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization}", "Kustomize"),
            ("{apiVersion: builtin, kind: LabelTransformer, metadata: {name: a}}", "Kustomize"),
            ("{apiVersion: v1, kind: Config, clusters: []}", "kubectl"),
            ("{apiVersion: openslo/v1, kind: Service, metadata: {name: a}}", "OpenSLO"),
            ("{apiVersion: score.dev/v1b1, metadata: {name: a}}", "Score"),
            ("{kind: role, version: v7, metadata: {name: a}}", "Teleport"),
            ("{kind: Configuration, metadata: {name: config}, stages: []}", "Operator SDK"),
            ("{apiVersion: v1, kind: Template, objects: []}", "OpenShift"),
        ] {
            assert_eq!(program(text), Some(name), "{text}");
        }
    }

    #[test]
    fn what_may_be_an_object_is_checked() {
        for text in [
            "{apiVersion: v1, kind: Pod}",
            "{apiVersion: v1, kind: Deployment}",
            "{apiVersion: v1alpha1, kind: Deployment}",
            "{apiVersion: app/v1, kind: Deployment}",
            "{apiVersion: example.com/v1, kind: Cluster}",
            "{kind: Deployment, version: v1, metadata: {name: a}}",
            "{kind: deployment, metadata: {name: a}}",
        ] {
            assert_eq!(program(text), None, "{text}");
        }
    }
}
