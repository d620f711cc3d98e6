//! Which API server is meant, and who asks: the kubeconfig, or what a Pod finds about its own cluster.

use std::path::PathBuf;

use kube::Config;
use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};

use super::credentials::no_config;
use super::options::ConnectionOptions;
use super::proxy::proxy;
use crate::error::{CliError, Result};

/// The configuration: the kubeconfig, or else that of a Pod.
pub(super) async fn config(options: &ConnectionOptions) -> Result<Config> {
    let chosen = KubeConfigOptions { context: options.context.clone(), ..KubeConfigOptions::default() };
    let is_asked_for = options.kubeconfig.is_some() || options.context.is_some();
    let read = match &options.kubeconfig {
        Some(file) => Kubeconfig::read_from(file),
        None => read(),
    };
    let error = match read {
        Ok(kubeconfig) => {
            let own = own_proxy(&kubeconfig, options.context.as_deref());
            match Config::from_custom_kubeconfig(kubeconfig, &chosen).await {
                Ok(config) => return completed(config, own.as_deref()),
                Err(error) => error,
            }
        }
        Err(error) => error,
    };
    if is_asked_for {
        return Err(no_config(options.kubeconfig.is_some(), &error));
    }
    Config::incluster().map_err(|_| no_config(options.kubeconfig.is_some(), &error))
}

/// The kubeconfigs of `KUBECONFIG`, or the one in the home folder. As with kubectl, files of a list that are not there
/// count as empty, unless none is there.
fn read() -> std::result::Result<Kubeconfig, KubeconfigError> {
    let listed = std::env::var_os("KUBECONFIG").unwrap_or_default();
    let files: Vec<PathBuf> =
        std::env::split_paths(&listed).filter(|file| !file.as_os_str().is_empty()).collect();
    let there: Vec<&PathBuf> = files.iter().filter(|file| file.exists()).collect();
    if there.is_empty() {
        return Kubeconfig::read();
    }
    there.into_iter().try_fold(Kubeconfig::default(), |all, file| all.merge(Kubeconfig::read_from(file)?))
}

/// The `proxy-url` of the cluster that is meant.
fn own_proxy(kubeconfig: &Kubeconfig, context: Option<&str>) -> Option<String> {
    let context = context.or(kubeconfig.current_context.as_deref())?;
    let context = kubeconfig.contexts.iter().find(|one| one.name == context)?.context.as_ref()?;
    let cluster = kubeconfig.clusters.iter().find(|one| one.name == context.cluster)?;
    cluster.cluster.as_ref()?.proxy_url.clone()
}

/// The configuration with its proxy, and a token that fits a header.
fn completed(mut config: Config, own: Option<&str>) -> Result<Config> {
    without_end_of_line(&mut config);
    config.proxy_url = proxy(&config.cluster_url, own).map_err(|why| {
        CliError::new(format!("no way to the API server: {why}")).help(
            "give the proxy as `http://HOST:PORT` or `socks5://HOST:PORT`; NO_PROXY names hosts without one",
        )
    })?;
    Ok(config)
}

/// The token of a file without the end of its line, with which kube makes no header. It is not read again then, which a
/// command does without.
fn without_end_of_line(config: &mut Config) {
    let user = &mut config.auth_info;
    let Some(file) = user.token_file.as_ref().filter(|_| user.token.is_none()) else { return };
    let Ok(text) = std::fs::read_to_string(file) else { return };
    if text.trim() != text {
        user.token = Some(text.trim().to_owned().into());
    }
}
