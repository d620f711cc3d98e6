//! The oldest version of Rust that Cargo.toml promises is old enough for no dependency to be newer.

use std::process::Command;

use super::source::workspace;

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(workspace()).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// `1.89` as `[1, 89, 0]`.
fn version(text: &str) -> [u32; 3] {
    let mut version = [0; 3];
    for (part, number) in version.iter_mut().zip(text.split('.')) {
        *part = number.parse().unwrap();
    }
    version
}

#[test]
fn dependencies_build_with_the_oldest_rust() {
    let verbose = output("rustc", &["-vV"]);
    let host = verbose.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
    let metadata: serde_json::Value = serde_json::from_str(&output(env!("CARGO"), &arguments)).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let promised = |package: &serde_json::Value| package["rust_version"].as_str().map(version);
    let core = packages.iter().find(|package| package["name"] == env!("CARGO_PKG_NAME")).unwrap();
    let own = promised(core).unwrap();
    assert!(packages.len() > 100, "only {} packages", packages.len());
    for package in packages {
        assert!(
            promised(package) <= Some(own),
            "{} needs a newer Rust than Cargo.toml promises",
            package["name"]
        );
    }
}
