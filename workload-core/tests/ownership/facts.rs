//! The table of facts says what the recorded schema says.

use std::path::PathBuf;

use workload_core::ownership::{Facts, FieldFacts};

/// One row of the recorded schema.
struct Row<'a> {
    columns: Vec<&'a str>,
}

impl Row<'_> {
    fn at(&self, place: usize) -> &str {
        self.columns.get(place).copied().unwrap_or_default()
    }

    /// The kind of a field as the table writes it.
    fn kind(&self) -> String {
        self.at(2).replace("list of ", "[").replace("map of ", "{")
    }

    fn difference(&self, field: &FieldFacts) -> Option<String> {
        let set = if field.set { "set" } else { "atomic" };
        let list_type = if field.keys.is_empty() { set } else { "map" };
        let is_list = field.kind.starts_with('[');
        let map_type = match field.atomic {
            Some(true) => "atomic",
            Some(false) => "granular",
            None => "",
        };
        let default = field.default.as_ref().map(ToString::to_string).unwrap_or_default();
        let ours = [
            ("kind", field.kind.clone(), self.kind()),
            (
                "list type",
                if is_list { list_type.to_owned() } else { String::new() },
                self.at(3).replace("(default)", ""),
            ),
            ("keys", field.keys.join(","), self.at(4).to_owned()),
            ("map type", map_type.to_owned(), self.at(5).to_owned()),
            ("patch strategy", field.patch.join(","), self.at(7).to_owned()),
            ("merge key", field.merge_key.clone().unwrap_or_default(), self.at(8).to_owned()),
            ("default", default, self.at(9).to_owned()),
        ];
        let wrong = ours.into_iter().find(|(_, ours, recorded)| ours != recorded)?;
        Some(format!(
            "{}.{}: {} is {:?} but {:?} is recorded",
            self.at(0),
            self.at(1),
            wrong.0,
            wrong.1,
            wrong.2
        ))
    }
}

#[test]
fn facts_are_those_of_the_recorded_schema() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/ownership/merge-schema.tsv");
    let Ok(text) = std::fs::read_to_string(&beside) else {
        println!("skipped: there is no {}", beside.display());
        return;
    };
    let facts = Facts::builtin();
    let mut wrong = Vec::new();
    let mut fields = 0;
    for line in text.lines().skip(1) {
        let row = Row { columns: line.split('\t').collect() };
        let Some(ty) = facts.type_facts(row.at(0)) else {
            wrong.push(format!("no type {}", row.at(0)));
            continue;
        };
        if row.at(1) == "(self)" {
            let is_atomic = row.at(5) == "atomic";
            if (ty.kind.as_str(), ty.atomic) != (row.at(2), is_atomic) {
                wrong.push(format!("{} is {} {}", row.at(0), ty.kind, ty.atomic));
            }
            continue;
        }
        fields += 1;
        match ty.fields.get(row.at(1)) {
            Some(field) => wrong.extend(row.difference(field)),
            None => wrong.push(format!("no field {}.{}", row.at(0), row.at(1))),
        }
    }
    println!("{fields} fields of {} types", facts.type_names().count());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn kinds_are_found_by_version_and_kind() {
    let facts = Facts::builtin();
    for (api_version, kind) in
        [("v1", "Pod"), ("apps/v1", "Deployment"), ("rbac.authorization.k8s.io/v1", "Role")]
    {
        assert!(facts.object_type(api_version, kind).is_some(), "{api_version} {kind}");
    }
    assert!(facts.object_type("apps/v2", "Deployment").is_none());
}
