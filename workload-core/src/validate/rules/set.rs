//! All objects of a run together, and who belongs to whom.

use std::collections::HashMap;
use std::sync::Arc;

use super::facts::subject::Subject;
use super::profile::Profile;
use crate::k8s::{Object, namespace_key};
use crate::syntax::yaml::Path;

/// An object that other objects may refer to, or that refers to others.
#[derive(Clone, Debug)]
pub struct Member {
    /// The object.
    pub object: Object,
    /// Where it stands in its document.
    pub root: Path,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Where it is meant to run.
    pub profile: Profile,
}

/// The objects of a run that refer to one another, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Set {
    members: Vec<Member>,
    by_name: HashMap<Name, Named>,
    /// The first object of a name in each file and in each folder.
    first: HashMap<(usize, Near), usize>,
    by_kind: HashMap<&'static str, Vec<usize>>,
}

/// Kind, namespace as it is compared, and name.
type Name = (&'static str, String, String);

/// The objects of one name.
#[derive(Clone, Copy, Debug)]
struct Named {
    /// The first of them, whose number stands for the name.
    first: usize,
    /// Whether there is no other.
    alone: bool,
}

/// A place that a name is looked for in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Near {
    File(Arc<str>),
    Folder(Arc<str>),
}

impl Set {
    /// A set of these members.
    #[must_use]
    pub fn of(members: Vec<Member>) -> Self {
        let mut set = Self::default();
        for (number, member) in members.iter().enumerate() {
            let kind = member.object.kind();
            set.by_kind.entry(kind).or_default().push(number);
            let name = name_of(kind, member.object.namespace(), member.object.name());
            let named = set.by_name.entry(name).or_insert(Named { first: number, alone: true });
            named.alone = named.first == number;
            let first = named.first;
            for near in near(&member.file) {
                set.first.entry((first, near)).or_insert(number);
            }
        }
        set.members = members;
        set
    }

    /// A member as rules see it.
    #[must_use]
    pub fn subject(&self, number: usize) -> Subject<'_> {
        let member = &self.members[number];
        Subject { object: &member.object, root: &member.root, profile: member.profile, number }
    }

    /// All members, in order.
    pub fn subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        (0..self.members.len()).map(|number| self.subject(number))
    }

    /// The members of a kind, in order.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = Subject<'_>> {
        self.by_kind.get(kind).into_iter().flatten().map(|number| self.subject(*number))
    }

    /// The members with Pods, in order.
    pub fn workloads(&self) -> impl Iterator<Item = Subject<'_>> {
        self.subjects().filter(|subject| subject.object.pod_template().is_some())
    }

    /// The object of `kind` called `name` that `from` means when it says the name: of the same
    /// namespace, and of those the one in the same file, then in the same folder; from elsewhere
    /// only when there is but one.
    #[must_use]
    pub fn named(&self, kind: &'static str, name: &str, from: &Subject<'_>) -> Option<Subject<'_>> {
        let named = self.by_name.get(&name_of(kind, from.object.namespace(), name))?;
        let nearest = near(&self.members[from.number].file)
            .find_map(|near| self.first.get(&(named.first, near)).copied());
        nearest.or(named.alone.then_some(named.first)).map(|number| self.subject(number))
    }

    /// Whether `other` is near enough to `from` to be meant by it: of the same namespace, and in
    /// the same file, or the same folder; or the whole set is in as few files as that.
    #[must_use]
    pub fn belongs(&self, from: &Subject<'_>, other: &Subject<'_>) -> bool {
        namespace_key(from.object.namespace()) == namespace_key(other.object.namespace())
            && self.distance(from.number, other.number) < Distance::Elsewhere
    }

    /// The folder of the file in which an object stands.
    pub(super) fn folder_of(&self, subject: &Subject<'_>) -> &str {
        folder(&self.members[subject.number].file)
    }

    /// Whether two objects stand in the same file.
    pub(super) fn same_file(&self, one: &Subject<'_>, other: &Subject<'_>) -> bool {
        self.distance(one.number, other.number) == Distance::SameFile
    }

    fn distance(&self, one: usize, other: usize) -> Distance {
        let (one, other) = (&self.members[one].file, &self.members[other].file);
        if one == other {
            Distance::SameFile
        } else if folder(one) == folder(other) {
            Distance::SameFolder
        } else {
            Distance::Elsewhere
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    SameFile,
    SameFolder,
    Elsewhere,
}

fn name_of(kind: &'static str, namespace: Option<&str>, name: &str) -> Name {
    (kind, namespace_key(namespace).to_owned(), name.to_owned())
}

/// The places near an object in this file, the nearest first.
fn near(file: &Arc<str>) -> impl Iterator<Item = Near> {
    let folder = || Near::Folder(folder(file).into());
    std::iter::once(Near::File(file.clone())).chain(std::iter::once_with(folder))
}

fn folder(file: &str) -> &str {
    file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
}
