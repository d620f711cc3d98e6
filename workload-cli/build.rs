//! Makes the table of Kubernetes' types that the editor completes and explains fields by, of the schemas that
//! k8s-openapi has of its own types: nothing of them is kept in this repository.

use std::collections::BTreeMap;
use std::path::PathBuf;

use k8s_openapi::schemars::SchemaGenerator;
use k8s_openapi::schemars::generate::SchemaSettings;
use k8s_openapi::serde_json::{Map, Value, json, to_vec};

/// The kinds: API version, kind, and the name of the type.
type Kinds = Vec<(&'static str, &'static str, String)>;

/// Declares the kinds, a line for those of one group.
macro_rules! kinds {
    ($($($path:ident)::+ [$($kind:ident)+];)+) => {
        fn add_kinds(schemas: &mut SchemaGenerator, kinds: &mut Kinds) {
            use k8s_openapi::Resource as _;
            use k8s_openapi::schemars::JsonSchema as _;
            $({
                use k8s_openapi::$($path)::+ as group;
                $(
                    schemas.subschema_for::<group::$kind>();
                    let name = group::$kind::schema_name().into_owned();
                    kinds.push((group::$kind::API_VERSION, group::$kind::KIND, name));
                )+
            })+
        }
    };
}

kinds! {
    api::core::v1 [ConfigMap Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate];
    api::core::v1 [Binding ComponentStatus Endpoints ReplicationController ResourceQuota Secret Service ServiceAccount];
    api::apps::v1 [ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet];
    api::batch::v1 [CronJob Job];
    api::autoscaling::v1 [HorizontalPodAutoscaler];
    api::autoscaling::v2 [HorizontalPodAutoscaler];
    api::policy::v1 [Eviction PodDisruptionBudget];
    api::admissionregistration::v1 [MutatingAdmissionPolicy MutatingAdmissionPolicyBinding];
    api::admissionregistration::v1 [MutatingWebhookConfiguration ValidatingWebhookConfiguration];
    api::admissionregistration::v1 [ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding];
    apiextensions_apiserver::pkg::apis::apiextensions::v1 [CustomResourceDefinition];
    kube_aggregator::pkg::apis::apiregistration::v1 [APIService];
    api::authentication::v1 [SelfSubjectReview TokenReview];
    api::authorization::v1 [LocalSubjectAccessReview SelfSubjectAccessReview];
    api::authorization::v1 [SelfSubjectRulesReview SubjectAccessReview];
    api::certificates::v1 [CertificateSigningRequest ClusterTrustBundle PodCertificateRequest];
    api::coordination::v1 [Lease];
    api::discovery::v1 [EndpointSlice];
    api::events::v1 [Event];
    api::flowcontrol::v1 [FlowSchema PriorityLevelConfiguration];
    api::networking::v1 [IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR];
    api::node::v1 [RuntimeClass];
    api::rbac::v1 [ClusterRole ClusterRoleBinding Role RoleBinding];
    api::resource::v1 [DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice];
    api::scheduling::v1 [PriorityClass];
    api::storage::v1 [CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass];
    api::storagemigration::v1 [StorageVersionMigration];
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut schemas = SchemaSettings::draft07().into_generator();
    let mut kinds = Vec::new();
    add_kinds(&mut schemas, &mut kinds);
    let definitions = schemas.take_definitions(true);
    let types: BTreeMap<_, _> = definitions.iter().map(|(name, schema)| (name, of_type(schema))).collect();
    let table = to_vec(&json!({ "kinds": kinds, "types": types })).expect("the table is JSON");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let packed = miniz_oxide::deflate::compress_to_vec(&table, 9);
    std::fs::write(out.join("types.json.deflate"), packed).expect("the output folder takes a file");
}

/// A type: what it is for, its fields in order, and what it is when it has none.
fn of_type(schema: &Value) -> Value {
    let required: Vec<_> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let none = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&none);
    let field = |(name, field): (&String, &Value)| {
        json!({
            "name": name,
            "kind": kind(field),
            "required": required.contains(&name.as_str()),
            "about": text(field),
        })
    };
    let fields: Vec<_> = properties.iter().map(field).collect();
    json!({ "about": text(schema), "kind": kind(schema), "fields": fields })
}

fn text(schema: &Value) -> &str {
    schema["description"].as_str().unwrap_or_default()
}

/// What values are: a scalar's type, `#` and a type's name, `[` and what the items are, `{` and what the
/// values are.
fn kind(schema: &Value) -> String {
    let reference = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    if let Some(name) = reference.and_then(|reference| reference.strip_prefix("#/definitions/")) {
        return format!("#{name}");
    }
    match schema["type"].as_str() {
        Some("array") => format!("[{}", kind(&schema["items"])),
        Some("object") if schema["additionalProperties"].is_object() => {
            format!("{{{}", kind(&schema["additionalProperties"]))
        }
        Some(one) => one.to_owned(),
        None if schema["x-kubernetes-int-or-string"] == true => "number or string".to_owned(),
        None => "any".to_owned(),
    }
}
