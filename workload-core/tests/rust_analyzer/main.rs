//! What rust-analyzer shows of an attribute, asked as an editor asks: the keys' documentation, the keys that can
//! stand where the cursor is, and where a key is defined. Skipped, aloud, where rust-analyzer is not installed.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

mod analyzer;

use analyzer::Analyzer;

const HEAD: &str = "use workload_core::{PerPod, Workload};\n\n/// A cache.\n#[derive(Workload)]\n";

/// A struct with these keys.
fn source(keys: &str, on_the_replicas: &str) -> String {
    format!(
        "{HEAD}#[workload({keys})]\npub struct Redis {{\n    #[workload({on_the_replicas})]\n    replicas: u32,\n    \
         #[workload(mount = \"/data\")]\n    data: PerPod,\n}}\n"
    )
}

#[test]
fn keys_are_known_to_rust_analyzer() {
    let full = source("stateful, image = \"redis:7.4\", ready(http = \"/up\", port = 80)", "replicas");
    let Some(mut editor) = Analyzer::start(&full) else {
        println!("SKIPPED: rust-analyzer is not installed: `rustup component add rust-analyzer rust-src`");
        return;
    };
    editor.wait_until_known("image =");

    // Hover shows what the key's method says, and nothing of what is generated.
    for (word, said) in [
        ("image =", "the image the container runs"),
        ("(replicas", "how many Pods run"),
        ("mount =", "a volume, mounted into the main container"),
        ("http =", "path"),
        ("stateful,", "a StatefulSet, always"),
        ("redis:7.4", "an image"),
    ] {
        let hover = editor.hover(word);
        assert!(hover.contains(said), "{word}: {hover}");
        assert!(!hover.contains("OUTLINE") && !hover.contains("__workload"), "{word}: {hover}");
    }

    // A key is defined in one place.
    for (word, file) in [
        ("image =", "keys/image.rs"),
        ("(replicas", "keys/replicas.rs"),
        ("mount =", "keys/mount.rs"),
        ("ready(", ""),
        ("http =", ""),
        ("stateful,", "shape/stateful.rs"),
    ] {
        let places = editor.definitions(word);
        assert_eq!(places.len(), 1, "{word}: {places:?}");
        assert!(places[0].contains(file), "{word}: {places:?}");
    }

    // Keys are offered while they are typed.
    for (keys, field, cursor, offered) in [
        ("rep", "replicas", "(rep", &["replicas", "image", "ready"][..]),
        ("stateful, image = \"redis:7.4\", rep", "replicas", ", rep", &["replicas", "service"]),
        ("stateful, ready(pe), image = \"redis:7.4\"", "replicas", "(pe", &["period", "http", "port"]),
        ("stateful, image = \"redis:7.4\"", "repl", "(repl", &["replicas", "port", "env"]),
    ] {
        editor.change(&source(keys, field));
        let keys = editor.completions(cursor);
        for key in offered {
            assert!(keys.iter().any(|own| own == key), "{key} at {cursor}: {keys:?}");
        }
    }
}
