//! All objects of a run together, and who belongs to whom.

use std::collections::HashMap;
use std::sync::Arc;

use super::rule::Profile;
use super::subject::Subject;
use crate::objects::Object;
use crate::yaml::Path;

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
    by_name: HashMap<(&'static str, String), Vec<usize>>,
    by_kind: HashMap<&'static str, Vec<usize>>,
}

impl Set {
    /// A set of these members.
    #[must_use]
    pub fn of(members: Vec<Member>) -> Self {
        let mut set = Self::default();
        for (number, member) in members.iter().enumerate() {
            let kind = member.object.kind();
            set.by_kind.entry(kind).or_default().push(number);
            set.by_name.entry((kind, member.object.name().to_owned())).or_default().push(number);
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
        self.subjects().filter(|subject| subject.object.pod_part().is_some())
    }

    /// The object of `kind` called `name` that `from` means when it says the name: of the same
    /// namespace, and of those the one in the same file, then in the same folder; from elsewhere
    /// only when there is but one.
    #[must_use]
    pub fn named(&self, kind: &'static str, name: &str, from: &Subject<'_>) -> Option<Subject<'_>> {
        let numbers = self.by_name.get(&(kind, name.to_owned()))?;
        let here = from.object.namespace();
        let fitting: Vec<_> = numbers
            .iter()
            .copied()
            .filter(|number| self.members[*number].object.namespace() == here)
            .collect();
        self.nearest(&fitting, from.number).map(|number| self.subject(number))
    }

    /// Whether `other` is near enough to `from` to be meant by it: of the same namespace, and in
    /// the same file, or the same folder; or the whole set is in as few files as that.
    #[must_use]
    pub fn belongs(&self, from: &Subject<'_>, other: &Subject<'_>) -> bool {
        from.object.namespace() == other.object.namespace()
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

    fn nearest(&self, numbers: &[usize], from: usize) -> Option<usize> {
        let nearest = numbers.iter().copied().min_by_key(|number| self.distance(from, *number))?;
        let alone = numbers.len() == 1;
        (alone || self.distance(from, nearest) < Distance::Elsewhere).then_some(nearest)
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

fn folder(file: &str) -> &str {
    file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
}
