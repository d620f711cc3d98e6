//! What a suppression says: `allow S01, N02 because the data is a copy`.

use crate::syntax::text::nearest;
use crate::validate::rules::{Rule, find};

/// The words that open a suppression in a comment.
pub(super) const OPENING: &str = "workload: allow";

/// The annotation that holds suppressions.
pub(super) const ANNOTATION: &str = "workload/allow";

/// The rules that a suppression allows; its reason has been checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Suppression {
    pub(super) rules: Vec<&'static Rule>,
}

/// Reads what stands behind `allow`; an error says what it should be.
pub(super) fn read(text: &str) -> Result<Suppression, String> {
    let (names, reason) = match text.split_once("because") {
        Some((names, reason)) => (names, reason.trim()),
        None => (text, ""),
    };
    let names: Vec<_> = names.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return Err("name the rule that is allowed: `allow S01 because …`".to_owned());
    }
    let rules = names.iter().map(|name| find(name).ok_or_else(|| unknown(name))).collect::<Result<_, _>>()?;
    if reason.is_empty() {
        return Err(format!("give the reason: `allow {} because …`", names.join(", ")));
    }
    Ok(Suppression { rules })
}

fn unknown(name: &str) -> String {
    let words: Vec<_> = crate::validate::rules::all().flat_map(|rule| [rule.code, rule.name]).collect();
    match nearest(name, &words) {
        Some(near) => format!("there is no rule `{name}`: did you mean `{near}`?"),
        None => format!("there is no rule `{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_read_with_their_reason() {
        let codes =
            |text| read(text).map(|allowed| allowed.rules.iter().map(|rule| rule.code).collect::<Vec<_>>());
        assert_eq!(codes(" V04 because the operator adds it"), Ok(vec!["V04"]));
        assert_eq!(codes(" V04, wrong_type because both are meant"), Ok(vec!["V04", "V03"]));
        assert_eq!(codes(" V04").unwrap_err(), "give the reason: `allow V04 because …`");
        assert_eq!(codes(" V04 because").unwrap_err(), "give the reason: `allow V04 because …`");
        assert_eq!(
            codes(" because I say so").unwrap_err(),
            "name the rule that is allowed: `allow S01 because …`"
        );
        assert_eq!(
            codes(" unknown_filed because x").unwrap_err(),
            "there is no rule `unknown_filed`: did you mean `unknown_field`?"
        );
    }
}
