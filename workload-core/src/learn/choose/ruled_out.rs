//! Why a kind does not fit: the answer at which the path left it, and what it would do instead.

use super::kind::Kind;
use super::question::Question;
use super::tree::Passed;

/// Why `kind` does not fit an app that gave this answer, if the answer speaks against it.
pub(super) const fn against(kind: Kind, passed: Passed) -> Option<&'static str> {
    match (passed.question, passed.yes) {
        (Question::RunsOn, true) => against_running_on(kind),
        (Question::RunsOn, false) => against_ending(kind),
        (Question::Once, true) => match kind {
            Kind::CronJob => Some("it would start the work again at every time of a schedule (article §6.2)"),
            _ => None,
        },
        (Question::Once, false) => match kind {
            Kind::Job => {
                Some("it runs once, when it is applied, and nobody starts it the next time (article §6.2)")
            }
            _ => None,
        },
        (Question::EachNode, true) => match kind {
            Kind::Deployment | Kind::StatefulSet => Some(
                "its replicas do not follow the number of nodes, and several may land on one node (article §5.1)",
            ),
            _ => None,
        },
        (Question::EachNode, false) => match kind {
            Kind::DaemonSet => {
                Some("it runs one Pod on every node, whatever number the app needs (article §5.2)")
            }
            _ => None,
        },
        _ => against_data(kind, passed),
    }
}

const fn against_running_on(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Job => {
            Some("it is done when its Pods have ended, and an app that runs on never ends (article §2.1)")
        }
        Kind::CronJob => Some(
            "it starts another Pod at every time of its schedule, beside the ones that still run (article §6.3)",
        ),
        _ => None,
    }
}

const fn against_ending(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Deployment => {
            Some("it starts a Pod again that has ended, so the work would never be done (article §2.1)")
        }
        Kind::StatefulSet => Some("it starts a Pod again that has ended, under the same name (article §2.1)"),
        Kind::DaemonSet => Some("it starts a Pod again that has ended, and on every node (article §2.1)"),
        _ => None,
    }
}

const fn against_data(kind: Kind, passed: Passed) -> Option<&'static str> {
    match (kind, passed.question, passed.yes) {
        (Kind::StatefulSet, Question::KeepsData, false) => Some(
            "it starts Pods one after another and keeps a name for each, which Pods that keep nothing have no use for (article §3.1, §4.4)",
        ),
        (Kind::StatefulSet, Question::Durable, false) => Some(
            "it keeps a claim for every Pod, also of Pods that are gone: a cache that may be lost has no need of it (article §4.3, §7.3)",
        ),
        (Kind::StatefulSet, Question::FixedName, false) => Some(
            "it keeps names and an order that nobody looks for; one Pod with one claim does as well (article §2.2)",
        ),
        (Kind::Deployment, Question::FixedName, true) => Some(
            "its Pods come back under new names, so a claim for each cannot find its Pod again, and one claim for all is shared by Pods that each want their own (article §4.2)",
        ),
        _ => None,
    }
}
