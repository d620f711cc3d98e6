//! The questions of the tree, each with two replies and the keys that give them.

/// A question about an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Does it run on?
    RunsOn,
    /// Once, or on a schedule?
    Once,
    /// When, as a schedule; the one question whose answer is a text.
    When,
    /// One on every node?
    EachNode,
    /// Does it keep data?
    KeepsData,
    /// Durable data, or a cache?
    Durable,
    /// Does each Pod need its name?
    FixedName,
}

/// One of the two replies to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The reply in a word or two, as a path shows it.
    pub short: &'static str,
    /// Which apps give it.
    pub apps: &'static str,
    /// The need that gives it, where there is one: a key of a file, a flag of the command.
    pub key: Option<&'static str>,
}

const fn reply(short: &'static str, apps: &'static str, key: Option<&'static str>) -> Reply {
    Reply { short, apps, key }
}

impl Question {
    /// The question as it is asked.
    pub const fn text(self) -> &'static str {
        match self {
            Self::RunsOn => "Does it run on, until somebody stops or replaces it?",
            Self::Once => "When does it run?",
            Self::When => "On which schedule (minute hour day month weekday)?",
            Self::EachNode => "Must one run on every node?",
            Self::KeepsData => "Does it keep data of its own?",
            Self::Durable => "Is it durable data, or a cache that may be lost?",
            Self::FixedName => "Must each Pod keep its name, so that others find it again?",
        }
    }

    /// What the article says about it.
    pub const fn section(self) -> &'static str {
        match self {
            Self::RunsOn => "§8.3",
            Self::Once | Self::When => "§6.2",
            Self::EachNode => "§8.2",
            Self::KeepsData | Self::Durable => "§8.1",
            Self::FixedName => "§8.4",
        }
    }

    /// The replies "yes" and "no", whatever words they are in.
    pub const fn replies(self) -> [Reply; 2] {
        match self {
            Self::RunsOn => [
                reply("yes", "servers, agents, databases", Some("long-running")),
                reply("no", "it does its work and ends", None),
            ],
            Self::Once => [
                reply("once", "a migration, an import: now, to its end", Some("run-once")),
                reply("on a schedule", "backups, clean-ups, reports", Some("schedule")),
            ],
            Self::When => [reply("", "", Some("schedule")), reply("", "", None)],
            Self::EachNode => [
                reply("yes", "it works for its node: collects logs, measures, connects", Some("per-node")),
                reply("no", "anywhere will do", None),
            ],
            Self::KeepsData => [
                reply("yes", "on a disk, or in memory", Some("keeps-data")),
                reply("no", "any Pod can answer any request", None),
            ],
            Self::Durable => [
                reply("durable", "losing it hurts", Some("keeps-data")),
                reply("a cache", "it fills itself again", Some("cache")),
            ],
            Self::FixedName => [
                reply("yes", "replicas, shards, members that find one another", Some("stable-identity")),
                reply("no", "one copy, under any name", None),
            ],
        }
    }

    /// The reply that was given.
    pub const fn reply(self, yes: bool) -> Reply {
        let [affirmed, denied] = self.replies();
        if yes { affirmed } else { denied }
    }

    /// What is taken for the answer when nobody gave one: no need that was not named, and no
    /// data lost (article §8.5). How long an app runs is its author's to say.
    pub const fn usual(self) -> Option<bool> {
        match self {
            Self::RunsOn | Self::Once | Self::When => None,
            Self::EachNode | Self::KeepsData | Self::FixedName => Some(false),
            Self::Durable => Some(true),
        }
    }

    /// The needs that answer it.
    pub const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::RunsOn => &["long-running", "run-once", "schedule"],
            Self::Once => &["run-once", "schedule"],
            Self::When => &["schedule"],
            Self::EachNode => &["per-node"],
            Self::KeepsData | Self::Durable => &["keeps-data", "cache"],
            Self::FixedName => &["stable-identity"],
        }
    }
}
