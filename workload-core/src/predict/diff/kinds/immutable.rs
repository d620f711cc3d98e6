//! Fields that stay as they are for an object's life, of kinds that have no other rules.
//!
//! To add a kind, add a line.

use super::fixed::Fixed;
use super::other;
use super::rules::Rules;

/// The kinds, each with its fixed fields.
pub(super) const RULES: &[Rules] = &[
    kind(
        "storage.k8s.io",
        "CSIDriver",
        &[
            Fixed::field("spec.attachRequired", MOUNTED).named("spec.attachedRequired"),
            Fixed::field("spec.volumeLifecycleModes", MOUNTED),
        ],
    ),
    kind(
        "storage.k8s.io",
        "CSINode",
        &[Fixed::item("spec.drivers[]", "A driver registers itself anew instead.")
            .except("spec.drivers[].allocatable")],
    ),
    kind(
        "storage.k8s.io",
        "CSIStorageCapacity",
        &[Fixed::field("nodeTopology", CAPACITY), Fixed::field("storageClassName", CAPACITY)],
    ),
    kind(
        "storage.k8s.io",
        "VolumeAttachment",
        &[Fixed::field(
            "spec",
            "An attachment is made for one volume and one node; another is another object.",
        )],
    ),
    kind(
        "storage.k8s.io",
        "VolumeAttributesClass",
        &[
            Fixed::field("driverName", CLASS).refused("updates to driverName are forbidden."),
            Fixed::field("parameters", CLASS).refused("updates to parameters are forbidden."),
        ],
    ),
    kind(
        "apps",
        "ControllerRevision",
        &[Fixed::field("data", "A revision is a snapshot; controllers compare it with later ones.")],
    ),
    kind(
        "discovery.k8s.io",
        "EndpointSlice",
        &[Fixed::field(
            "addressType",
            "A slice holds addresses of one type; others are in a slice of their own.",
        )],
    ),
    kind(
        "networking.k8s.io",
        "IngressClass",
        &[Fixed::field("spec.controller", "Another controller is another class; Ingresses name the class.")],
    ),
    kind(
        "networking.k8s.io",
        "IPAddress",
        &[Fixed::field("spec.parentRef", "An address belongs to one Service for its life.")],
    ),
    kind(
        "node.k8s.io",
        "RuntimeClass",
        &[Fixed::field("handler", "Pods that run were started by this handler; another is another class.")],
    ),
    kind(
        "certificates.k8s.io",
        "ClusterTrustBundle",
        &[Fixed::field("spec.signerName", "The name of the bundle begins with the name of its signer.")],
    ),
    kind(
        "certificates.k8s.io",
        "PodCertificateRequest",
        &[Fixed::field(
            "spec",
            "A signer answers the request as it was made; another request is another object.",
        )],
    ),
    kind(
        "coordination.k8s.io",
        "LeaseCandidate",
        &[Fixed::field("spec.leaseName", "A candidate stands for one lease; another is another candidate.")],
    ),
    kind(
        "storagemigration.k8s.io",
        "StorageVersionMigration",
        &[Fixed::field("spec", "A migration is one run over one resource; another is another object.")],
    ),
    kind("resource.k8s.io", "ResourceClaim", &[Fixed::field("spec", DEVICES)]),
    kind("resource.k8s.io", "ResourceClaimTemplate", &[Fixed::field("spec", DEVICES)]),
    kind(
        "resource.k8s.io",
        "ResourceSlice",
        &[
            Fixed::field("spec.pool.name", SLICE),
            Fixed::field("spec.driver", SLICE),
            Fixed::field("spec.nodeName", SLICE),
        ],
    ),
    kind(
        "",
        "ResourceQuota",
        &[Fixed::field(
            "spec.scopes",
            "What the quota counts stays as it is; `spec.scopeSelector` may change.",
        )],
    ),
    kind(
        "scheduling.k8s.io",
        "PriorityClass",
        &[
            Fixed::field("value", PRIORITY).refused("may not be changed in an update."),
            Fixed::field("preemptionPolicy", PRIORITY),
        ],
    ),
    kind("rbac.authorization.k8s.io", "RoleBinding", &[ROLE_REF]),
    kind("rbac.authorization.k8s.io", "ClusterRoleBinding", &[ROLE_REF]),
];

const MOUNTED: &str = "Volumes of the driver are mounted in this way already.";
const CAPACITY: &str =
    "It is the answer for one class and one part of the cluster; another is another object.";
const SLICE: &str = "Whoever looks for devices finds the slice by its driver, its pool and its node.";
const CLASS: &str = "Volumes of the class got its parameters; other parameters are another class.";
const DEVICES: &str = "Devices are allocated for the claim as it was made.";
const PRIORITY: &str = "Pods keep the priority they were made with; two of one class could differ.";
const ROLE_REF: Fixed = Fixed::field(
    "roleRef",
    "Whoever may edit the list of subjects should not be able to hand out another role thereby.",
)
.invalid("cannot change roleRef");

const fn kind(group: &'static str, kind: &'static str, fixed: &'static [Fixed]) -> Rules {
    Rules { group, kind, fixed, ..other::RULES }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{change, refusal};

    #[test]
    fn fixed_fields_are_refused_with_the_words_of_the_server() {
        let class =
            "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1000}";
        let change = change(class, &class.replace("1000", "2000"));
        let wanted = "PriorityClass.scheduling.k8s.io \"high\" is invalid: value: Forbidden: may not be changed in an update.";
        assert_eq!(refusal(&change), wanted);
        assert_eq!(change.note.commands, ["kubectl delete priorityclass high", "kubectl apply -f NEW"]);
    }

    #[test]
    fn the_whole_fixed_field_is_shown() {
        let binding = "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a},
            roleRef: {kind: Role, name: a}}";
        let told = change(binding, &binding.replace("name: a}}", "name: b}}"));
        assert!(refusal(&told).contains("roleRef: Invalid value: {\"apiGroup\""), "{told:?}");
        assert!(refusal(&told).ends_with(": cannot change roleRef"));
    }

    #[test]
    fn kinds_that_only_controllers_write_have_fixed_fields_too() {
        let capacity =
            "{apiVersion: storage.k8s.io/v1, kind: CSIStorageCapacity, metadata: {name: a, namespace: b},
            storageClassName: fast, capacity: 1Gi}";
        assert!(
            refusal(&change(capacity, &capacity.replace("fast", "slow")))
                .ends_with("storageClassName: Invalid value: \"slow\": field is immutable")
        );
        assert!(!change(capacity, &capacity.replace("1Gi", "2Gi")).is_forbidden());
        let slice =
            "{apiVersion: resource.k8s.io/v1, kind: ResourceSlice, metadata: {name: a}, spec: {driver: d.io,
            nodeName: a, pool: {name: p, generation: 1, resourceSliceCount: 1}}}";
        assert!(change(slice, &slice.replace("d.io", "e.io")).is_forbidden());
        assert!(change(slice, &slice.replace("name: p", "name: q")).is_forbidden());
        assert!(!change(slice, &slice.replace("generation: 1", "generation: 2")).is_forbidden());
    }

    #[test]
    fn drivers_of_a_node_come_and_go_but_do_not_change() {
        let node = "{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: a}, spec: {drivers: [{name: d, nodeID: a}]}}";
        assert!(change(node, &node.replace("nodeID: a", "nodeID: b")).is_forbidden());
        assert!(!change(node, &node.replace("[{name: d, nodeID: a}]", "[]")).is_forbidden());
    }
}
