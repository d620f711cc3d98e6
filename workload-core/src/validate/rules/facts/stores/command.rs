//! What a container's command says: does the server run, and where are its data?

use k8s_openapi::api::core::v1::Container;

use super::setting::DataDirSetting;
use super::table::Store;
use crate::validate::rules::facts::container_command::{SHELLS, base, calls};

/// A container's command and arguments, as words.
#[derive(Clone, Debug)]
pub(crate) struct Command<'c> {
    words: Vec<&'c str>,
    /// Whether the server runs, rather than a client or a script that happens to use the image.
    pub(crate) serves: bool,
    /// Whether that is sure, and no guess from the name of a script.
    pub(crate) sure: bool,
    /// Whether nothing else decides where the data are: no configuration file, no script.
    pub(crate) certain: bool,
}

/// Programs that run the one named behind them.
const AROUND: &[&str] = &["tini", "dumb-init", "--", "docker-entrypoint.sh", "entrypoint.sh", "env"];

/// Beginnings of scripts that are clients.
const CLIENT_SCRIPTS: &[&str] = &["kafka-", "zkCli"];

impl<'c> Command<'c> {
    /// Reads what `container` runs.
    pub(crate) fn of(container: &'c Container, store: &Store) -> Self {
        let given = container.command.as_deref().unwrap_or_default();
        let args = container.args.as_deref().unwrap_or_default();
        let whole: Vec<&str> = given.iter().chain(args).map(String::as_str).collect();
        let words: Vec<&str> = whole.iter().flat_map(|word| word.split_whitespace()).collect();
        let rest = whole.iter().copied().find(|word| !AROUND.contains(&base(word)));
        // Flags alone, also behind the entrypoint, go to the server that the image runs by itself.
        let own = rest.is_none_or(|word| word.starts_with('-'));
        let serves = |name: &&str| store.servers.contains(name);
        let program = rest.map(base).unwrap_or_default();
        let named = if SHELLS.contains(&program) {
            programs(&whole).any(|name| serves(&name))
        } else {
            serves(&program)
        };
        let told = given.is_empty() && store.subcommands.contains(&program);
        let sure = own || named || told;
        let certain = (own || told || serves(&program)) && !words.iter().any(|word| names_a_file(word));
        Self { serves: sure || runs_a_script(&whole, program), words, sure, certain }
    }

    /// The folder that a flag names.
    pub(crate) fn folder(&self, store: &Store) -> DataDirSetting<&'c str> {
        let value = store.flags.iter().find_map(|flag| self.value_of(flag));
        value.map_or(DataDirSetting::Nothing, DataDirSetting::of)
    }

    /// The value of `--flag value`, `--flag=value`.
    fn value_of(&self, flag: &str) -> Option<&'c str> {
        self.words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix(flag)? {
            "" => self.words.get(at + 1).copied(),
            // CockroachDB takes a list: `--store=path=/data,size=10GiB`.
            rest => {
                let value = rest.strip_prefix('=')?.split(',').next()?;
                Some(value.strip_prefix("path=").unwrap_or(value))
            }
        })
    }
}

/// Whether it is a script in a file: most likely the server's.
fn runs_a_script(whole: &[&str], program: &str) -> bool {
    let file = |word: &str| is_script(word) || (word.starts_with('/') && !word.contains(char::is_whitespace));
    let client = |word: &str| CLIENT_SCRIPTS.iter().any(|client| base(word).starts_with(client));
    match whole.iter().position(|word| base(word) == program) {
        Some(at) if SHELLS.contains(&program) => {
            whole.get(at + 1).is_some_and(|word| file(word) && !client(word))
        }
        Some(_) => is_script(program) && !client(program),
        None => false,
    }
}

/// The programs that a shell's script calls, those run by another named for it.
fn programs<'w>(whole: &[&'w str]) -> impl Iterator<Item = &'w str> {
    let script = whole.iter().skip(1).find(|word| !word.starts_with('-') && !SHELLS.contains(&base(word)));
    script.into_iter().flat_map(|script| calls(script)).filter_map(|call| {
        let words = std::iter::once(call.program).chain(call.words);
        words.filter(|word| !word.contains('=')).map(base).find(|word| !AROUND.contains(word))
    })
}

fn is_script(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(_, end)| end == "sh")
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
        assert!(!serves("PostgreSQL", &["psql", "-h", "postgres"], &[]));
        assert!(!serves("MySQL", &["sleep", "infinity"], &[]));
        assert!(!serves("Kafka", &["/opt/kafka/bin/kafka-topics.sh", "--create"], &[]));
        assert!(serves("MySQL", &["bash", "-ec"], &["if x; then\n  exec docker-entrypoint.sh mysqld\nfi"]));
        assert!(serves("MySQL", &["docker-entrypoint.sh"], &[]));
        assert!(serves("PostgreSQL", &["docker-entrypoint.sh", "-c", "work_mem=1MB"], &[]));
        assert!(serves("Redis", &["/opt/start/run.sh"], &[]));
        assert!(!serves("MongoDB", &["mongos"], &[]));
    }

    #[test]
    fn flags_say_where_the_data_are() {
        let folder = |name: &str, args: &[&str], told: DataDirSetting<&str>| {
            let container = container(&[], args);
            assert_eq!(Command::of(&container, store(name)).folder(store(name)), told, "{args:?}");
        };
        folder("etcd", &["--data-dir=/var/lib/etcd/"], DataDirSetting::Folder("/var/lib/etcd"));
        folder("MinIO", &["server", "/export"], DataDirSetting::Folder("/export"));
        folder("CockroachDB", &["start", "--store=path=/data,size=1GiB"], DataDirSetting::Folder("/data"));
        folder("etcd", &["--data-dir", "here"], DataDirSetting::Somewhere);
        folder("etcd", &[], DataDirSetting::Nothing);
    }
}
