//! Asks the cluster of the current kubeconfig what it would say to the shop's production.
#![forbid(unsafe_code)]

use std::io::Write as _;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = kube::Client::try_default().await?;
    let taken = kube_apply::dry_run(client, &shop::production()).await?;
    let mut out = std::io::stdout().lock();
    for name in taken {
        writeln!(out, "{name} would be applied")?;
    }
    Ok(())
}
