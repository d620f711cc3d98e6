//! How much of real manifests comes through: `cargo test -p workload-core --features import --test import -- --nocapture`
//! counts over the folder that `WORKLOAD_CORPUS` names (default `../shared/corpus` beside the repository).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use workload_core::import::{Imported, Outcome, import};

/// The share of workloads of the official examples that come through natively, in percent, which must not be lost again.
const LEAST: usize = 95;

#[test]
fn official_examples_come_through() {
    let mut count = Count::default();
    for folder in ["k8s-website-examples", "k8s-examples"] {
        count.add(&corpus().join(folder));
    }
    if count.workloads == 0 {
        println!("skipped: there are no official examples in {}", corpus().display());
        return;
    }
    println!("official examples: {count}");
    assert!(count.native * 100 >= count.workloads * LEAST, "fewer than {LEAST} % are native: {count}");
}

/// Manifests of our own in the shape of the official examples, which every checkout has.
#[test]
fn examples_of_our_own_come_through() {
    let mut count = Count::default();
    count.add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/examples"));
    println!("own examples: {count}");
    assert!(count.workloads >= 20, "{count}");
    // One workload has a field that no version of Kubernetes has.
    assert_eq!((count.native, count.kept.len()), (count.workloads - 1, 1), "{count}");
}

#[test]
fn nothing_in_the_corpus_makes_it_panic() {
    let mut count = Count::default();
    count.add(&corpus());
    if count.files == 0 {
        println!("skipped: there is no {}", corpus().display());
        return;
    }
    println!("whole corpus: {count}");
    assert!(count.workloads > 0);
}

/// What came through, and which fields did not.
#[derive(Default)]
struct Count {
    files: usize,
    unreadable: usize,
    workloads: usize,
    native: usize,
    customized: usize,
    kept: Vec<String>,
    reasons: BTreeMap<String, usize>,
    fields: BTreeMap<String, (usize, String)>,
}

impl Count {
    fn add(&mut self, folder: &Path) {
        for path in files(folder) {
            let text = fs::read_to_string(&path).unwrap_or_default();
            self.files += 1;
            match import("all", &[(&path.display().to_string(), &text)]) {
                Ok(module) => module.report.objects.iter().for_each(|object| self.count(object)),
                Err(_) => self.unreadable += 1,
            }
        }
    }

    fn count(&mut self, object: &Imported) {
        for field in &object.fields {
            let field: Vec<_> = field.split('.').filter(|step| step.parse::<usize>().is_err()).collect();
            let counted = self.fields.entry(format!("{} {}", object.kind, field.join("."))).or_default();
            counted.0 += 1;
            counted.1.clone_from(&object.file);
        }
        if !object.is_workload {
            return;
        }
        self.workloads += 1;
        match object.outcome {
            Outcome::Native => self.native += 1,
            Outcome::Customized => self.customized += 1,
            _ => {
                let reason = object.reason.clone().unwrap_or_default();
                self.kept.push(format!("{} {} ({}): {reason}", object.kind, object.name, object.file));
                *self.reasons.entry(reason).or_default() += 1;
            }
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { files, unreadable, workloads, native, customized, kept, reasons, fields } = self;
        let percent = native * 100 / workloads.max(&1);
        writeln!(
            f,
            "{native} of {workloads} workloads native ({percent} %), {customized} customized, {} kept; {files} files, {unreadable} not read",
            kept.len()
        )?;
        let mut fields: Vec<_> = fields.iter().collect();
        fields.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for (field, (count, example)) in fields {
            writeln!(f, "{count:5}  {field}  ({example})")?;
        }
        for (reason, count) in reasons {
            writeln!(f, "{count:5}  kept: {reason}")?;
        }
        kept.iter().take(60).try_for_each(|kept| writeln!(f, " kept  {kept}"))
    }
}

/// The folder with real manifests.
pub fn corpus() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    std::env::var_os("WORKLOAD_CORPUS").map_or_else(beside, PathBuf::from)
}

/// The YAML files below a folder, the same text once; none when there is no folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut files, mut seen) = (vec![folder.to_owned()], Vec::new(), BTreeSet::new());
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten();
        let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
            if path.is_dir() {
                folders.push(path);
            } else if is_yaml && seen.insert(fs::read(&path).unwrap()) {
                files.push(path);
            }
        }
    }
    files
}
