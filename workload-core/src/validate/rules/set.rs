//! All objects of a run together, and which of them belong together.

use std::ops::Deref;
use std::sync::Arc;

use super::name_key::{Name, NameKey, Named};
use super::record::{Record, WorkloadRecord};
use crate::k8s::namespace_key;
use crate::syntax::text::FastMap;

/// The objects of a run that refer to one another, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Set<'r> {
    records: &'r [Arc<Record>],
    places: Vec<Place>,
    by_name: FastMap<NameKey<'r, true>, FirstNamed>,
    /// The first object of a name in each file and in each folder, for names that several have.
    first: FastMap<(u32, Near), u32>,
    by_kind: FastMap<&'static str, Vec<u32>>,
}

/// An object of a set.
#[derive(Clone, Copy, Debug)]
pub struct Member<'r> {
    /// What is known of it.
    pub record: &'r Record,
    /// Its number in the set.
    pub number: usize,
}

impl Deref for Member<'_> {
    type Target = Record;

    fn deref(&self) -> &Record {
        self.record
    }
}

/// The objects of one name.
#[derive(Clone, Copy, Debug)]
struct FirstNamed {
    /// The first of them, whose number stands for the name.
    first: u32,
    /// Whether there is no other.
    alone: bool,
}

/// The numbers of an object's file and folder.
#[derive(Clone, Copy, Debug)]
struct Place {
    file: u32,
    folder: u32,
}

/// A place in which a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Near {
    File(u32),
    Folder(u32),
}

impl<'r> Set<'r> {
    /// A set of these objects.
    #[must_use]
    pub fn new(records: &'r [Arc<Record>]) -> Self {
        let mut set = Self { records, places: places(records), ..Self::default() };
        set.by_name.reserve(records.len());
        for (number, record) in records.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            set.by_kind.entry(record.kind).or_default().push(number);
            let named =
                set.by_name.entry(NameKey(record)).or_insert(FirstNamed { first: number, alone: true });
            let first = named.first;
            if first != number {
                named.alone = false;
                for one in [first, number] {
                    for near in near(set.places[one as usize]) {
                        set.first.entry((first, near)).or_insert(one);
                    }
                }
            }
        }
        set
    }

    /// The number of the first object of a name in a place.
    fn first_near(&self, named: FirstNamed, near: Near) -> Option<u32> {
        if named.alone {
            let place = self.places[named.first as usize];
            return self::near(place).any(|own| own == near).then_some(named.first);
        }
        self.first.get(&(named.first, near)).copied()
    }

    /// A member by its number.
    #[must_use]
    pub fn member(&self, number: usize) -> Member<'r> {
        Member { record: &self.records[number], number }
    }

    /// All members, in order.
    pub fn members(&self) -> impl Iterator<Item = Member<'r>> + use<'r> {
        self.records.iter().enumerate().map(|(number, record)| Member { record, number })
    }

    /// The members of a kind, in order.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = Member<'r>> {
        self.by_kind.get(kind).into_iter().flatten().map(|number| self.member(*number as usize))
    }

    /// Whether there is an object of a kind.
    #[must_use]
    pub fn has_kind(&self, kind: &str) -> bool {
        self.by_kind.contains_key(kind)
    }

    /// The members with Pods, in order.
    pub(crate) fn workloads(&self) -> impl Iterator<Item = (Member<'r>, &'r WorkloadRecord)> + use<'r> {
        self.members().filter_map(|member| {
            let workload = member.record.workload().filter(|workload| workload.pod_path.is_some())?;
            Some((member, workload))
        })
    }

    /// The object of `kind` that `from` refers to as `name`: of the same namespace, and of those the
    /// one in the same file, then in the same folder; from elsewhere only when there is but one, and
    /// not far away.
    #[must_use]
    pub fn named(&self, kind: &'static str, name: &str, from: &Member<'_>) -> Option<Member<'r>> {
        let named = self.named_first((kind, from.record.namespace_key(), name))?;
        let nearest = near(self.places[from.number]).find_map(|near| self.first_near(named, near));
        let alone = || named.alone && steps(&from.file, &self.member(named.first as usize).file) <= FAR;
        nearest.or_else(|| alone().then_some(named.first)).map(|number| self.member(number as usize))
    }

    /// The first object in the file of `member` that has its kind, namespace and name.
    pub(crate) fn first_in_file(&self, member: &Member<'_>) -> Option<Member<'r>> {
        let named = self.named_first((member.kind, member.record.namespace_key(), &member.record.name))?;
        let first = self.first_near(named, Near::File(self.places[member.number].file))?;
        Some(self.member(first as usize))
    }

    fn named_first(&self, name: Name<'_>) -> Option<FirstNamed> {
        let name: &dyn Named = &name;
        self.by_name.get(name).copied()
    }

    /// The number of objects.
    pub(crate) const fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether `other` is near enough to `from` for `from` to refer to it: of the same namespace, and
    /// in the same file or the same folder.
    #[must_use]
    pub fn belongs(&self, from: &Member<'_>, other: &Member<'_>) -> bool {
        let namespaces = [from, other].map(|one| namespace_key(one.namespace.as_deref()));
        namespaces[0] == namespaces[1] && self.same_folder(from, other)
    }

    /// The number of the folder of the file in which an object stands.
    pub(super) fn folder_of(&self, member: &Member<'_>) -> u32 {
        self.places[member.number].folder
    }

    /// The number of the file in which an object stands.
    pub(crate) fn file_of(&self, member: &Member<'_>) -> u32 {
        self.places[member.number].file
    }

    /// Whether two objects stand in the same file.
    pub(crate) fn same_file(&self, one: &Member<'_>, other: &Member<'_>) -> bool {
        self.file_of(one) == self.file_of(other)
    }

    /// Whether two objects stand in the same folder.
    pub(crate) fn same_folder(&self, one: &Member<'_>, other: &Member<'_>) -> bool {
        self.folder_of(one) == self.folder_of(other)
    }
}

/// How many steps from folder to folder an object may be away that another one means: the samples of
/// a large repository have nothing to do with one another.
const FAR: usize = 4;

/// The number of steps from the folder of one file to that of another.
fn steps(from: &str, to: &str) -> usize {
    let parts = |file| folder(file).split(['/', '\\']).filter(|part| !matches!(*part, "" | "."));
    let common = parts(from).zip(parts(to)).take_while(|(one, other)| one == other).count();
    parts(from).count() + parts(to).count() - 2 * common
}

/// The files and folders of objects, by number.
fn places(records: &[Arc<Record>]) -> Vec<Place> {
    let (mut files, mut folders): (FastMap<&str, u32>, FastMap<&str, u32>) = Default::default();
    let mut last: Option<(&Arc<str>, Place)> = None;
    let mut places = Vec::with_capacity(records.len());
    for record in records {
        let place = match last {
            Some((file, place)) if Arc::ptr_eq(file, &record.file) => place,
            _ => {
                // The files of a folder follow one another.
                let folder = folder(&record.file);
                let same = last.filter(|(file, _)| self::folder(file) == folder);
                Place {
                    file: number(&mut files, &record.file),
                    folder: same.map_or_else(|| number(&mut folders, folder), |(_, place)| place.folder),
                }
            }
        };
        last = Some((&record.file, place));
        places.push(place);
    }
    places
}

/// The number of a name, which is the next one for a new name.
fn number<'n>(numbers: &mut FastMap<&'n str, u32>, name: &'n str) -> u32 {
    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    *numbers.entry(name).or_insert(next)
}

/// The places near an object, the nearest first.
fn near(place: Place) -> impl Iterator<Item = Near> {
    [Near::File(place.file), Near::Folder(place.folder)].into_iter()
}

fn folder(file: &str) -> &str {
    file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
}
