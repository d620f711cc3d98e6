//! What is wrong with a kubeconfig and its credentials, in words, and without showing one.

use kube::client::AuthError;
use kube::config::{KubeconfigError, LoadDataError};

use crate::error::CliError;

/// The error of a client that cannot be made; `plugin` is the credential plugin of the kubeconfig.
pub(super) fn no_client(server: &str, plugin: Option<&str>, error: &kube::Error) -> CliError {
    let plugin = plugin.unwrap_or_default();
    if let kube::Error::InferKubeconfig(error) = error {
        return no_config(true, error);
    }
    let (why, help) = match error {
        kube::Error::Auth(AuthError::AuthExecStart(why)) => (
            format!("the credential plugin `{plugin}` cannot be started: {why}"),
            "install the plugin, or choose another user or context of the kubeconfig",
        ),
        kube::Error::Auth(AuthError::AuthExecRun { out, .. }) => (
            format!("the credential plugin `{plugin}` has failed ({}){}", out.status, said(&out.stderr)),
            "log in again, or run the plugin by hand to see what it lacks",
        ),
        kube::Error::Auth(AuthError::AuthExecParse(_) | AuthError::ExecPluginFailed) => (
            format!("the credential plugin `{plugin}` does not print an ExecCredential with a status"),
            "run the plugin by hand, or look for a newer version of it",
        ),
        kube::Error::Auth(AuthError::ReadTokenFile(why, path)) => (
            format!("cannot read the token file {}: {why}", path.display()),
            "check `tokenFile` of the kubeconfig's user",
        ),
        other => (other.to_string(), "check the credentials of the kubeconfig: `kubectl auth whoami`"),
    };
    CliError::new(format!("cannot talk to {server}: {why}")).help(help)
}

/// What a plugin wrote on standard error; its standard output may hold a token.
fn said(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!(": {text}") }
}

/// The error of a kubeconfig that leads nowhere; `is_named` when the user has named the file.
pub(super) fn no_config(is_named: bool, error: &KubeconfigError) -> CliError {
    let help = match error {
        KubeconfigError::CurrentContextNotSet | KubeconfigError::LoadContext(_) => {
            "list the contexts with `kubectl config get-contexts`, and name one with --context"
        }
        KubeconfigError::ParseNoProxy(_) => {
            "write hosts with commas between them and none at the end: `localhost,.example.com,10.0.0.0/8`"
        }
        KubeconfigError::LoadCertificateAuthority(_)
        | KubeconfigError::LoadClientCertificate(_)
        | KubeconfigError::LoadClientKey(_) => "paths in a kubeconfig begin at its own folder",
        _ if is_named => "give a kubeconfig such as `kubectl config view --raw --minify` prints",
        _ => "name a kubeconfig with --kubeconfig or the variable KUBECONFIG",
    };
    CliError::new(words(error)).help(help)
}

fn words(error: &KubeconfigError) -> String {
    match error {
        KubeconfigError::ReadConfig(why, path) => {
            format!("cannot read the kubeconfig {}: {why}", path.display())
        }
        KubeconfigError::CurrentContextNotSet => "the kubeconfig has no current context".to_owned(),
        KubeconfigError::LoadContext(name) => format!("the kubeconfig has no context `{name}`"),
        KubeconfigError::LoadClusterOfContext(name) => {
            format!("the kubeconfig has no cluster `{name}`, which its context names")
        }
        KubeconfigError::LoadCertificateAuthority(why) => {
            format!("the kubeconfig's certificate authority cannot be read: {}", data(why))
        }
        KubeconfigError::LoadClientCertificate(why) => {
            format!("the kubeconfig's client certificate cannot be read: {}", data(why))
        }
        KubeconfigError::LoadClientKey(why) => {
            format!("the kubeconfig's client key cannot be read: {}", data(why))
        }
        KubeconfigError::ParseNoProxy(why) => format!("the variable NO_PROXY cannot be read: {why}"),
        other => format!("no cluster to talk to: {other}"),
    }
}

fn data(error: &LoadDataError) -> String {
    match error {
        LoadDataError::ReadFile(why, path) => format!("{}: {why}", path.display()),
        other => other.to_string(),
    }
}
