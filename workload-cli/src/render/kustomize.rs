//! Renders the roots among kustomizations, with `kustomize` or with the one in `kubectl`.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::kustomization::Kustomization;
use super::overlays::Overlays;
use super::program::{on_path, run};
use super::rendered::{Failure, Origin, Rendered, Renders};
use super::rendering::Rendering;
use super::stop::Stop;
use crate::files::display_name;

/// How people get a program that renders.
const INSTALL: &str = "install kubectl: https://kubernetes.io/docs/tasks/tools/";

/// A program that renders, with the words before the folder.
struct Renderer {
    program: PathBuf,
    command: &'static str,
}

impl Renderer {
    fn find() -> Option<Self> {
        let with = |name, command| on_path(name).map(|program| Self { program, command });
        with("kustomize", "build").or_else(|| with("kubectl", "kustomize"))
    }

    fn render(&self, folder: &Path, stop: &Stop) -> Result<String, String> {
        // Whoever names files above the folder renders with this too.
        let anywhere = "--load-restrictor=LoadRestrictionsNone";
        let arguments: [OsString; 3] = [self.command.into(), anywhere.into(), folder.as_os_str().to_owned()];
        run(&self.program, &arguments, stop)
    }
}

/// Renders what can be rendered without the network; gives the files that were.
pub(super) fn render(
    overlays: &Overlays,
    rendering: &Rendering,
    here: &Path,
    renders: &mut Renders,
) -> HashSet<PathBuf> {
    let roots: Vec<_> =
        overlays.roots().into_iter().filter(|root| is_worth_it(overlays, root, rendering)).collect();
    let Some(renderer) = Some(roots.is_empty()).filter(|none| !none).and_then(|_| Renderer::find()) else {
        for root in roots.into_iter().filter(|_| rendering.whole) {
            let folder = display_name(root.folder.strip_prefix(here).unwrap_or(&root.folder));
            let message =
                format!("{folder} is a kustomization, and neither kustomize nor kubectl is on the PATH");
            renders.undone.push((message, INSTALL.to_owned()));
        }
        return HashSet::new();
    };
    let texts: Vec<_> = roots.par_iter().map(|root| renderer.render(&root.folder, &rendering.stop)).collect();
    let group = renders.group();
    let mut taken = HashSet::new();
    for (root, text) in roots.into_iter().zip(texts) {
        let (files, _) = overlays.reach(root);
        match text {
            Ok(text) => {
                let folder = root.folder.strip_prefix(here).unwrap_or(&root.folder);
                let name = format!("{}/(rendered)", display_name(folder));
                taken.extend(files.iter().cloned());
                let from = Origin::Kustomization(files.into_iter().collect());
                renders.add(Rendered { name, text, from, group });
            }
            Err(message) => renders.failures.push(Failure::new(root.file.clone(), &message, here)),
        }
    }
    taken
}

/// Whether rendering shows more than the files do, and can be done here.
fn is_worth_it(overlays: &Overlays, root: &Kustomization, rendering: &Rendering) -> bool {
    let (_, reached) = overlays.reach(root);
    let fetch = rendering.fetch;
    let shows_more = |one: &&Kustomization| {
        if rendering.whole { !one.is_plain } else { one.is_worth_rendering }
    };
    reached.iter().any(shows_more) && (fetch || !reached.iter().any(|one| one.needs_more))
}
