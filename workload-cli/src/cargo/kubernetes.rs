//! The version of Kubernetes that a harness is built for, where the library leaves it open.

use cargo_metadata::{DependencyKind, Metadata, Package};

use super::core_package::Reached;
use super::package_source;
use crate::error::{CliError, Result};

/// The variable that k8s-openapi takes the version from where no feature says it.
const VARIABLE: &str = "K8S_OPENAPI_ENABLED_VERSION";

/// The version that a harness chooses where the library leaves it open.
#[derive(Debug, Default)]
pub(super) struct Version {
    /// The lines of the harness's manifest that choose it.
    pub(super) lines: String,
    /// What is to be said when nobody asked for it.
    pub(super) note: Option<String>,
}

/// The version to choose for `package`; `wanted` is the one that the user named.
pub(super) fn version(
    package: &str,
    reached: &Reached<'_>,
    metadata: &Metadata,
    wanted: Option<&str>,
    is_set: bool,
) -> Result<Version> {
    let chosen = chosen(reached, metadata);
    if let (Some(wanted), Some(chosen)) = (wanted, &chosen)
        && feature_of(wanted) != *chosen
    {
        let chosen = chosen.replace("v1_", "1.");
        return Err(CliError::new(format!(
            "package `{package}` is built for Kubernetes {chosen}, not {wanted}"
        ))
        .help("leave out --kubernetes, or change the feature of k8s-openapi in its Cargo.toml"));
    }
    let openapi = reached.packages.iter().find(|package| package.name == "k8s-openapi");
    let Some(openapi) = openapi.filter(|_| chosen.is_none()) else { return Ok(Version::default()) };
    if wanted.is_none() && (is_set || std::env::var_os(VARIABLE).is_some()) {
        return Ok(Version::default());
    }
    let feature = feature(openapi, wanted)?;
    let lines = format!(
        "\n[dependencies.k8s-openapi]\n{}\ndefault-features = false\nfeatures = [{feature:?}]\n",
        package_source::lines(openapi)
    );
    let note = wanted.is_none().then(|| {
        let version = feature.replace("v1_", "1.");
        format!(
            "package `{package}` leaves the version of Kubernetes open: using {version}, choose another one with --kubernetes"
        )
    });
    Ok(Version { lines, note })
}

/// Whether the cargo configuration sets the version for what it builds.
pub(super) fn is_set_in(environment: &[(String, String)]) -> bool {
    environment.iter().any(|(name, _)| name == VARIABLE)
}

/// The feature that the package or what it is built with chooses.
fn chosen(reached: &Reached<'_>, metadata: &Metadata) -> Option<String> {
    let declared = reached
        .packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .filter(|other| other.name == "k8s-openapi" && other.kind == DependencyKind::Normal);
    let mut features: Vec<_> = declared.flat_map(|other| other.features.iter().cloned()).collect();
    // Features that switch it on, of packages whose features are on.
    for node in metadata.resolve.iter().flat_map(|resolve| &resolve.nodes) {
        let Some(package) = reached.packages.iter().find(|package| package.id == node.id) else { continue };
        let on = node.features.iter().filter_map(|name| package.features.get(&**name)).flatten();
        features
            .extend(on.filter_map(|value| value.split_once("k8s-openapi/").map(|(_, name)| name.to_owned())));
    }
    features.into_iter().find(|feature| feature.starts_with("v1_"))
}

/// The wanted version's feature, or the newest one's.
fn feature(openapi: &Package, wanted: Option<&str>) -> Result<String> {
    let mut known: Vec<&String> = openapi.features.keys().filter(|name| name.starts_with("v1_")).collect();
    known.sort_by_key(|name| name.trim_start_matches("v1_").parse::<u32>().unwrap_or_default());
    let names = known.iter().map(|name| name.replace("v1_", "1.")).collect::<Vec<_>>().join(", ");
    match (wanted, known.last()) {
        (Some(wanted), _) if known.contains(&&feature_of(wanted)) => Ok(feature_of(wanted)),
        (Some(wanted), _) => {
            Err(CliError::new(format!("k8s-openapi {} has no types of Kubernetes {wanted}", openapi.version))
                .help(format!("it has {names}")))
        }
        (None, Some(newest)) => Ok((*newest).clone()),
        (None, None) => {
            Err(CliError::new(format!("k8s-openapi {} has no version to choose", openapi.version)))
        }
    }
}

/// `1.36` as the feature `v1_36`.
fn feature_of(version: &str) -> String {
    format!("v{}", version.trim_start_matches('v').replace('.', "_"))
}
