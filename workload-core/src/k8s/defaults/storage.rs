//! Defaults of volumes, claims, and the classes of both.

use super::table::Entry::{Field, Made, Typed, When};
use super::table::Literal::{Flag, List, Number, Text};
use super::table::Type;

pub(super) const CLAIM: Type = &[PENDING, Typed("spec", &[Field("volumeMode", Text("Filesystem"))])];

/// A claim in the template of a StatefulSet is a whole object.
pub(super) const CLAIM_TEMPLATE: Type = &[
    Field("apiVersion", Text("v1")),
    Field("kind", Text("PersistentVolumeClaim")),
    PENDING,
    Typed("spec", &[Field("volumeMode", Text("Filesystem"))]),
];

/// The template of the claim of an ephemeral volume, which has a spec alone.
pub(super) const CLAIM_SPEC: Type = &[Typed("spec", &[Field("volumeMode", Text("Filesystem"))])];

const PENDING: super::table::Entry = Made("status", &[Field("phase", Text("Pending"))]);

pub(super) const PERSISTENT_VOLUME: Type = &[
    PENDING,
    Typed(
        "spec",
        &[
            Field("volumeMode", Text("Filesystem")),
            Field("persistentVolumeReclaimPolicy", Text("Retain")),
            Typed("hostPath", HOST_PATH),
            Typed("iscsi", ISCSI),
            Typed("rbd", RBD),
            Typed("azureDisk", AZURE_DISK),
            Typed("scaleIO", SCALE_IO),
        ],
    ),
];

/// The sources that the volumes of Pods and volumes of their own have alike.
pub(super) const VOLUME_SOURCE: Type = &[
    Typed("hostPath", HOST_PATH),
    Typed("iscsi", ISCSI),
    Typed("rbd", RBD),
    Typed("azureDisk", AZURE_DISK),
    Typed("scaleIO", SCALE_IO),
];

const HOST_PATH: Type = &[Field("type", Text(""))];
const ISCSI: Type = &[Field("iscsiInterface", Text("default"))];
const RBD: Type =
    &[Field("pool", Text("rbd")), Field("user", Text("admin")), Field("keyring", Text("/etc/ceph/keyring"))];
const AZURE_DISK: Type = &[
    Field("cachingMode", Text("ReadWrite")),
    Field("kind", Text("Shared")),
    Field("fsType", Text("ext4")),
    Field("readOnly", Flag(false)),
];
const SCALE_IO: Type = &[Field("storageMode", Text("ThinProvisioned")), Field("fsType", Text("xfs"))];

pub(super) const STORAGE_CLASS: Type =
    &[Field("reclaimPolicy", Text("Delete")), Field("volumeBindingMode", Text("Immediate"))];

pub(super) const CSI_DRIVER: Type = &[Made(
    "spec",
    &[
        Field("attachRequired", Flag(true)),
        Field("podInfoOnMount", Flag(false)),
        Field("storageCapacity", Flag(false)),
        Field("requiresRepublish", Flag(false)),
        Field("seLinuxMount", Flag(false)),
        Field("fsGroupPolicy", Text("ReadWriteOnceWithFSType")),
        Field("volumeLifecycleModes", List("Persistent")),
    ],
)];

pub(super) const RESOURCE_CLAIM: Type = &[Typed("spec", DEVICE_CLAIM)];
pub(super) const RESOURCE_CLAIM_TEMPLATE: Type = &[Typed("spec", RESOURCE_CLAIM)];

const DEVICE_CLAIM: Type = &[Typed(
    "devices",
    &[Typed("requests", &[Typed("exactly", DEVICE_REQUEST), Typed("firstAvailable", DEVICE_REQUEST)])],
)];
const DEVICE_REQUEST: Type = &[
    Field("allocationMode", Text("ExactCount")),
    When("allocationMode", &["ExactCount"], &[Field("count", Number(1))]),
    Typed("tolerations", &[Field("operator", Text("Equal"))]),
];
