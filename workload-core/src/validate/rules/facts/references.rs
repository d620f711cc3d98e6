//! Which objects of a run name which others, and which object is meant by a name that nothing has.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use k8s_openapi::api::networking::v1::{IngressBackend, IngressSpec};

use crate::syntax::text::{FastMap, nearest};
use crate::validate::rules::facts::autoscalers::autoscalers;
use crate::validate::rules::facts::container_place::small;
use crate::validate::rules::name_key::{NameKey, Named};
use crate::validate::rules::record::Details;
use crate::validate::rules::set::{Member, Set};

/// Maximum number of objects that a name is compared with.
const MOST: usize = 64;

/// The names of a run: of what is there, and of what is used.
#[derive(Debug, Default)]
pub(crate) struct References<'r> {
    /// The first and the last object of each kind and name.
    there: FastMap<NameKey<'r, false>, (u32, u32)>,
    /// The next object of the same kind and name, by the object's number; its own for the last one.
    next: Vec<u32>,
    /// The objects that nothing names, by kind and folder.
    unused: FastMap<(&'static str, u32), Vec<u32>>,
    /// The accounts that bindings name.
    bound: HashSet<&'r str, RandomState>,
    /// The Secrets that certificates are written to, and whether anything but a custom resource names them.
    issued: FastMap<&'r str, bool>,
    /// Names that custom resources have for objects of any kind.
    custom: HashSet<&'r str, RandomState>,
}

impl<'r> References<'r> {
    /// The names of `set`.
    pub(crate) fn of(set: &Set<'r>) -> Self {
        let mut references = Self::default();
        references.next.reserve_exact(set.len());
        references.there.reserve(set.len());
        for member in set.members() {
            let number = small(member.number);
            references.next.push(number);
            let ends = references.there.entry(NameKey(member.record)).or_insert((number, number));
            references.next[ends.1 as usize] = number;
            ends.1 = number;
            references.add_names(&member);
        }
        let used = references.used(set);
        for member in set.members().filter(|member| !member.name.is_empty()) {
            if !references.is_used(&member, &used) {
                let place = (member.record.kind, set.folder_of(&member));
                references.unused.entry(place).or_default().push(small(member.number));
            }
        }
        references
    }

    /// For the first object of each kind and name whether another object names it.
    fn used(&mut self, set: &Set<'r>) -> Vec<bool> {
        let mut used = vec![false; set.len()];
        let mut issued = std::mem::take(&mut self.issued);
        let mut add = |kind, name: &str| {
            if let Some(is_named) = issued.get_mut(name).filter(|_| kind == "Secret") {
                *is_named = true;
            }
            if let Some((first, _)) = self.ends(kind, name) {
                used[first as usize] = true;
            }
        };
        set.members().for_each(|member| each_use(&member, &mut add));
        for scaler in autoscalers(set) {
            let target = &scaler.spec.scale_target_ref;
            let kinds = ["Deployment", "StatefulSet", "ReplicaSet"];
            if let Some(kind) = kinds.into_iter().find(|kind| *kind == target.kind) {
                add(kind, &target.name);
            }
        }
        self.issued = issued;
        used
    }

    /// The numbers of the first and the last object of a kind and name.
    fn ends(&self, kind: &'static str, name: &str) -> Option<(u32, u32)> {
        let key: &dyn Named = &(kind, "", name);
        self.there.get(key).copied()
    }

    /// The objects of that kind and name, in whatever namespace, in order.
    pub(crate) fn named<'s>(
        &'s self,
        set: &'s Set<'r>,
        kind: &'static str,
        name: &str,
    ) -> impl Iterator<Item = Member<'r>> + use<'s, 'r> {
        let first = self.ends(kind, name).map(|(first, _)| first);
        let next = move |number: &u32| Some(self.next[*number as usize]).filter(|next| next != number);
        std::iter::successors(first, next).map(move |number| set.member(number as usize))
    }

    /// Adds the names that stand in bindings and custom resources.
    fn add_names(&mut self, member: &Member<'r>) {
        match &member.record.details {
            Details::Binding(binding) => {
                let accounts = binding.subjects.iter().filter(|one| one.kind == "ServiceAccount");
                self.bound.extend(accounts.map(|account| account.name.as_str()));
            }
            Details::Custom(names) => self.custom.extend(names.iter()),
            Details::Scaled(scaled) => self.custom.extend(scaled.others.iter()),
            Details::CustomWorkload(workload) => self.custom.extend(workload.0.iter()),
            Details::Certificate(certificate) => {
                self.custom.extend(certificate.names.iter());
                self.issued.insert(&certificate.secret, false);
            }
            _ => {}
        }
    }

    /// Whether an object of that kind and name is in the run, in whatever namespace, or may be made
    /// by a custom resource.
    pub(crate) fn is_there(&self, kind: &'static str, name: &str) -> bool {
        self.ends(kind, name).is_some() || self.custom.contains(name)
    }

    /// Whether a custom resource may make an object of that name.
    pub(crate) fn may_be_made(&self, name: &str) -> bool {
        self.custom.contains(name)
    }

    /// Whether anything but a custom resource names the Secret that a certificate is written to.
    pub(crate) fn names_issued(&self, secret: &str) -> bool {
        self.issued.get(secret).is_some_and(|is_named| *is_named)
    }

    /// The object of that name, where it is in another namespace than `member` for certain, and no other
    /// has the name.
    pub(crate) fn elsewhere(
        &self,
        set: &Set<'r>,
        kind: &'static str,
        name: &str,
        member: &Member<'_>,
    ) -> Option<Member<'r>> {
        member.namespace.as_deref()?;
        let mut named = self.named(set, kind, name);
        let first = named.next().filter(|first| {
            set.same_file(first, member)
                && first.namespace.is_some()
                && first.namespace != member.namespace
                && !self.may_be_made(name)
        })?;
        named.next().is_none().then_some(first)
    }

    /// Whether anything names that object.
    fn is_used(&self, member: &Member<'r>, used: &[bool]) -> bool {
        let name = &*member.record.name;
        let is_named = self.ends(member.record.kind, name).is_some_and(|(first, _)| used[first as usize]);
        is_named || self.custom.contains(name)
    }

    /// Whether a binding or a custom resource names that account.
    pub(crate) fn is_used_beside_pods(&self, account: &Member<'_>) -> bool {
        self.bound.contains(&*account.name) || self.custom.contains(&*account.name)
    }

    /// The object of `kind` that `from` means by `name`, which nothing has: one near it that nothing
    /// else names, with a name like it.
    pub(crate) fn meant(
        &self,
        set: &Set<'r>,
        kind: &'static str,
        name: &str,
        from: &Member<'_>,
    ) -> Option<Member<'r>> {
        let unused: Vec<_> = self.unused_near(set, kind, from).collect();
        let alike = unused.iter().find(|other| are_alike(name, &other.name));
        let only = || {
            let mut beside = unused.iter().filter(|other| set.same_file(other, from));
            let (only, None) = (beside.next()?, beside.next()) else { return None };
            let short = [name, &*only.name].iter().all(|name| words(name).len() < 3);
            let plain = kind == "PersistentVolumeClaim" || (short && shares_a_word(name, &only.name));
            (plain && kind != "Secret").then_some(only)
        };
        alike.or_else(only).copied()
    }

    /// The object of that kind in another namespace that nothing names, in the file of `from`, with a
    /// name like it.
    pub(crate) fn alike_in(
        &self,
        set: &Set<'r>,
        (kind, name): (&'static str, &str),
        namespace: &str,
        from: &Member<'_>,
    ) -> Option<Member<'r>> {
        let near = self.unused.get(&(kind, set.folder_of(from))).into_iter().flatten();
        near.map(|number| set.member(*number as usize)).take(MOST).find(|other| {
            other.namespace.as_deref() == Some(namespace)
                && set.same_file(from, other)
                && are_alike(name, &other.name)
        })
    }

    /// The objects of `kind` near `from` that nothing names.
    pub(crate) fn unused_near(
        &self,
        set: &Set<'r>,
        kind: &'static str,
        from: &Member<'_>,
    ) -> impl Iterator<Item = Member<'r>> {
        let near = self.unused.get(&(kind, set.folder_of(from))).into_iter().flatten();
        near.map(|number| set.member(*number as usize)).filter(|other| set.belongs(from, other)).take(MOST)
    }
}

/// Gives the kind and name of each object that an object names.
fn each_use(member: &Member<'_>, add: &mut impl FnMut(&'static str, &str)) {
    match &member.record.details {
        Details::Workload(workload) => {
            workload.references.iter().for_each(|one| add(one.kind, one.name));
            let governing = workload.stateful_set.as_ref().and_then(|set| set.governing.as_deref());
            if let Some(name) = governing {
                add("Service", name);
            }
        }
        Details::Ingress(ingress) => {
            let spec = &ingress.spec;
            let services = backends(spec).into_iter().filter_map(|(_, backend)| backend.service.as_ref());
            services.for_each(|service| add("Service", &service.name));
            let tls = spec.tls.iter().flatten().filter_map(|tls| tls.secret_name.as_deref());
            tls.for_each(|name| add("Secret", name));
        }
        Details::Binding(binding) => {
            let kinds = ["Role", "ClusterRole"].into_iter().filter(|kind| *kind == binding.role.kind);
            kinds.for_each(|kind| add(kind, &binding.role.name));
            let accounts = binding.subjects.iter().filter(|one| one.kind == "ServiceAccount");
            accounts.for_each(|account| add("ServiceAccount", &account.name));
        }
        Details::Account(secrets) => secrets.iter().for_each(|name| add("Secret", name)),
        Details::Scaled(scaled) => scaled.kind.into_iter().for_each(|kind| add(kind, &scaled.name)),
        _ => {}
    }
}

/// The backends of an Ingress, with the numbers of the rule and of its path; none for the default.
pub(crate) fn backends(spec: &IngressSpec) -> Vec<(Option<(usize, usize)>, &IngressBackend)> {
    let mut found: Vec<_> = spec.default_backend.iter().map(|backend| (None, backend)).collect();
    for (rule, one) in spec.rules.iter().flatten().enumerate() {
        let paths = one.http.iter().flat_map(|http| http.paths.iter().enumerate());
        found.extend(paths.map(|(path, one)| (Some((rule, path)), &one.backend)));
    }
    found
}

/// The words of a name.
fn words(name: &str) -> Vec<&str> {
    let mut words: Vec<_> = name.split(['-', '.', '_']).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words
}

/// Whether one name may stand for the other: a slip of the pen, words in another order, a word more.
pub(crate) fn are_alike(one: &str, other: &str) -> bool {
    let numbered = |name: &str| name.ends_with(|c: char| c.is_ascii_digit());
    if one.len() > 3 && !(numbered(one) && numbered(other)) && is_slip(one, other) {
        return true;
    }
    let (own, others) = (words(one), words(other));
    let (fewer, more) = if own.len() <= others.len() { (&own, &others) } else { (&others, &own) };
    !fewer.is_empty() && more.len() - fewer.len() < 2 && fewer.iter().all(|word| more.contains(word))
}

/// Whether a few characters make the difference.
fn is_slip(one: &str, other: &str) -> bool {
    nearest(one, &[other]).is_some() && (one.len().abs_diff(other.len()) < 3)
}

fn shares_a_word(one: &str, other: &str) -> bool {
    let others = words(other);
    words(one).iter().any(|word| word.len() > 2 && others.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_by_their_letters_and_by_their_words() {
        for (one, other) in [
            ("uploads", "upload"),
            ("mast", "mast-web"),
            ("pvc-data", "data-pvc"),
            ("api-config", "api-confg"),
        ] {
            assert!(are_alike(one, other) && are_alike(other, one), "{one} {other}");
        }
        for (one, other) in [("data-1", "data-2"), ("api", "web"), ("shop-settings", "shop-tls"), ("a", "b")]
        {
            assert!(!are_alike(one, other), "{one} {other}");
        }
    }
}
