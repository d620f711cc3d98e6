//! The thread that checks: the newest state of the files, folder by folder.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use crossbeam_channel::{Receiver, Sender};

use super::events::{Disk, Event, Job, Judged};
use super::roots::Root;
use crate::error::{CliError, Result};
use crate::validate::Live;

/// Checks until nobody sends jobs any more.
pub(super) fn judge(jobs: &Receiver<Job>, events: &Sender<Event>) {
    let mut folders = HashMap::new();
    while let Ok(job) = jobs.recv() {
        let job = newest(job, jobs);
        folders.retain(|path, _| job.roots.iter().any(|root| root.path == *path));
        for root in &job.roots {
            // A fault of the checker must not end the editor's session.
            let judged = catch_unwind(AssertUnwindSafe(|| check(&mut folders, root, &job, events)));
            let event = match judged {
                Ok(Ok(None)) => continue,
                Ok(Ok(Some(judged))) => Event::Judged(judged),
                Ok(Err(error)) => Event::Failed(root.path.clone(), in_words(&error)),
                Err(_) => {
                    folders.remove(&root.path);
                    Event::Failed(
                        root.path.clone(),
                        "the checker failed: see the log of the server".to_owned(),
                    )
                }
            };
            // The other side is gone at the end.
            let _ = events.send(event);
        }
        let _ = events.send(Event::Done(job.generation));
    }
}

/// The last of the jobs that wait, with what changed on the disk for all of them.
fn newest(first: Job, jobs: &Receiver<Job>) -> Job {
    let mut newest = first;
    for job in jobs.try_iter() {
        let disk = std::mem::replace(&mut newest, job).disk;
        newest.disk.add(disk);
    }
    newest
}

/// Checks one folder; none when nothing changed in it.
fn check(
    folders: &mut HashMap<PathBuf, Live>,
    root: &Root,
    job: &Job,
    events: &Sender<Event>,
) -> Result<Option<Judged>> {
    // Everything about a folder goes by the current one, as on the command line.
    std::env::set_current_dir(&root.path)
        .map_err(|error| CliError::at(&root.path, "cannot enter", &error))?;
    if folders.get(&root.path).is_some_and(|live| must_reopen(live, &job.disk)) {
        folders.remove(&root.path);
    }
    if let Some(live) = folders.get_mut(&root.path) {
        let changes = live.update(&job.buffers, &job.disk.files);
        return Ok(changes.map(|changes| Judged { root: root.path.clone(), changes }));
    }
    let _ = events.send(Event::Began(root.path.clone()));
    let live = folders.entry(root.path.clone()).or_insert(Live::open(root.walks, &job.buffers)?);
    Ok(Some(Judged { root: root.path.clone(), changes: live.whole() }))
}

/// Whether more changed on the disk than the texts of files.
fn must_reopen(live: &Live, disk: &Disk) -> bool {
    disk.all || (!disk.files.is_empty() && live.renders())
}

/// The error and what to do about it, in one text.
fn in_words(error: &CliError) -> String {
    let mut text = error.to_string();
    for help in error.helps() {
        text.push_str("; ");
        text.push_str(help);
    }
    text
}
