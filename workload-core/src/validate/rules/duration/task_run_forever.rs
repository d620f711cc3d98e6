//! D11: a task that ends, in a workload that starts it again.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::container_command::{Call, Run};
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A task that ends is a Job.
    ///
    /// A Deployment, a StatefulSet and a DaemonSet start a container again whenever it ends, also
    /// when all went well: the migration runs over and over, with longer and longer waits between
    /// (`CrashLoopBackOff`). A Job runs it once, a CronJob on a schedule (article §2.2, §6.2).
    ///
    /// A task is told by what the command calls last: `pg_dump`, `alembic upgrade`, `echo`.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: migrate}
    /// spec:
    ///   selector: {matchLabels: {app: migrate}}
    ///   template:
    ///     metadata: {labels: {app: migrate}}
    ///     spec:
    ///       containers:
    ///       - name: migrate
    ///         image: shop:v1
    ///         command: [python, manage.py, migrate]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         command: [sh, -c, "python manage.py migrate && exec gunicorn shop"]
    /// ```
    D11 task_run_forever: Warning, ["2.2", "6.2"], Object(check)
}

/// Programs that do something and are over.
const TASKS: &[&str] = &[
    "pg_dump",
    "pg_dumpall",
    "pg_restore",
    "pg_basebackup",
    "mysqldump",
    "mariadb-dump",
    "mongodump",
    "mongorestore",
    "mongoimport",
    "alembic",
    "flyway",
    "liquibase",
    "dbmate",
    "sqitch",
    "createdb",
];

/// Programs that only say something.
const REMARKS: &[&str] = &["echo", "printf", "true", "env", "printenv", "date", "ls", "uname", "hostname"];

/// Words that make a task of a program that does other things too.
const TOLD: &[(&str, &[&str])] = &[
    ("python", &["migrate", "collectstatic", "createsuperuser", "loaddata"]),
    ("python3", &["migrate", "collectstatic", "createsuperuser", "loaddata"]),
    ("manage.py", &["migrate", "collectstatic", "createsuperuser", "loaddata"]),
    ("rails", &["db:migrate", "db:seed", "db:setup", "db:prepare"]),
    ("rake", &["db:migrate", "db:seed", "db:setup"]),
    ("php", &["migrate", "db:seed", "doctrine:migrations:migrate"]),
    ("npx", &["migrate", "db:migrate", "migration:run"]),
    ("prisma", &["migrate"]),
    ("restic", &["backup", "restore", "prune", "forget"]),
    ("terraform", &["apply", "plan"]),
    ("kubectl", &["apply", "delete", "create"]),
    ("helm", &["install", "upgrade"]),
];

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    if !matches!(subject.object.kind(), "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet") {
        return;
    }
    for part in subject.containers().filter(|part| part.list == "containers") {
        let run = Run::of(part.container);
        if run.endless_loop().is_some() {
            continue;
        }
        let Some(task) = task(&run, part.container.command.is_some()) else { continue };
        let path = pod_spec(subject);
        let spec = PathBuilder::along(&path);
        let list = spec.field("containers");
        let field = if part.container.command.is_some() { "command" } else { "args" };
        let message = format!("`{task}` ends, and {} starts it again, over and over", subject.name());
        reports
            .report(subject, &list.index(part.index).field(field), message)
            .help("make it a Job, or a CronJob if it recurs (article §2.2, §6.2)");
    }
}

/// The task that a command ends with; none when something else may run on.
fn task(run: &Run<'_>, whole: bool) -> Option<String> {
    let last = run.calls.last()?;
    let spoken = |call: &Call<'_>| REMARKS.contains(&call.program);
    if run.calls.iter().all(spoken) {
        // Arguments alone are for the program that the image starts.
        if !whole {
            return None;
        }
        return Some(last.program.to_owned());
    }
    // A remark behind a task changes nothing.
    let done = run.calls.iter().rev().find(|call| !spoken(call))?;
    let told = TOLD.iter().find(|(program, _)| *program == done.program);
    match told {
        Some((program, words)) => {
            let word = done.words.iter().find(|word| words.contains(*word))?;
            Some(format!("{program} … {word}"))
        }
        None => TASKS.contains(&done.program).then(|| done.program.to_owned()),
    }
}
