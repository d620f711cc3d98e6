//! Secrets: like ConfigMaps, and their type is for life.

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden};
use super::rules::Rules;
use super::{config_map, other};

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "Secret",
    fixed: &[],
    fields: &[("type", kind), ("immutable", config_map::immutable), ("data", config_map::content)],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: config_map::workaround,
    added: other::added,
    removed: config_map::removed,
};

fn kind(_: &ObjectDiff, difference: &Difference) -> Verdict {
    let server = Refusal::immutable("type", difference.new.as_ref());
    forbidden(
        server,
        "The type says which keys there are, and Pods rely on them. A manifest without a type means `Opaque`.",
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects, the};

    const LOGIN: &str = "
apiVersion: v1
kind: Secret
metadata: {name: login}
stringData: {password: hunter2}
";

    #[test]
    fn fields_do_what_the_server_does() {
        effects(
            LOGIN,
            Effects {
                in_place: &[("hunter2", "hunter3", "data.password")],
                forbidden: &[("stringData", "type: kubernetes.io/basic-auth\nstringData", "type")],
                same: &[
                    ("stringData", "type: Opaque\nstringData"),
                    ("stringData: {password: hunter2}", "data: {password: aHVudGVyMg==}"),
                ],
                ..Effects::default()
            },
        );
        effects(
            &format!("{LOGIN}immutable: true\n"),
            Effects { forbidden: &[("hunter2", "hunter3", "data.password")], ..Effects::default() },
        );
    }

    #[test]
    fn what_is_secret_is_not_shown() {
        let change = the(LOGIN, "hunter2", "hunter3");
        let text = serde_json::to_string(&change).unwrap();
        assert!(
            text.contains("(hidden)") && !text.contains("aHVudGVy") && !text.contains("hunter"),
            "{text}"
        );
        let whole = the(LOGIN, "stringData: {password: hunter2}", "");
        assert!(!serde_json::to_string(&whole).unwrap().contains("aHVudGVy"));
    }
}
