//! N12: a key that a ConfigMap or Secret does not have.

use crate::k8s::compact_texts::CompactTexts;
use crate::syntax::text::{FastMap, FastSet, NearBudget};
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::key_references::KeyReference;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::Details;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A key of a ConfigMap or Secret that Pods name is in it.
    ///
    /// A container with a variable from a key that is not there does not start, a volume with such an item is
    /// not mounted, and in place of a file that `subPath` names an empty folder is mounted (article §4.2).
    /// Keys are compared letter by letter.
    ///
    /// Silent for what is `optional`, for an object that holds nothing here, which somebody else fills, and
    /// when one of several objects of the name has the key.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: shop}
    /// data: {DATABASE_HOST: db}
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   containers:
    ///   - name: shop
    ///     image: shop:v1
    ///     env:
    ///     - name: HOST
    ///       valueFrom: {configMapKeyRef: {name: shop, key: database_host}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata: {name: shop}
    /// data: {DATABASE_HOST: db}
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   containers:
    ///   - name: shop
    ///     image: shop:v1
    ///     env:
    ///     - name: HOST
    ///       valueFrom: {configMapKeyRef: {name: shop, key: DATABASE_HOST}}
    /// ```
    N12 key_leads_nowhere: Warning, ["4.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    if !set.has_kind("ConfigMap") && !set.has_kind("Secret") {
        return;
    }
    let (mut keys_by_object, mut near) = (FastMap::default(), NearBudget::default());
    for (member, workload) in set.workloads() {
        let path = member.pod_spec();
        let spec = PathBuilder::along(&path);
        for reference in workload.keys.iter() {
            let Some(object) = set.named(reference.kind, reference.name, &member) else { continue };
            if keys_of(&object).is_none() || !is_missing(index, &reference, &mut keys_by_object) {
                continue;
            }
            let (kind, name, key) = (reference.kind, reference.name, reference.key);
            let message = format!("the {kind} `{name}` has no key `{key}`: {}", reference.consequence());
            let names = keys_by_object.get(&object.number).map(|keys| &keys.names[..]).unwrap_or_default();
            let help = match meant(key, names, &mut near) {
                Some(near) => format!("did you mean `{near}`?"),
                None if names.len() < 6 => format!("its keys: `{}`", names.join("`, `")),
                None => format!("add the key to the {kind}, or name one of its {} keys", names.len()),
            };
            violations
                .report(&member, &PathBuilder::along(&reference.path(&spec)), message)
                .see(&object, &object.at().fields(&["metadata", "name"]), "it is this one")
                .help(help);
        }
    }
}

/// The keys of a ConfigMap or Secret; none of one that holds nothing here.
fn keys_of<'r>(member: &Member<'r>) -> Option<&'r CompactTexts> {
    let keys = match &member.record.details {
        Details::ConfigMap(map) => &map.keys,
        Details::Secret(keys) => keys,
        _ => return None,
    };
    Some(keys).filter(|keys| !keys.is_empty())
}

/// Whether no object of the name has the key, in whatever namespace.
fn is_missing<'r>(
    index: &Index<'r>,
    reference: &KeyReference<'_>,
    keys_by_object: &mut FastMap<usize, Keys<'r>>,
) -> bool {
    let mut named = index.references().named(&index.set, reference.kind, reference.name);
    named.all(|one| {
        keys_of(&one).is_some_and(|keys| {
            let keys = keys_by_object.entry(one.number).or_insert_with(|| Keys::of(keys));
            !keys.all.contains(reference.key)
        })
    })
}

/// The keys of an object, for many references.
struct Keys<'r> {
    names: Vec<&'r str>,
    all: FastSet<&'r str>,
}

impl<'r> Keys<'r> {
    fn of(keys: &'r CompactTexts) -> Self {
        Self { names: keys.iter().collect(), all: keys.iter().collect() }
    }
}

/// The key that was probably meant.
fn meant<'k>(key: &str, names: &[&'k str], near: &mut NearBudget) -> Option<&'k str> {
    let is_same = |own: &&&str| own.eq_ignore_ascii_case(key);
    let same = near.takes(names.len()).then(|| names.iter().find(is_same).copied()).flatten();
    same.or_else(|| near.nearest(key, names))
}
