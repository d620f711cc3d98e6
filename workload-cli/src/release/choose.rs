//! Which revision a rollback goes to.

use super::head::Head;
use super::name::ReleaseName;
use crate::error::{CliError, Result};

/// The current revision, and the one to go back to: the one with this number, or else the newest good one
/// before the current whose objects are others.
pub(super) fn choose<'h>(
    release: &ReleaseName,
    heads: &'h [Head],
    to: Option<u64>,
) -> Result<(&'h Head, &'h Head)> {
    let list = format!("`workload rollback {release} --list` shows what there is");
    let Some(current) = heads.last() else {
        return Err(CliError::new(format!("no revisions of {release} are kept"))
            .help("`workload apply` keeps them for an export, and for files with --name; another namespace is chosen with -n"));
    };
    let found = match to {
        Some(number) => heads.iter().find(|head| head.number == number),
        None => heads
            .iter()
            .rev()
            .skip(1)
            .find(|head| head.state.is_good() && head.is_whole && head.digest != current.digest),
    };
    let Some(target) = found else {
        let message = match to {
            Some(number) => format!("revision {number} of {release} is not kept"),
            None => format!("{release} has no earlier revision that was applied whole"),
        };
        return Err(CliError::new(message).help(list));
    };
    Ok((current, target))
}

#[cfg(test)]
mod tests {
    use super::super::revision::RevisionState;
    use super::*;

    fn head(number: u64, state: RevisionState, digest: &str) -> Head {
        Head {
            number,
            state,
            digest: digest.to_owned(),
            salt: String::new(),
            objects: 1,
            note: String::new(),
            time: String::new(),
            chunks: 1,
            is_whole: true,
        }
    }

    #[test]
    fn the_newest_good_revision_with_other_objects_is_meant() {
        use RevisionState::{Applied, Failed, Ready, RolledBack};
        let name = ReleaseName::parse("shop").unwrap();
        let to = |heads: &[Head], to| choose(&name, heads, to).map(|(_, target)| target.number);
        let mut heads =
            vec![head(1, Ready, "a"), head(2, Applied, "b"), head(3, Failed, "c"), head(4, Failed, "d")];
        assert_eq!(to(&heads, None).unwrap(), 2);
        assert_eq!(to(&heads, Some(3)).unwrap(), 3);
        assert!(to(&heads, Some(7)).unwrap_err().to_string().contains("revision 7"));
        // A second rollback goes on backwards.
        heads[2].state = RolledBack;
        heads[3].state = RolledBack;
        heads.push(head(5, Applied, "b"));
        assert_eq!(to(&heads, None).unwrap(), 1);
        assert!(to(&heads[..1], None).is_err() && to(&[], None).is_err());
    }
}
