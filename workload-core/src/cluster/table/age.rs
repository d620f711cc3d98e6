//! How long ago something was, in the words of `kubectl get`.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cluster::json::text;

/// The age of a moment; `<unknown>` where there is none.
pub(super) fn since(moment: &Value, now: &str) -> Value {
    let parse = |text: &str| text.parse::<Timestamp>().ok().map(Timestamp::as_second);
    match (parse(text(moment)), parse(now)) {
        (Some(then), Some(now)) => json!(words(now - then)),
        _ => json!("<unknown>"),
    }
}

/// A number of seconds, as Kubernetes' `HumanDuration` writes it.
pub(super) fn words(seconds: i64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    match seconds {
        ..0 => "0s".to_owned(),
        0..120 => format!("{seconds}s"),
        120..600 => pair(minutes, "m", seconds % 60, "s"),
        600..10_800 => format!("{minutes}m"),
        10_800..28_800 => pair(hours, "h", minutes % 60, "m"),
        28_800..172_800 => format!("{hours}h"),
        172_800..691_200 => pair(days, "d", hours % 24, "h"),
        691_200..63_072_000 => format!("{days}d"),
        _ => pair(days / 365, "y", days % 365, "d"),
    }
}

/// A time in two units, such as `5m30s`; the smaller unit is left out when there is none of it.
fn pair(large: i64, large_unit: &str, small: i64, small_unit: &str) -> String {
    if small == 0 {
        format!("{large}{large_unit}")
    } else {
        format!("{large}{large_unit}{small}{small_unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_written_as_kubectl_writes_them() {
        let ages = [(5, "5s"), (119, "119s"), (150, "2m30s"), (3600, "60m"), (14_400, "4h"), (90_000, "25h")];
        for (seconds, expected) in ages {
            assert_eq!(words(seconds), expected);
        }
    }
}
