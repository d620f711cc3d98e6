//! The thread that checks: the newest state of the files, folder by folder.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, select, unbounded};
use workload_core::validate::custom_resources::CustomResources;

use super::custom::CustomTypes;
use super::events::{Event, Job, Judged, Work};
use super::rendering::{Rendered, Rendering};
use super::roots::Root;
use crate::error::{CliError, Result};
use crate::validate::{Changes, Live};

/// A folder that is kept checked.
struct Folder {
    live: Live,
    /// The custom resources that the other thread knows.
    known: Option<Arc<CustomResources>>,
    /// What is being rendered of it.
    rendering: Option<Rendering>,
}

/// The thread's own state.
struct Judge<'c> {
    folders: HashMap<PathBuf, Folder>,
    events: &'c Sender<Event>,
    rendered: Sender<Rendered>,
    /// The last state that was checked.
    generation: u64,
}

/// Checks until nobody sends jobs any more.
pub(super) fn judge(jobs: &Receiver<Job>, events: &Sender<Event>) {
    let (rendered, done) = unbounded();
    let mut judge = Judge { folders: HashMap::new(), events, rendered, generation: 0 };
    loop {
        select! {
            recv(jobs) -> job => match job {
                Ok(job) => judge.check_all(&newest(job, jobs)),
                Err(_) => return,
            },
            recv(done) -> rendered => if let Ok(rendered) = rendered {
                judge.take_rendered(rendered);
            },
        }
        // The other side is gone at the end.
        let _ = events.send(Event::Done(judge.generation));
    }
}

impl Judge<'_> {
    /// Checks every folder.
    fn check_all(&mut self, job: &Job) {
        self.folders.retain(|path, _| job.roots.iter().any(|root| root.path == *path));
        for root in &job.roots {
            self.tell(&root.path, |judge| judge.check(root, job));
        }
        self.generation = job.generation;
    }

    /// Takes over what was rendered beside, unless something newer is being rendered.
    fn take_rendered(&mut self, rendered: Rendered) {
        let root = rendered.root.clone();
        self.tell(&root, |judge| {
            let folder = judge.folders.get_mut(&rendered.root);
            let Some(folder) =
                folder.filter(|folder| folder.rendering.as_ref().is_some_and(|own| own.made(&rendered)))
            else {
                return Ok(None);
            };
            enter(&rendered.root)?;
            folder.rendering = None;
            let changes = folder.live.take_rendered(rendered.sources);
            Ok(Some(folder.judged(&rendered.root, changes, Some(Work::Rendering))))
        });
    }

    /// Tells the other thread what checking a folder gives. A fault of the checker must not end the editor's session.
    fn tell(&mut self, root: &Path, check: impl FnOnce(&mut Self) -> Result<Option<Judged>>) {
        let judged = catch_unwind(AssertUnwindSafe(|| check(self)));
        let event = match judged {
            Ok(Ok(None)) => return,
            Ok(Ok(Some(judged))) => Event::Judged(judged),
            Ok(Err(error)) => Event::Failed(root.to_owned(), in_words(&error)),
            Err(_) => {
                self.folders.remove(root);
                Event::Failed(root.to_owned(), "the checker failed: see the log of the server".to_owned())
            }
        };
        let _ = self.events.send(event);
    }

    /// Checks one folder; none when nothing changed in it.
    fn check(&mut self, root: &Root, job: &Job) -> Result<Option<Judged>> {
        // Everything about a folder goes by the current one, as on the command line.
        enter(&root.path)?;
        let disk = &job.disk;
        let is_configured = |folder: &Folder| folder.live.is_configured_by(&disk.files);
        if disk.configuration || self.folders.get(&root.path).is_some_and(is_configured) {
            self.folders.remove(&root.path);
        }
        if self.folders.contains_key(&root.path) {
            self.check_again(root, job)
        } else {
            self.open(root, job).map(Some)
        }
    }

    /// Reads and checks a folder for the first time.
    fn open(&mut self, root: &Root, job: &Job) -> Result<Judged> {
        let _ = self.events.send(Event::Began(root.path.clone(), Work::Reading));
        let live = Live::open(root.walks, &job.buffers, None)?;
        let mut folder = Folder { live, known: None, rendering: None };
        let changes = folder.live.whole();
        let judged = folder.judged(&root.path, changes, Some(Work::Reading));
        self.folders.insert(root.path.clone(), folder);
        Ok(judged)
    }

    /// Checks what changed, and has rendered anew what hangs on it.
    fn check_again(&mut self, root: &Root, job: &Job) -> Result<Option<Judged>> {
        let Some(mut folder) = self.folders.remove(&root.path) else { return Ok(None) };
        let disk = &job.disk;
        let mut renders = folder.live.hangs_on(&disk.files);
        let changes = if disk.listing {
            // What is being rendered for the old list of files is begun again with the new one.
            renders |= folder.rendering.take().is_some();
            folder.live = Live::open(root.walks, &job.buffers, Some(folder.live))?;
            Some(folder.live.whole())
        } else {
            folder.live.update(&job.buffers, &disk.files)
        };
        if renders {
            let _ = self.events.send(Event::Began(root.path.clone(), Work::Rendering));
            folder.rendering = Some(Rendering::start(&root.path, folder.live.render_task(), &self.rendered));
        }
        let judged = changes.map(|changes| folder.judged(&root.path, changes, None));
        self.folders.insert(root.path.clone(), folder);
        Ok(judged)
    }
}

impl Folder {
    /// What is told of the folder, with its custom resources when they are others than the last time.
    fn judged(&mut self, root: &Path, changes: Changes, ends: Option<Work>) -> Judged {
        let own = self.live.custom_resources();
        let is_known = self.known.as_ref().is_some_and(|known| Arc::ptr_eq(known, own));
        let custom = (!is_known).then(|| Arc::new(CustomTypes::new(self.live.definitions(), own.clone())));
        self.known = Some(own.clone());
        Judged { root: root.to_owned(), changes, custom, ends }
    }
}

fn enter(folder: &Path) -> Result<()> {
    std::env::set_current_dir(folder).map_err(|error| CliError::at(folder, "cannot enter", &error))
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

/// The error and what to do about it, in one text.
fn in_words(error: &CliError) -> String {
    let mut text = error.to_string();
    for help in error.helps() {
        text.push_str("; ");
        text.push_str(help);
    }
    text
}
