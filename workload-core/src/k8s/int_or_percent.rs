//! Numbers that are given as a count or as a share of the replicas.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// The count of `share` of `whole`, rounded up as budgets and `maxSurge` are; none when the
/// text is no percentage.
pub(super) fn rounded_up(share: &IntOrString, whole: i32) -> Option<i32> {
    count(share, whole, 99)
}

/// The count of `share` of `whole`, rounded down as `maxUnavailable` of a rollout is.
pub(super) fn rounded_down(share: &IntOrString, whole: i32) -> Option<i32> {
    count(share, whole, 0)
}

fn count(share: &IntOrString, whole: i32, extra: i64) -> Option<i32> {
    match share {
        IntOrString::Int(count) => Some(*count),
        IntOrString::String(text) => {
            let percent: u16 = text.strip_suffix('%')?.parse().ok()?;
            i32::try_from((i64::from(whole) * i64::from(percent) + extra) / 100).ok()
        }
    }
}

/// As it is written: `1`, `25%`.
pub(super) fn written(share: &IntOrString) -> String {
    match share {
        IntOrString::Int(count) => count.to_string(),
        IntOrString::String(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_as_the_controllers_do() {
        let share = |text: &str| IntOrString::String(text.to_owned());
        assert_eq!((rounded_up(&share("25%"), 3), rounded_down(&share("25%"), 3)), (Some(1), Some(0)));
        assert_eq!((rounded_up(&share("0%"), 3), rounded_up(&share("100%"), 3)), (Some(0), Some(3)));
        assert_eq!((rounded_up(&IntOrString::Int(2), 3), rounded_up(&share("many"), 3)), (Some(2), None));
    }
}
