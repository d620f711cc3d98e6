//! The objects that Pods name: claims, ConfigMaps, Secrets, a `ServiceAccount`.

use k8s_openapi::api::core::v1::{EnvVar, Volume, VolumeProjection};

use crate::k8s::compact_texts::{CompactReader, CompactTexts, CompactWriter};
use crate::syntax::yaml::{Path, PathBuilder};
use crate::validate::rules::facts::claim_templates::TemplateNames;
use crate::validate::rules::facts::container_place::{ContainerPlace, small};
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::facts::volumes::volumes;

/// The objects that the Pods of a workload name, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PodReferences(CompactTexts);

/// An object that the Pods of a workload name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PodReference<'r> {
    /// Its kind.
    pub(crate) kind: &'static str,
    /// Its name.
    pub(crate) name: &'r str,
    /// Whether the Pods start without it.
    pub(crate) optional: bool,
    place: ReferencePlace,
}

/// Where in the Pods' spec the name stands, without a path of its own: most are never reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReferencePlace {
    Account,
    PullSecret(u32),
    Volume(u32, VolumeField),
    Projected { volume: u32, source: u32, field: VolumeField },
    Container { container: ContainerPlace, item: u32, field: ContainerField },
}

/// The field of a volume that names an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VolumeField {
    Claim,
    ConfigMap,
    Secret,
    ProjectedSecret,
}

/// The field of a container that names an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContainerField {
    AllOfConfigMap,
    AllOfSecret,
    ConfigMapKey,
    SecretKey,
}

impl VolumeField {
    const ALL: [Self; 4] = [Self::Claim, Self::ConfigMap, Self::Secret, Self::ProjectedSecret];

    const fn kind(self) -> &'static str {
        match self {
            Self::Claim => "PersistentVolumeClaim",
            Self::ConfigMap => "ConfigMap",
            Self::Secret | Self::ProjectedSecret => "Secret",
        }
    }

    const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Claim => &["persistentVolumeClaim", "claimName"],
            Self::ConfigMap => &["configMap", "name"],
            Self::Secret => &["secret", "secretName"],
            Self::ProjectedSecret => &["secret", "name"],
        }
    }
}

impl ContainerField {
    const ALL: [Self; 4] = [Self::AllOfConfigMap, Self::AllOfSecret, Self::ConfigMapKey, Self::SecretKey];

    const fn kind(self) -> &'static str {
        match self {
            Self::AllOfConfigMap | Self::ConfigMapKey => "ConfigMap",
            Self::AllOfSecret | Self::SecretKey => "Secret",
        }
    }

    /// The list of the container, and the fields below its item.
    const fn fields(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::AllOfConfigMap => ("envFrom", &["configMapRef", "name"]),
            Self::AllOfSecret => ("envFrom", &["secretRef", "name"]),
            Self::ConfigMapKey => ("env", &["valueFrom", "configMapKeyRef", "name"]),
            Self::SecretKey => ("env", &["valueFrom", "secretKeyRef", "name"]),
        }
    }
}

impl ReferencePlace {
    /// The kind of what is named there.
    const fn kind(self) -> &'static str {
        match self {
            Self::Account => "ServiceAccount",
            Self::PullSecret(_) => "Secret",
            Self::Volume(_, field) | Self::Projected { field, .. } => field.kind(),
            Self::Container { field, .. } => field.kind(),
        }
    }

    fn write(self, all: &mut CompactWriter) {
        let (form, numbers) = match self {
            Self::Account => (0, [0; 2]),
            Self::PullSecret(number) => (1, [number as usize, 0]),
            Self::Volume(volume, field) => (2 + field as usize, [volume as usize, 0]),
            Self::Projected { volume, source, field } => {
                (6 + field as usize, [volume as usize, source as usize])
            }
            Self::Container { container, item, field } => {
                (10 + field as usize, [container.code(), item as usize])
            }
        };
        all.number(form);
        for number in numbers {
            all.number(number);
        }
    }

    fn read(all: &mut CompactReader<'_>) -> Option<Self> {
        let (form, first, second) = (all.number()?, all.number()?, all.number()?);
        let (volume, source) = (small(first), small(second));
        Some(match form {
            0 => Self::Account,
            1 => Self::PullSecret(volume),
            2..=5 => Self::Volume(volume, VolumeField::ALL[form - 2]),
            6..=9 => Self::Projected { volume, source, field: VolumeField::ALL[form - 6] },
            _ => Self::Container {
                container: ContainerPlace::from_code(first),
                item: source,
                field: *ContainerField::ALL.get(form - 10)?,
            },
        })
    }
}

impl PodReferences {
    /// They.
    pub(crate) fn iter(&self) -> impl Iterator<Item = PodReference<'_>> {
        let mut all = self.0.reader();
        std::iter::from_fn(move || {
            let place = ReferencePlace::read(&mut all)?;
            let optional = all.number()? == 1;
            Some(PodReference { kind: place.kind(), name: all.text()?, optional, place })
        })
    }

    fn of(found: &[PodReference<'_>]) -> Self {
        let mut all = CompactWriter::default();
        for one in found {
            one.place.write(&mut all);
            all.number(usize::from(one.optional));
            all.text(one.name);
        }
        Self(all.finish())
    }
}

impl PodReference<'_> {
    /// Whether it is a Secret for pulling images.
    pub(crate) const fn is_pull_secret(&self) -> bool {
        matches!(self.place, ReferencePlace::PullSecret(_))
    }

    /// The path of the name, below the Pods' spec at `spec`.
    pub(crate) fn path(&self, spec: &PathBuilder<'_>) -> Path {
        match self.place {
            ReferencePlace::Account => spec.field("serviceAccountName").path(),
            ReferencePlace::PullSecret(number) => {
                spec.field("imagePullSecrets").index(number as usize).field("name").path()
            }
            ReferencePlace::Volume(number, field) => {
                spec.field("volumes").index(number as usize).fields(field.fields()).path()
            }
            ReferencePlace::Projected { volume, source, field } => {
                let volumes = spec.field("volumes");
                let volume = volumes.index(volume as usize);
                let sources = volume.fields(&["projected", "sources"]);
                sources.index(source as usize).fields(field.fields()).path()
            }
            ReferencePlace::Container { container, item, field } => {
                let containers = spec.field(container.list());
                let container = containers.index(container.index());
                let (list, below) = field.fields();
                container.field(list).index(item as usize).fields(below).path()
            }
        }
    }
}

/// The objects that the Pods name, in order.
pub(crate) fn pod_references(subject: &Subject<'_>) -> PodReferences {
    let mut found = Vec::new();
    let Some(pod) = subject.pod() else { return PodReferences::default() };
    let account = pod.spec.service_account_name.as_deref().unwrap_or_default();
    add(&mut found, account, None, ReferencePlace::Account);
    for (number, secret) in pod.spec.image_pull_secrets.iter().flatten().enumerate() {
        // A Pod starts without it, if the image can be pulled all the same.
        add(&mut found, &secret.name, Some(true), ReferencePlace::PullSecret(small(number)));
    }
    let templates = TemplateNames::of(subject);
    for (number, volume) in volumes(subject).iter().enumerate() {
        if !templates.has(&volume.name) {
            of_volume(&mut found, small(number), volume);
        }
    }
    for part in subject.containers() {
        of_container(&mut found, part);
    }
    PodReferences::of(&found)
}

fn add<'v>(found: &mut Vec<PodReference<'v>>, name: &'v str, optional: Option<bool>, place: ReferencePlace) {
    if !name.is_empty() {
        let (kind, optional) = (place.kind(), optional.unwrap_or_default());
        found.push(PodReference { kind, name, optional, place });
    }
}

fn of_volume<'v>(found: &mut Vec<PodReference<'v>>, number: u32, volume: &'v Volume) {
    if let Some(claim) = &volume.persistent_volume_claim {
        let place = ReferencePlace::Volume(number, VolumeField::Claim);
        add(found, &claim.claim_name, None, place);
    }
    if let Some(map) = &volume.config_map {
        let place = ReferencePlace::Volume(number, VolumeField::ConfigMap);
        add(found, &map.name, map.optional, place);
    }
    if let Some(secret) = &volume.secret {
        let place = ReferencePlace::Volume(number, VolumeField::Secret);
        add(found, secret.secret_name.as_deref().unwrap_or_default(), secret.optional, place);
    }
    let sources = volume.projected.iter().flat_map(|projected| projected.sources.iter().flatten());
    for (source, projection) in sources.enumerate() {
        of_projection(found, (number, small(source)), projection);
    }
}

fn of_projection<'v>(
    found: &mut Vec<PodReference<'v>>,
    (volume, source): (u32, u32),
    projection: &'v VolumeProjection,
) {
    if let Some(map) = &projection.config_map {
        let place = ReferencePlace::Projected { volume, source, field: VolumeField::ConfigMap };
        add(found, &map.name, map.optional, place);
    }
    if let Some(secret) = &projection.secret {
        let place = ReferencePlace::Projected { volume, source, field: VolumeField::ProjectedSecret };
        add(found, &secret.name, secret.optional, place);
    }
}

fn of_container<'v>(found: &mut Vec<PodReference<'v>>, part: ContainerPart<'v>) {
    let at = |item, field| ReferencePlace::Container {
        container: ContainerPlace::of(&part),
        item: small(item),
        field,
    };
    for (item, source) in part.container.env_from.iter().flatten().enumerate() {
        if let Some(map) = &source.config_map_ref {
            let place = at(item, ContainerField::AllOfConfigMap);
            add(found, &map.name, map.optional, place);
        }
        if let Some(secret) = &source.secret_ref {
            let place = at(item, ContainerField::AllOfSecret);
            add(found, &secret.name, secret.optional, place);
        }
    }
    for (item, variable) in part.container.env.iter().flatten().enumerate() {
        let Some((name, optional, field)) = of_variable(variable) else { continue };
        // A script of variables names one object many times.
        if !found.iter().rev().take(4).any(|one| one.kind == field.kind() && one.name == name) {
            add(found, name, optional, at(item, field));
        }
    }
}

/// Name, whether it may be absent, and the field of the container.
type FromObject<'v> = (&'v str, Option<bool>, ContainerField);

fn of_variable(variable: &EnvVar) -> Option<FromObject<'_>> {
    let source = variable.value_from.as_ref()?;
    let map = source
        .config_map_key_ref
        .as_ref()
        .map(|map| (map.name.as_str(), map.optional, ContainerField::ConfigMapKey));
    map.or_else(|| {
        let secret = source.secret_key_ref.as_ref()?;
        Some((secret.name.as_str(), secret.optional, ContainerField::SecretKey))
    })
}
