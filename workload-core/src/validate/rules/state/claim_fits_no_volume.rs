//! S13: a claim that waits for a volume which it cannot get.

use crate::validate::rules::index::Index;
use crate::validate::rules::record::{ClaimWants, Details, PersistentVolumeRecord};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::{Member, Set};
use crate::validate::rules::violation::Violations;

rule! {
    /// A claim asks for what the volume that is meant for it has.
    ///
    /// A claim is bound to a volume of the same storage class, with all its access modes and at least its size.
    /// One that fits no volume stays Pending, and its Pods with it (article §7.1).
    ///
    /// Only said where the claim names a volume of the run (`volumeName`), or where all volumes of its class
    /// stand in its own file, and the run has no StorageClass of the name that makes volumes.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: PersistentVolume
    /// metadata: {name: shop}
    /// spec:
    ///   capacity: {storage: 5Gi}
    ///   accessModes: [ReadWriteOnce]
    ///   storageClassName: manual
    ///   nfs: {server: nfs.example.com, path: /shop}
    /// ---
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: shop}
    /// spec:
    ///   storageClassName: manual
    ///   accessModes: [ReadWriteMany]
    ///   resources: {requests: {storage: 5Gi}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolume
    /// metadata: {name: shop}
    /// spec:
    ///   capacity: {storage: 5Gi}
    ///   accessModes: [ReadWriteMany]
    ///   storageClassName: manual
    ///   nfs: {server: nfs.example.com, path: /shop}
    /// ---
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: shop}
    /// spec:
    ///   storageClassName: manual
    ///   accessModes: [ReadWriteMany]
    ///   resources: {requests: {storage: 5Gi}}
    /// ```
    S13 claim_fits_no_volume: Warning, ["7.1"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    if !set.has_kind("PersistentVolume") {
        return;
    }
    for member in set.of_kind("PersistentVolumeClaim") {
        let Details::Claim(claim) = &member.record.details else { continue };
        let Some(wants) = claim.wants.as_deref() else { continue };
        let meant = volumes_for(set, &member, wants);
        let mut misfits = Vec::new();
        for (volume, has) in &meant {
            match for_another(&member, wants, has).or_else(|| misfit(wants, has)) {
                Some(misfit) => misfits.push((volume, misfit)),
                None => misfits.clear(),
            }
            if misfits.is_empty() {
                break;
            }
        }
        let Some((volume, Misfit { fields, message, help })) = misfits.into_iter().next() else { continue };
        let at = member.at();
        let spec = at.field("spec");
        violations
            .report(&member, &spec.fields(fields), format!("{message}: the claim stays Pending"))
            .see(volume, &volume.at().field("spec"), "the volume")
            .help(help);
    }
}

/// The volumes that are meant for a claim: the one that it names, or those of its class in its file.
fn volumes_for<'r>(
    set: &Set<'r>,
    member: &Member<'r>,
    wants: &ClaimWants,
) -> Vec<(Member<'r>, &'r PersistentVolumeRecord)> {
    let record = |volume: Member<'r>| match &volume.record.details {
        Details::Volume(has) => Some((volume, &**has)),
        _ => None,
    };
    let all = set.of_kind("PersistentVolume").filter_map(record);
    if let Some(name) = &wants.volume {
        return all.filter(|(volume, _)| volume.name == *name).take(1).collect();
    }
    let (Some(class), false) = (&wants.class, wants.selects) else { return Vec::new() };
    let is_made = set.of_kind("StorageClass").any(|one| one.name == *class);
    let of_class: Vec<_> = all.filter(|(_, has)| has.class == *class).collect();
    let is_near = |(volume, has): &(Member<'_>, &PersistentVolumeRecord)| {
        set.same_file(volume, member) && !has.is_taken
    };
    if is_made || !of_class.iter().all(is_near) { Vec::new() } else { of_class }
}

/// In which field a claim asks for too much.
struct Misfit {
    fields: &'static [&'static str],
    message: String,
    help: String,
}

/// The volume that the claim names is kept for a claim of another name.
fn for_another(member: &Member<'_>, wants: &ClaimWants, has: &PersistentVolumeRecord) -> Option<Misfit> {
    let (namespace, name) = has.kept_for.as_ref().filter(|_| wants.volume.is_some())?;
    let is_its =
        **name == *member.name && (**namespace == *member.namespace_key() || member.namespace.is_none());
    (!is_its).then(|| Misfit {
        fields: &["volumeName"],
        message: format!("the volume is kept for the claim `{name}` (`claimRef`), not for this one"),
        help: "let `claimRef` of the volume name this claim, or leave it out".to_owned(),
    })
}

fn misfit(wants: &ClaimWants, has: &PersistentVolumeRecord) -> Option<Misfit> {
    if let Some(class) = wants.class.as_ref().filter(|class| **class != has.class) {
        return Some(Misfit {
            fields: &["storageClassName"],
            message: format!("the volume is of the storage class `{}`, not of `{class}`", has.class),
            help: format!(
                "write `storageClassName: {}`",
                if has.class.is_empty() { "\"\"" } else { &has.class }
            ),
        });
    }
    if let Some(mode) = wants.modes.iter().find(|mode| !has.modes.contains(mode)) {
        return Some(Misfit {
            fields: &["accessModes"],
            message: format!("the volume does not offer {mode}, but {}", has.modes.join(" and ")),
            help: format!("ask for {}, or let the volume offer {mode}", has.modes.join(" and ")),
        });
    }
    let (wanted, size) = (wants.storage.as_ref()?, has.capacity.as_ref()?);
    (wanted.1 > size.1).then(|| Misfit {
        fields: &["resources", "requests", "storage"],
        message: format!("the volume has {}, less than {}", size.0, wanted.0),
        help: format!("ask for {} at most, or let the volume have more", size.0),
    })
}
