//! The value of a schedule, checked as it is parsed.

use super::parse::parse;
use crate::k8s::values::text_value::text_value;
use crate::syntax::text::Message;

text_value! {
    /// When something runs: `0 3 * * *`, `*/5 * * * 1-5`, `@daily`, `@every 90m`.
    Schedule, check: check, expects: "a schedule in quotes, such as `schedule = \"0 3 * * *\"`"
}

pub(crate) const fn check(text: &str) -> Result<(), Message> {
    match parse(text) {
        Ok(_) => Ok(()),
        Err(message) => Err(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_kubernetes_takes_is_taken() {
        for text in [
            "0 3 * * *",
            "*/5 * * * *",
            "0 0 1 jan *",
            "0 0 * * MON-fri",
            "? ? ? ? ?",
            "  0\t3 * * *  ",
            "+1 01 * * *",
            "*-5 * * * *",
            "0/15 * * * *",
            "1,2, * * * *",
            "0 0 31 2 *",
            "*/99 * * * *",
            "0000000000000000000005 , * * *",
            "00000000000000000000005 * * * *",
            "*/9223372036854775807 * * * *",
            "5-10/2 * * * *",
            "@daily",
            "@midnight",
            "@every 1h30m",
            "@every -5m",
            "@every 0s",
            "@every .5h",
            "0 0 * * 0,6",
            "0\u{a0}3 * * *",
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_kubernetes_refuses_is_explained() {
        for (text, reason) in [
            ("", "it is empty"),
            ("0 25 * * *", "`0 25 * * *` is not a schedule: hour 25 is outside 0-23"),
            ("60 * * * *", "minute 60 is outside 0-59"),
            ("0 0 0 * *", "day of month 0 is outside 1-31"),
            ("0 0 * 13 *", "month 13 is outside 1-12"),
            ("0 0 * * 7", "weekday 7 is outside 0-6; Sunday is 0"),
            ("0 0 * * 5-7", "Sunday is 0"),
            ("0 0 3 * * *", "it has 6 fields, a schedule has five"),
            ("0 3", "it has 2 fields"),
            ("* * * *", "it has 4 fields"),
            ("0 0 * * FRI-MON", "runs backwards"),
            ("0 0 5-1 * *", "runs backwards"),
            ("*/0 * * * *", "a step is at least 1"),
            ("*/x * * * *", "behind `/` stands a number"),
            ("*/9223372036854775808 * * * *", "behind `/` stands a number"),
            ("4294967296 * * * *", "is outside 0-59"),
            ("0 0 L * *", "expected a number"),
            ("0 0 * * 1#2", "expected a number or a name"),
            ("H 0 * * *", "expected a number, `*`"),
            ("0 0 * * mond", "such as `mon`"),
            ("-1 * * * *", "expected a number"),
            ("1-2-3 * * * *", "expected a number"),
            ("1/2/3 * * * *", "behind `/`"),
            ("@reboot", "no `@reboot`"),
            ("@Daily", "did you mean `@daily`?"),
            ("@every 1d", "behind @every"),
            ("@every", "the words are"),
            ("@every  5m", "behind @every"),
            ("TZ=UTC 0 3 * * *", "use `time_zone`"),
            ("CRON_TZ=UTC 0 3 * * *", "use `time_zone`"),
        ] {
            let error = check(text).unwrap_err();
            assert!(error.as_str().contains(reason), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[-0-9*,/?@ a-zé]{0,30}") {
            let _ = Schedule::parse(text);
        }
    }
}
