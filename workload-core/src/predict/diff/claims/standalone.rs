//! Claims that stand among the objects themselves.

use super::super::note::Note;
use super::super::object_diff::ObjectDiff;
use super::{ClaimChange, Fate, claim};

pub(super) fn claims(diff: &ObjectDiff) -> Vec<ClaimChange> {
    let name = diff.name();
    let (fate, note) = if diff.old.is_null() {
        (Fate::Made, Note::new(format!("`{name}` is made")).data("It is empty."))
    } else if diff.new.is_null() {
        // Applying alone deletes nothing.
        let note = Note::new(format!("`{name}` stays until somebody deletes it"))
            .commands([format!("# {}", diff.kubectl().delete())])
            .data("The data stays until then.");
        (Fate::Orphaned, note)
    } else {
        (Fate::Kept, Note::new(format!("`{name}` stays")).data("The data stays."))
    };
    vec![claim(diff, name, fate, note)]
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::changes;
    use super::Fate::{self, Kept, Made, Orphaned};

    const DATA: &str = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data},
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";

    fn fates(old: &str, new: &str) -> Vec<Fate> {
        changes(old, new).claims.iter().map(|claim| claim.fate).collect()
    }

    #[test]
    fn a_claim_stays_unless_it_is_deleted_by_hand() {
        assert_eq!(fates("", DATA), [Made]);
        assert_eq!(fates(DATA, ""), [Orphaned]);
        assert_eq!(fates(DATA, &DATA.replace("1Gi", "2Gi")), [Kept]);
        assert_eq!(fates(DATA, DATA), []);
    }
}
