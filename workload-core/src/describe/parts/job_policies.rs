//! What a run's failures and successes mean to its job.

use k8s_openapi::api::batch::v1::{
    PodFailurePolicy as RawFailurePolicy, PodFailurePolicyOnExitCodesRequirement as RawExitCodes,
    PodFailurePolicyOnPodConditionsPattern as RawCondition, PodFailurePolicyRule as RawRule,
    SuccessPolicy as RawSuccess, SuccessPolicyRule as RawSuccessRule,
};

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, Written, find, forms, group_forms, word_forms};
use crate::k8s::values::{Indexes, Name};
use crate::syntax::text::{Message, same};

word_forms! {
    /// When a Pod that is ending is replaced.
    PodReplacementPolicy: "a Pod replacement policy" {
        /// As soon as it is ending.
        TerminatingOrFailed,
        /// When it has ended.
        Failed,
    }
}

/// What a Pod's failure means; the first rule that fits counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PodFailurePolicy {
    rules: Vec<RawRule>,
}

impl PodFailurePolicy {
    /// No rule yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The whole job fails.
    pub fn fail_job(&mut self, failure: Failure) -> &mut Self {
        self.rule("FailJob", failure)
    }

    /// The index fails, without a further try.
    pub fn fail_index(&mut self, failure: Failure) -> &mut Self {
        self.rule("FailIndex", failure)
    }

    /// The failure does not count.
    pub fn ignore(&mut self, failure: Failure) -> &mut Self {
        self.rule("Ignore", failure)
    }

    /// The failure counts, as without a policy.
    pub fn count(&mut self, failure: Failure) -> &mut Self {
        self.rule("Count", failure)
    }

    fn rule(&mut self, action: &str, failure: Failure) -> &mut Self {
        self.rules.push(RawRule { action: action.to_owned(), ..failure.raw });
        self
    }
}

impl From<PodFailurePolicy> for RawFailurePolicy {
    fn from(policy: PodFailurePolicy) -> Self {
        Self { rules: policy.rules }
    }
}

group_forms!(PodFailurePolicy: "rules, such as `pod_failure_policy(fail_job(exit_code = 42))`");

/// What a container's process ended with; a key for one may stand more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExitCode(i32);

impl ExitCode {
    /// The exit code of a literal.
    ///
    /// # Panics
    ///
    /// When it is outside 0-255, which no process ends with.
    #[must_use]
    #[track_caller]
    pub const fn new(code: i32) -> Self {
        Self::from_number(code as i128)
    }

    #[track_caller]
    const fn from_number(code: i128) -> Self {
        if code < 0 || code > 255 {
            panic!("an exit code is 0-255");
        }
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        Self(code as i32)
    }
}

forms!(ExitCode: "an exit code, such as 42", int => ExitCode::from_number, repeats);

/// A failure that a rule is about: `fail_job(exit_code = 42)`, `ignore(condition = "DisruptionTarget")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Failure {
    raw: RawRule,
}

impl Failure {
    /// Any failure.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A container ended with this code; repeat it for several.
    pub fn exit_code(&mut self, code: ExitCode) -> &mut Self {
        self.exit_codes("In", code)
    }

    /// A container ended with any code but this one and 0; repeat it for several.
    pub fn other_exit_code(&mut self, code: ExitCode) -> &mut Self {
        self.exit_codes("NotIn", code)
    }

    /// The container whose code counts; any unless said.
    pub fn container(&mut self, name: Name) -> &mut Self {
        self.raw.on_exit_codes.get_or_insert_default().container_name = Some(name.into());
        self
    }

    /// The Pod has this condition, such as `DisruptionTarget`.
    pub fn condition(&mut self, kind: std::borrow::Cow<'static, str>) -> &mut Self {
        #[allow(clippy::useless_conversion, reason = "optional in some versions of Kubernetes")]
        let condition = RawCondition { type_: kind.into_owned(), status: "True".to_owned().into() };
        self.raw.on_pod_conditions.get_or_insert_default().push(condition);
        self
    }

    fn exit_codes(&mut self, operator: &str, code: ExitCode) -> &mut Self {
        let codes: &mut RawExitCodes = self.raw.on_exit_codes.get_or_insert_default();
        operator.clone_into(&mut codes.operator);
        // The server wants each code once, and in order.
        if let Err(place) = codes.values.binary_search(&code.0) {
            codes.values.insert(place, code.0);
        }
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        let (codes, others) = (find(keys, "exit_code").is_some(), find(keys, "other_exit_code").is_some());
        let condition = find(keys, "condition").is_some();
        if (codes as u8) + (others as u8) + (condition as u8) != 1 {
            return Err(Message::of("a rule is about one of `exit_code`, `other_exit_code` and `condition`"));
        }
        if condition && find(keys, "container").is_some() {
            return Err(Message::of("a condition is the whole Pod's: leave out `container`"));
        }
        let mut at = 0;
        while at < keys.len() {
            if same(keys[at].key, "exit_code") && matches!(keys[at].written, Written::Number(0)) {
                return Err(Message::of(
                    "a container that ended with 0 has not failed: leave out `exit_code = 0`",
                ));
            }
            at += 1;
        }
        Ok(())
    }
}

group_forms!(Failure: "a failure, such as `fail_job(exit_code = 42)`", check => Failure::check, repeats);

/// Which successes are enough: `success_policy(rule(indexes = "0"))`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SuccessPolicy {
    rules: Vec<RawSuccessRule>,
}

impl SuccessPolicy {
    /// No rule yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One way to succeed; any rule will do.
    pub fn rule(&mut self, rule: Success) -> &mut Self {
        self.rules.push(rule.raw);
        self
    }
}

impl From<SuccessPolicy> for RawSuccess {
    fn from(policy: SuccessPolicy) -> Self {
        Self { rules: policy.rules }
    }
}

group_forms!(SuccessPolicy: "rules, such as `success_policy(rule(indexes = \"0\"))`");

/// Which indexes must succeed, and how many of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Success {
    raw: RawSuccessRule,
}

impl Success {
    /// Nothing asked yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The indexes that count, such as `0,2-5`.
    pub fn indexes(&mut self, indexes: Indexes) -> &mut Self {
        self.raw.succeeded_indexes = Some(indexes.into());
        self
    }

    /// How many of them must succeed; all unless said.
    pub fn count(&mut self, count: i32) -> &mut Self {
        self.raw.succeeded_count = Some(count);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "indexes").is_none() && find(keys, "count").is_none() {
            return Err(Message::of(
                "a rule says which indexes or how many: `rule(indexes = \"0\")` or `rule(count = 1)`",
            ));
        }
        Ok(())
    }
}

group_forms!(Success: "`rule(indexes = \"0\")`", check => Success::check, repeats);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_in_order_and_there_once() {
        let mut failure = Failure::new();
        for code in [42, 1, 42, 3] {
            failure.exit_code(ExitCode::new(code));
        }
        assert_eq!(failure.raw.on_exit_codes.unwrap().values, [1, 3, 42]);
    }
}
