//! What a container's command says: does the server run, and where are its data?

use std::borrow::Cow;

use k8s_openapi::api::core::v1::Container;

use super::table::Store;

/// A container's command and arguments, as words.
#[derive(Clone, Debug)]
pub(super) struct Command<'c> {
    words: Vec<&'c str>,
    /// Whether the server runs, rather than a client or a script that happens to use the image.
    pub(super) serves: bool,
    /// Whether nothing else decides where the data are: no configuration file, no script.
    pub(super) certain: bool,
}

/// Words before a program in a script.
const BEFORE: &[&str] = &["exec", "then", "do", "else", "until", "while", "if", "!", "sudo", "nohup", "{"];

const SHELLS: &[&str] = &["sh", "bash", "ash", "dash"];

impl<'c> Command<'c> {
    /// Reads what `container` runs.
    pub(super) fn of(container: &'c Container, store: &Store) -> Self {
        let given = container.command.as_deref().unwrap_or_default();
        let args = container.args.as_deref().unwrap_or_default();
        let whole: Vec<&str> = given.iter().chain(args).map(String::as_str).collect();
        let words: Vec<&str> = whole.iter().flat_map(|word| word.split_whitespace()).collect();
        let own = given.is_empty() && whole.first().is_none_or(|word| word.starts_with('-'));
        let named = whole.iter().flat_map(|text| programs(text)).any(|name| store.servers.contains(&name));
        let first = whole.first().map_or("", |word| base(word));
        // A script in a file, and an image's own subcommand (`server /data`), most likely start it.
        let script = first.ends_with(".sh") || first.contains("entrypoint") || first.contains("init");
        let scripted = SHELLS.contains(&first)
            && whole.get(1).is_some_and(|word| word.starts_with('/') || word.ends_with(".sh"));
        let asks_the_entrypoint = given.is_empty() && store.subcommands.contains(&first);
        let configured = words.iter().any(|word| names_a_file(word));
        let certain = (own || asks_the_entrypoint || store.servers.contains(&first)) && !configured;
        Self { words, serves: own || named || script || scripted || asks_the_entrypoint, certain }
    }

    /// The folder that a flag names: the outer `None` when none does, the inner when it is no
    /// whole path.
    pub(super) fn folder(&self, store: &Store) -> Option<Option<Cow<'c, str>>> {
        let value = store.flags.iter().find_map(|flag| self.value_of(flag))?;
        Some(value.starts_with('/').then(|| Cow::Borrowed(value.trim_end_matches('/'))))
    }

    /// The value of `--flag value`, `--flag=value`.
    fn value_of(&self, flag: &str) -> Option<&'c str> {
        self.words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix(flag)? {
            "" => self.words.get(at + 1).copied(),
            rest => rest.strip_prefix('=').map(|value| value.split(',').next().unwrap_or_default()),
        })
    }
}

/// The programs that a word or a script calls.
fn programs(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ';', '&', '|', '(']).filter_map(|command| {
        let word = command.split_whitespace().find(|word| !BEFORE.contains(word) && !word.contains('='))?;
        Some(base(word))
    })
}

fn base(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or_default()
}

/// Whether it is a file of settings, which may say where the data are.
fn names_a_file(word: &str) -> bool {
    let ends =
        [".conf", ".cnf", ".cfg", ".yml", ".yaml", ".json", ".toml", ".properties", ".xml", ".hcl", ".ini"];
    ends.iter().any(|end| word.ends_with(end)) && !word.contains("storage")
}

#[cfg(test)]
mod tests {
    use super::super::table::STORES;
    use super::*;

    fn container(command: &[&str], args: &[&str]) -> Container {
        let own = |words: &[&str]| {
            (!words.is_empty()).then(|| words.iter().map(|word| (*word).to_owned()).collect())
        };
        Container { command: own(command), args: own(args), ..Container::default() }
    }

    fn store(name: &str) -> &'static Store {
        STORES.iter().find(|store| store.name == name).unwrap()
    }

    fn serves(name: &str, command: &[&str], args: &[&str]) -> bool {
        Command::of(&container(command, args), store(name)).serves
    }

    #[test]
    fn a_server_is_told_from_its_clients() {
        assert!(serves("Redis", &[], &[]));
        assert!(serves("Redis", &["redis-server", "/etc/redis.conf"], &[]));
        assert!(serves("Redis", &[], &["--appendonly", "yes"]));
        assert!(serves("Redis", &["sh", "-c"], &["sleep 1; exec redis-server --port 6380"]));
        assert!(serves("MySQL", &["docker-entrypoint.sh"], &["mysqld"]));
        assert!(serves("MinIO", &[], &["server", "/data"]));
        assert!(serves("Redis", &["sh", "/scripts/start.sh"], &[]));
        assert!(!serves("Redis", &["redis-sentinel", "/etc/sentinel.conf"], &[]));
        assert!(!serves(
            "Redis",
            &["sh", "-c", "until redis-cli -h redis-server ping; do sleep 1; done"],
            &[]
        ));
        assert!(!serves("PostgreSQL", &["sh", "-c", "pg_dump -U postgres shop > /backup/shop.sql"], &[]));
        assert!(!serves("MySQL", &["sleep", "infinity"], &[]));
        assert!(!serves("MongoDB", &["mongos"], &[]));
    }

    #[test]
    fn flags_say_where_the_data_are() {
        let folder = |name: &str, args: &[&str]| {
            let container = container(&[], args);
            Command::of(&container, store(name)).folder(store(name)).map(|folder| folder.map(Cow::into_owned))
        };
        assert_eq!(folder("etcd", &["--data-dir=/var/lib/etcd/"]), Some(Some("/var/lib/etcd".to_owned())));
        assert_eq!(folder("MinIO", &["server", "/export"]), Some(Some("/export".to_owned())));
        assert_eq!(folder("etcd", &["--data-dir", "here"]), Some(None));
        assert_eq!(folder("etcd", &[]), None);
    }
}
