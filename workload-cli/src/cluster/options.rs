//! Which cluster is meant: the flags that all commands with a cluster have.

use std::path::PathBuf;

use clap::Args;

/// Which cluster is meant, and which namespace.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Cluster options")]
pub(crate) struct ConnectionOptions {
    /// The kubeconfig [default: the files of $KUBECONFIG, or ~/.kube/config]
    #[arg(long, value_name = "FILE")]
    pub(crate) kubeconfig: Option<PathBuf>,

    /// The context of the kubeconfig [default: its current context]
    #[arg(long, value_name = "NAME")]
    pub(crate) context: Option<String>,

    /// The namespace of objects that name none [default: that of the context]
    #[arg(short, long, value_name = "NAME")]
    pub(crate) namespace: Option<String>,
}
