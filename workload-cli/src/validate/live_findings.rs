//! What is found in files that are kept checked, together.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;
use workload_core::validate::lint::{FileReport, Finding};

use super::across::keep;
use super::baseline::Baseline;
use super::identity::identity;
use super::live::{Changes, Live};
use super::live_brought::BroughtFindings;
use super::live_file::LiveFile;
use super::run::counts;
use super::upgrade::name_versions;

/// What stands in a file, and what it is known by.
type Placed = (Vec<Finding>, Vec<String>);

impl Live {
    /// Everything that is found, as `workload validate` would with these texts.
    pub(crate) fn whole(&mut self) -> Changes {
        self.selection = self.by_path.everywhere().clone();
        if !self.by_path.is_plain() {
            // A path may ask for more than everywhere else.
            self.selection.least = None;
        }
        let empty = FileReport::default();
        let own = self.files.iter().map(|file| file.report().unwrap_or(&empty));
        let reports: Vec<&FileReport> = own.chain(&self.rendered).collect();
        self.kept = Some(keep(&reports, &self.selection));
        self.place(&(0..self.files.len()).collect::<Vec<_>>());
        self.bring();
        self.show();
        self.everything()
    }

    /// What is found otherwise than before, after the texts of these files changed.
    pub(super) fn again(&mut self, changed: &HashSet<usize>) -> Changes {
        let Some(files) = self.update_kept(changed) else { return self.differing(changed) };
        let (own, rendered): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|number| *number < self.files.len());
        self.place(&own);
        if rendered.is_empty() {
            let shown: HashSet<usize> = self.show().into_iter().chain(own).collect();
            let states = shown.into_iter().filter_map(|number| self.files[number].state());
            return Changes { is_whole: false, files: states.collect() };
        }
        self.bring();
        self.show();
        self.everything()
    }

    /// The same where an object became another one, so that nothing that was found is certain any more.
    fn differing(&mut self, changed: &HashSet<usize>) -> Changes {
        let before: Vec<_> = self.files.iter().map(|file| file.findings.clone()).collect();
        let mut whole = self.whole();
        if !self.rendered.is_empty() {
            return whole;
        }
        let names: HashSet<&str> = changed.iter().map(|number| &*self.files[*number].name).collect();
        let same: HashSet<&str> = self
            .files
            .iter()
            .zip(&before)
            .filter(|(file, before)| {
                let related = || file.findings.iter().flat_map(|finding| &finding.related);
                Arc::ptr_eq(&file.findings, before)
                    && !names.contains(&*file.name)
                    // A place in another text may be another one, though its bytes are the same.
                    && !related().any(|other| names.contains(&*other.file))
            })
            .map(|(file, _)| &*file.name)
            .collect();
        whole.files.retain(|file| !same.contains(&*file.name));
        Changes { is_whole: false, ..whole }
    }

    /// Places anew what was found in these files; the files and rendered texts in which something else may
    /// stand now. None when an object became another one.
    fn update_kept(&mut self, changed: &HashSet<usize>) -> Option<HashSet<usize>> {
        let Self { kept, files, selection, .. } = self;
        let kept = kept.as_mut()?;
        let mut all = HashSet::new();
        for number in changed {
            all.extend(kept.update(*number, files[*number].report()?, selection)?);
        }
        Some(all)
    }

    /// Finds anew what stands in these files by themselves.
    fn place(&mut self, numbers: &[usize]) {
        let Self { kept: Some(kept), files, selection, by_path, settings, sources, baseline, .. } = self
        else {
            return;
        };
        let find = |number: &usize| {
            let file = &files[*number];
            let Some(report) = file.report() else { return Placed::default() };
            let mut findings = kept.of_file(*number, report, selection);
            let is_there = |one: &Finding| by_path.is_plain() || counts(one, by_path);
            findings.retain(|one| is_there(one) && !sources.is_changed(one, || file.checked_text()));
            name_versions(&mut findings, settings.versions());
            let known = baseline.iter().flat_map(|_| findings.iter().map(identity)).collect();
            (findings, known)
        };
        let found: Vec<_> = numbers.par_iter().map(find).collect();
        for (number, (findings, known)) in numbers.iter().zip(found) {
            files[*number].own = Arc::new(findings);
            files[*number].known = known;
            files[*number].is_shown = false;
        }
    }

    /// Brings the findings in rendered texts back to where they were written.
    fn bring(&mut self) {
        let Self { kept: Some(kept), files, selection, by_path, settings, sources, rendered, .. } = self
        else {
            return;
        };
        let of_text =
            |(number, report): (usize, &FileReport)| kept.of_file(files.len() + number, report, selection);
        let mut findings: Vec<Finding> = rendered.iter().enumerate().flat_map(of_text).collect();
        if !by_path.is_plain() {
            findings.retain(|finding| counts(finding, by_path));
        }
        let versions = settings.versions();
        self.brought =
            BroughtFindings::bring(sources, findings, |findings| name_versions(findings, versions));
        for file in files.iter_mut() {
            file.is_shown = false;
        }
    }

    /// Puts together what is shown of each file, without what is known; the files of which something else is shown.
    fn show(&mut self) -> Vec<usize> {
        let Self { files, brought, baseline, .. } = self;
        let Some(baseline) = baseline else {
            let new =
                files.iter_mut().enumerate().filter(|(_, file)| !file.is_shown && file.report().is_some());
            return new.filter_map(|(number, file)| file.show(brought, |_| true).then_some(number)).collect();
        };
        let mut left = baseline.clone();
        let masks: Vec<Vec<bool>> =
            files.iter().map(|file| file.known.iter().map(|known| !left.takes(known)).collect()).collect();
        let mut changed = Vec::new();
        for (number, (file, mask)) in files.iter_mut().zip(masks).enumerate() {
            let is_same = file.is_shown && file.mask == mask && brought.of(&file.name).is_empty();
            file.mask = mask;
            if !is_same && file.report().is_some() && file.show(brought, |known| !left.takes(known)) {
                changed.push(number);
            }
        }
        changed
    }

    /// Everything as it is shown.
    fn everything(&self) -> Changes {
        // Findings in a template, which is not checked itself, are brought to it.
        let checked = || self.files.iter().filter(|file| file.report().is_some());
        let mut files: Vec<_> = checked().filter_map(LiveFile::state).collect();
        let mut left = self.baseline.clone();
        if let Some(left) = &mut left {
            checked().flat_map(|file| file.identities(&self.brought)).for_each(|known| {
                left.takes(known);
            });
        }
        let is_shown = |known: &str| !left.as_mut().is_some_and(|left: &mut Baseline| left.takes(known));
        let own: HashSet<&str> = checked().map(|file| &*file.name).collect();
        files.extend(self.brought.elsewhere(|name| own.contains(name), is_shown));
        Changes { is_whole: true, files }
    }
}
