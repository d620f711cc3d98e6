//! Which CronJobs make backups: by their names, and by what they run.

use crate::validate::rules::facts::container_command::{Call, Run};
use crate::validate::rules::facts::subject::Subject;

/// Words in the names of backups.
const NAMES: &[&str] = &["backup", "backups", "bkp", "dump", "dumps"];

/// Words that turn a backup into something about backups.
const ABOUT: &[&str] = &[
    "clean",
    "cleaner",
    "cleanup",
    "prune",
    "pruner",
    "delete",
    "remove",
    "purge",
    "expire",
    "rotate",
    "rotation",
    "retention",
    "check",
    "verify",
    "test",
    "monitor",
    "report",
    "restore",
    "list",
    "exporter",
    "metrics",
];

/// Programs that write out a database.
const DUMPERS: &[&str] = &[
    "pg_dump",
    "pg_dumpall",
    "pg_basebackup",
    "mysqldump",
    "mariadb-dump",
    "mysqlpump",
    "mydumper",
    "mongodump",
    "xtrabackup",
    "mariabackup",
    "etcdbackup",
];

/// Programs that back up when they are told so.
const TOLD: &[(&str, &[&str])] = &[
    ("restic", &["backup"]),
    ("borg", &["create"]),
    ("velero", &["backup"]),
    ("etcdctl", &["snapshot"]),
    ("redis-cli", &["--rdb", "BGSAVE", "bgsave"]),
    ("influx", &["backup"]),
    ("influxd", &["backup"]),
];

/// Whether a CronJob makes a backup.
pub(crate) fn is_backup(subject: &Subject<'_>) -> bool {
    let words = || subject.object.name().split(['-', '.']);
    if words().any(|word| ABOUT.contains(&word)) {
        return false;
    }
    words().any(|word| NAMES.contains(&word))
        || subject.containers().any(|part| Run::of(part.container).calls.iter().any(backs_up))
}

fn backs_up(call: &Call<'_>) -> bool {
    DUMPERS.contains(&call.program)
        || TOLD.iter().any(|(program, words)| call.program == *program && call.says(words))
}

#[cfg(test)]
mod tests {
    use crate::validate::rules::facts::container_command::calls;

    #[test]
    fn a_backup_is_told_by_what_it_runs() {
        let backs_up = |script| calls(script).any(|call| super::backs_up(&call));
        assert!(backs_up("pg_dump shop | gzip > /backup/shop.gz") && backs_up("restic backup /data"));
        assert!(
            !backs_up("restic forget --prune") && !backs_up("pg_restore shop") && !backs_up("redis-cli ping")
        );
    }
}
