//! What is wrong with a kubeconfig and its credentials, in words, and without showing one.

use kube::client::AuthError;
use kube::config::{KubeconfigError, LoadDataError};

use crate::error::CliError;

/// The error of a client that cannot be made; `plugin` is the credential plugin of the kubeconfig.
pub(super) fn no_client(server: &str, plugin: Option<&str>, error: &kube::Error) -> CliError {
    let (why, help) = match error {
        kube::Error::InferKubeconfig(error) => return no_config(true, error),
        kube::Error::Auth(AuthError::ReadTokenFile(why, path)) => (
            format!("cannot read the token file {}: {why}", path.display()),
            "check `tokenFile` of the kubeconfig's user",
        ),
        kube::Error::Auth(error) => of_plugin(plugin.unwrap_or_default(), error),
        other => (other.to_string(), CREDENTIALS),
    };
    CliError::new(format!("cannot talk to {server}: {why}")).help(help)
}

/// What is wrong with a credential plugin, and what to do.
fn of_plugin(plugin: &str, error: &AuthError) -> (String, &'static str) {
    match error {
        AuthError::AuthExecStart(why) => (
            format!("the credential plugin `{plugin}` cannot be started: {why}"),
            "install the plugin, or choose another user or context of the kubeconfig",
        ),
        AuthError::AuthExecRun { out, .. } => (
            format!("the credential plugin `{plugin}` has failed ({}){}", out.status, said(&out.stderr)),
            "log in again, or run the plugin by hand to see what it lacks",
        ),
        AuthError::AuthExecParse(_) | AuthError::ExecPluginFailed => (
            format!("the credential plugin `{plugin}` does not print an ExecCredential with a status"),
            "run the plugin by hand, or look for a newer version of it",
        ),
        other => (other.to_string(), CREDENTIALS),
    }
}

/// What to do where nothing better is known.
const CREDENTIALS: &str = "check the credentials of the kubeconfig: `kubectl auth whoami`";

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
    use KubeconfigError as E;
    let unread =
        |what: &str, why: &LoadDataError| format!("the kubeconfig's {what} cannot be read: {}", data(why));
    match error {
        E::ReadConfig(why, path) => format!("cannot read the kubeconfig {}: {why}", path.display()),
        E::CurrentContextNotSet => "the kubeconfig has no current context".to_owned(),
        E::LoadContext(name) => format!("the kubeconfig has no context `{name}`"),
        E::LoadClusterOfContext(name) => {
            format!("the kubeconfig has no cluster `{name}`, which its context names")
        }
        E::LoadCertificateAuthority(why) => unread("certificate authority", why),
        E::LoadClientCertificate(why) => unread("client certificate", why),
        E::LoadClientKey(why) => unread("client key", why),
        E::ParseNoProxy(why) => format!("the variable NO_PROXY cannot be read: {why}"),
        other => format!("no cluster to talk to: {other}"),
    }
}

fn data(error: &LoadDataError) -> String {
    match error {
        LoadDataError::ReadFile(why, path) => format!("{}: {why}", path.display()),
        other => other.to_string(),
    }
}
