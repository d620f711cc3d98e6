//! An `apiVersion` in its two parts: the API group and the version.

/// The API group and the version that an `apiVersion` names; the core group's name is empty.
///
/// ```
/// use workload_core::k8s::group_and_version;
///
/// assert_eq!(group_and_version("apps/v1"), ("apps", "v1"));
/// assert_eq!(group_and_version("v1"), ("", "v1"));
/// ```
#[must_use]
pub fn group_and_version(api_version: &str) -> (&str, &str) {
    api_version.split_once('/').unwrap_or(("", api_version))
}

/// The API group that an `apiVersion` names: `apps` of `apps/v1`, empty for the core group.
#[must_use]
pub fn api_group(api_version: &str) -> &str {
    group_and_version(api_version).0
}
