//! StorageClasses.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::core::v1::{TopologySelectorLabelRequirement, TopologySelectorTerm};
use k8s_openapi::api::storage::v1::StorageClass;

use super::checks::{strict_word, text, word};
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use super::volume_parameters::{driver_name, parameters};
use crate::k8s::values::check_label_key;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The values that a node's labels may have, by the label's key.
type Topology<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

impl Validate for StorageClass {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(
            &self.metadata,
            Form::cluster(SUBDOMAIN).keeps_generation(),
            &at.field("metadata"),
            errors,
        );
        driver_name(&self.provisioner, "provisioner", at, errors);
        parameters(self.parameters.as_ref(), &at.field("parameters"), errors);
        word(self.reclaim_policy.as_ref(), &["Delete", "Retain"], &at.field("reclaimPolicy"), errors);
        let modes = ["Immediate", "WaitForFirstConsumer"];
        strict_word(self.volume_binding_mode.as_ref(), &modes, &at.field("volumeBindingMode"), errors);
        let terms = self.allowed_topologies.as_deref().unwrap_or_default();
        topologies(terms, &at.field("allowedTopologies"), errors);
    }
}

fn topologies(terms: &[TopologySelectorTerm], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut seen: Vec<Topology<'_>> = Vec::new();
    for (index, term) in terms.iter().enumerate() {
        let at = at.index(index);
        let at = at.field("matchLabelExpressions");
        let topology = expressions(term, &at, errors);
        // The server takes an empty term for a duplicate, even alone.
        if topology.is_empty() {
            errors.duplicate(&at, "{}").help("name a label and its values, or leave the term out");
        } else if seen.contains(&topology) {
            errors.duplicate(&at, topology.keys().copied().collect::<Vec<_>>().join(", "));
        }
        seen.push(topology);
    }
}

fn expressions<'a>(
    term: &'a TopologySelectorTerm,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) -> Topology<'a> {
    let mut topology = Topology::new();
    for (index, one) in term.match_label_expressions.iter().flatten().enumerate() {
        let at = at.index(index);
        let values = values(one, &at.field("values"), errors);
        text(check_label_key(&one.key), &at.field("key"), errors);
        if topology.insert(&one.key, values).is_some() {
            errors.duplicate(&at.field("key"), &one.key);
        }
    }
    topology
}

fn values<'a>(
    one: &'a TopologySelectorLabelRequirement,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) -> BTreeSet<&'a str> {
    if one.values.is_empty() {
        errors.required(at, format!("the label `{}` needs at least one of its `values`", one.key));
    }
    let mut seen = BTreeSet::new();
    for (index, value) in one.values.iter().enumerate() {
        if !seen.insert(value.as_str()) {
            errors.duplicate(&at.index(index), value);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    const HEADER: &str = "apiVersion: storage.k8s.io/v1, kind: StorageClass";

    #[test]
    fn fields_are_checked() {
        assert_paths(
            HEADER,
            &[
                ("provisioner: Example.com/NFS, reclaimPolicy: ''", &[]),
                ("", &["provisioner"]),
                ("provisioner: a b", &["provisioner"]),
                (
                    "provisioner: a, reclaimPolicy: Recycle, volumeBindingMode: ''",
                    &["reclaimPolicy", "volumeBindingMode"],
                ),
                ("provisioner: a, parameters: {'': x}", &["parameters"]),
            ],
        );
    }

    #[test]
    fn topologies_are_unique() {
        let with = |terms: &str| format!("provisioner: a, allowedTopologies: [{terms}]");
        let zone = "{matchLabelExpressions: [{key: zone, values: [a, b]}]}";
        let at = "allowedTopologies[0].matchLabelExpressions";
        assert_paths(
            HEADER,
            &[
                (&with(zone), &[]),
                (&with("{}"), &[at]),
                (&with("{matchLabelExpressions: []}"), &[at]),
                (
                    &with(&format!("{zone}, {}", zone.replace("a, b", "b, a"))),
                    &["allowedTopologies[1].matchLabelExpressions"],
                ),
                (&with(&zone.replace("a, b", "a, a")), &[&format!("{at}[0].values[1]")]),
                (&with(&zone.replace("a, b", "")), &[&format!("{at}[0].values")]),
                (
                    &with("{matchLabelExpressions: [{key: a b, values: [x]}, {key: a b, values: [z]}]}"),
                    &[&format!("{at}[0].key"), &format!("{at}[1].key"), &format!("{at}[1].key")],
                ),
            ],
        );
    }
}
