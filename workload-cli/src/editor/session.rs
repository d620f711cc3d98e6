//! What the server knows of the editor and its files.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::Sender;
use lsp_server::Request;

use super::client::Client;
use super::custom::CustomTypes;
use super::documents::Documents;
use super::events::{Disk, Job};
use super::names::{FileNames, Names};
use super::outgoing::Outgoing;
use super::progress::Progress;
use super::results::Results;
use super::roots::{Root, owner, roots};
use super::schema::Schema;

/// One editor's session.
#[derive(Debug)]
pub(super) struct Session {
    /// What the editor can do.
    pub(super) client: Client,
    /// The folders that are open in it.
    pub(super) folders: Vec<PathBuf>,
    /// The texts that are open in it.
    pub(super) documents: Documents,
    /// The way to it.
    pub(super) outgoing: Outgoing,
    /// What was found last.
    pub(super) results: Results,
    /// The folders that are being read.
    pub(super) progress: Progress,
    /// Requests that wait until the state they are about was checked, with its number.
    pub(super) waiting: Vec<(u64, Request)>,
    /// The files that were edited since their findings were shown.
    pub(super) edited: HashSet<PathBuf>,
    /// Whether the editor has asked the server to end.
    pub(super) is_shut_down: bool,
    /// The custom resources of each folder.
    pub(super) custom: HashMap<PathBuf, Arc<CustomTypes>>,
    names: RefCell<Names>,
    jobs: Sender<Job>,
    generation: u64,
    /// The last state that was checked.
    pub(super) done: u64,
}

impl Session {
    /// A session with nothing open in it.
    pub(super) fn new(client: Client, folders: Vec<PathBuf>, outgoing: Outgoing, jobs: Sender<Job>) -> Self {
        Self {
            client,
            folders,
            documents: Documents::default(),
            outgoing,
            results: Results::default(),
            progress: Progress::default(),
            waiting: Vec::new(),
            edited: HashSet::new(),
            is_shut_down: false,
            custom: HashMap::new(),
            names: RefCell::default(),
            jobs,
            generation: 0,
            done: 0,
        }
    }

    /// Has the files checked as they are now.
    pub(super) fn check(&mut self, disk: Disk) {
        self.generation += 1;
        let job =
            Job { generation: self.generation, roots: self.roots(), buffers: self.documents.buffers(), disk };
        // The thread that checks lives as long as the session.
        let _ = self.jobs.send(job);
    }

    /// The folders whose files are checked together.
    pub(super) fn roots(&self) -> Vec<Root> {
        roots(&self.folders, self.documents.paths())
    }

    /// The names in all files, with what is typed and not checked yet.
    pub(super) fn names(&self) -> Vec<FileNames> {
        let mut files = self.results.texts();
        for path in self.documents.paths() {
            files.retain(|(own, _)| **own != *path);
            files.extend(self.documents.get(path).map(|one| (Arc::<Path>::from(path), one.text.clone())));
        }
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        self.names.borrow_mut().of(files)
    }

    /// The custom resources of the folder that a file belongs to.
    pub(super) fn custom_types(&self, file: &Path) -> Option<&CustomTypes> {
        let root = owner(&self.folders, file).or_else(|| file.parent())?;
        self.custom.get(root).map(Arc::as_ref)
    }

    /// The types that an object of a file is of: those of its definition, or Kubernetes' own.
    pub(super) fn schema(&self, file: &Path, api_version: &str, kind: &str) -> &Schema {
        let custom = self.custom_types(file).map(|custom| &custom.schema);
        custom.filter(|custom| custom.has(api_version, kind)).unwrap_or(Schema::builtin())
    }

    /// Whether everything was checked as it is now.
    pub(super) fn is_settled(&self) -> bool {
        self.done == self.generation
    }

    /// Keeps a request until the files were checked as they are now.
    pub(super) fn wait(&mut self, request: Request) {
        self.waiting.push((self.generation, request));
    }

    /// The requests that need wait no longer.
    pub(super) fn ready(&mut self) -> Vec<Request> {
        let done = self.done;
        self.waiting
            .extract_if(.., |(generation, _)| *generation <= done)
            .map(|(_, request)| request)
            .collect()
    }
}
