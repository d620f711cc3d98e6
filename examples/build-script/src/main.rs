//! Greets on the port that its manifests know too.
#![forbid(unsafe_code)]

use std::io::Write as _;
use std::net::TcpListener;

/// One number for the program and for its manifests.
const PORT: u16 = include!("port.in");

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind(("0.0.0.0", PORT))?;
    for stream in listener.incoming() {
        stream?.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello")?;
    }
    Ok(())
}

#[cfg(test)]
mod deploy;

#[cfg(test)]
mod tests {
    use workload_core::Workload as _;

    /// Where files may be written the build script has just done so; under `WORKLOAD_CHECK=1`,
    /// as in CI, stale ones fail the build before this runs.
    #[test]
    fn the_committed_manifests_are_those_of_the_description() {
        let committed = include_str!("../k8s/greeter.yaml");
        assert_eq!(committed, super::deploy::greeter().manifests().to_yaml());
        assert!(committed.contains(&format!("containerPort: {}", super::PORT)), "one port for both");
    }
}
