//! What parsing alone takes: every file below a folder, read into trees on as many threads as there are cores. `.ci/measure-validate` compares it with `validate`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench says what it measured")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, thread};

use workload_core::syntax::yaml::documents;

fn main() {
    // `cargo bench` adds an argument of its own.
    let Some(folder) = env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("usage: cargo bench -p workload-core --bench parsing -- FOLDER");
        return;
    };
    let start = Instant::now();
    let files = files(PathBuf::from(folder));
    let (next, events) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let text = fs::read_to_string(file).unwrap();
                    let count = documents(&text)
                        .filter_map(|document| document.tree.ok())
                        .map(|tree| tree.len())
                        .sum::<usize>();
                    events.fetch_add(count, Ordering::Relaxed);
                }
            });
        }
    });
    println!("{} {} {}", start.elapsed().as_micros(), files.len(), events.into_inner());
}

fn files(folder: PathBuf) -> Vec<PathBuf> {
    let mut folders = vec![folder];
    let mut files = Vec::new();
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
