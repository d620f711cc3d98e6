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
mod tests {
    /// The build script has run before this is compiled: were the committed file stale, it
    /// would be another one now, which `git diff` shows and CI refuses.
    #[test]
    fn the_committed_manifests_are_of_this_port() {
        let yaml = include_str!("../k8s/greeter.yaml");
        assert!(yaml.contains(&format!("containerPort: {}", super::PORT)), "{yaml}");
        assert!(yaml.contains("kind: HorizontalPodAutoscaler"), "{yaml}");
    }
}
