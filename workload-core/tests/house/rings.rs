//! No ring of files: a file never uses one that, by whatever way, uses it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use super::imports::{Import, imports, paths};
use super::source::{CRATES, code, module_path, shown, sources};

/// How deep re-exports are followed.
const DEEPEST: usize = 12;

/// One file of a crate.
struct File {
    path: PathBuf,
    imports: Vec<Import>,
    named: Vec<Vec<String>>,
}

/// The files of a crate by their module path.
type Files = BTreeMap<Vec<String>, File>;

#[test]
fn no_file_is_in_a_ring() {
    let mut rings = Vec::new();
    for krate in CRATES {
        let files = read(krate);
        let edges = edges(&files);
        for ring in components(&edges).into_iter().filter(|ring| ring.len() > 1) {
            let mut told = format!("{krate}: a ring of {} files:", ring.len());
            for from in &ring {
                for to in edges[from].iter().filter(|to| ring.contains(*to)) {
                    let _ = write!(told, "\n  {} uses {}", shown(&files[from].path), shown(&files[to].path));
                }
            }
            rings.push(told);
        }
    }
    assert!(rings.is_empty(), "move what both sides need into a file of its own\n{}", rings.join("\n"));
}

fn read(krate: &str) -> Files {
    let file = |path: PathBuf| {
        let code = code(&path);
        (module_path(&path), File { imports: imports(&code), named: paths(&code), path })
    };
    sources(krate).into_iter().map(file).collect()
}

/// Which files each file uses.
fn edges(files: &Files) -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let mut edges = BTreeMap::new();
    for (module, file) in files {
        let paths = file.imports.iter().map(|import| &import.path).chain(&file.named);
        let used = paths.filter_map(|path| resolve(files, module, path, 0)).filter(|used| used != module);
        edges.insert(module.clone(), used.collect());
    }
    edges
}

/// The file that defines what `path` names when it is written in `module`; none for another crate's.
fn resolve(files: &Files, module: &[String], path: &[String], depth: usize) -> Option<Vec<String>> {
    let (mut here, mut rest) = start(files, module, path)?;
    while let Some((first, after)) = rest.split_first() {
        let mut child = here.clone();
        child.push(first.clone());
        if files.contains_key(&child) {
            (here, rest) = (child, after);
            continue;
        }
        if first == "super" {
            here.pop();
            rest = after;
            continue;
        }
        // A name that the file itself imports is defined elsewhere.
        let import = files[&here].imports.iter().find(|import| import.name == *first);
        return match import {
            Some(import) if depth < DEEPEST => resolve(files, &here, &import.path, depth + 1),
            _ => Some(here),
        };
    }
    Some(here)
}

/// Where a path begins, and what is left of it.
fn start<'p>(files: &Files, module: &[String], path: &'p [String]) -> Option<(Vec<String>, &'p [String])> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some((Vec::new(), rest)),
        "self" => Some((module.to_vec(), rest)),
        "super" => Some((module[..module.len().checked_sub(1)?].to_vec(), rest)),
        name => {
            let mut child = module.to_vec();
            child.push(name.to_owned());
            files.contains_key(&child).then_some((child, rest))
        }
    }
}

/// The strongly connected components, by Tarjan's algorithm.
fn components(edges: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> Vec<BTreeSet<Vec<String>>> {
    let mut search = Search::over(edges);
    for node in edges.keys() {
        if !search.order.contains_key(node) {
            search.visit(node);
        }
    }
    search.found
}

struct Search<'e> {
    edges: &'e BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
    order: BTreeMap<&'e Vec<String>, usize>,
    low: BTreeMap<&'e Vec<String>, usize>,
    open: Vec<&'e Vec<String>>,
    found: Vec<BTreeSet<Vec<String>>>,
}

impl<'e> Search<'e> {
    fn over(edges: &'e BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> Self {
        Self { edges, order: BTreeMap::new(), low: BTreeMap::new(), open: Vec::new(), found: Vec::new() }
    }

    fn visit(&mut self, node: &'e Vec<String>) {
        let number = self.order.len();
        self.order.insert(node, number);
        self.low.insert(node, number);
        self.open.push(node);
        for next in &self.edges[node] {
            if !self.order.contains_key(next) {
                self.visit(next);
                self.lower(node, self.low[next]);
            } else if self.open.contains(&next) {
                self.lower(node, self.order[next]);
            }
        }
        if self.low[node] == number {
            let from = self.open.iter().position(|open| *open == node).unwrap();
            self.found.push(self.open.split_off(from).into_iter().cloned().collect());
        }
    }

    fn lower(&mut self, node: &'e Vec<String>, to: usize) {
        let low = self.low.get_mut(node).unwrap();
        *low = to.min(*low);
    }
}
