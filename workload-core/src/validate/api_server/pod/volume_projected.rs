//! Volumes of several sources at once.

use k8s_openapi::api::core::v1::{
    ConfigMapProjection, DownwardAPIProjection, ProjectedVolumeSource, SecretProjection,
    ServiceAccountTokenProjection, VolumeProjection,
};

use super::volume_config::{items, local_path, mode};
use super::volume_downward::files;
use crate::k8s::defaults::values::TOKEN_EXPIRATION_SECONDS;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::checks::optional;
use crate::validate::api_server::seen::Seen;
use crate::validate::field_error::FieldErrors;

/// How long a token is good when nothing is said, at least and at most, in seconds.
const TOKEN_LEAST: i64 = 10 * 60;
const TOKEN_MOST: i64 = 1 << 32;

/// Checks the volume.
pub(super) fn check(volume: &ProjectedVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    mode(volume.default_mode, &at.field("defaultMode"), errors);
    let sources = volume.sources.as_deref().unwrap_or_default();
    let place = at.field("sources");
    for (index, one) in sources.iter().enumerate() {
        source(one, at, &place.index(index), errors);
    }
    no_path_twice(sources, at, errors);
}

fn source(
    source: &VolumeProjection,
    volume: &PathBuilder<'_>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let (secret, map) = (source.secret.as_ref(), source.config_map.as_ref());
    optional(secret, &at.field("secret"), errors, secret_keys);
    optional(map, &at.field("configMap"), errors, config_map_keys);
    let (downward, one) = (source.downward_api.as_ref(), source.service_account_token.as_ref());
    optional(downward, &at.field("downwardAPI"), errors, downward_files);
    optional(one, &at.field("serviceAccountToken"), errors, |one, at, errors| token(one, volume, at, errors));
    // Of the sources that servers know only with features that are off, nothing is said.
    let is_set = [secret.is_some(), map.is_some(), downward.is_some(), one.is_some()];
    if is_set.into_iter().filter(|is_set| *is_set).count() > 1 {
        errors.forbidden(at, "a source is of one sort, here is a second: make two sources of it");
    }
}

fn secret_keys(secret: &SecretProjection, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&secret.name, "a Secret is named", &at.field("name"), errors);
    items(secret.items.as_deref().unwrap_or_default(), &at.field("items"), errors);
}

fn config_map_keys(map: &ConfigMapProjection, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&map.name, "a ConfigMap is named", &at.field("name"), errors);
    items(map.items.as_deref().unwrap_or_default(), &at.field("items"), errors);
}

fn downward_files(downward: &DownwardAPIProjection, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    files(downward.items.as_deref().unwrap_or_default(), at, errors);
}

/// Checks a token; its path goes by the volume's name.
fn token(
    token: &ServiceAccountTokenProjection,
    volume: &PathBuilder<'_>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let seconds = token.expiration_seconds.unwrap_or(i64::from(TOKEN_EXPIRATION_SECONDS));
    checks::within(Some(seconds), TOKEN_LEAST..=TOKEN_MOST, &at.field("expirationSeconds"), errors);
    let stands = at.field("path");
    errors.renamed(&volume.field("path"), &stands, |errors| {
        if checks::said(&token.path, "a file has a path in the volume", &stands, errors) {
            local_path(&token.path, &stands, errors);
        }
    });
}

/// The paths that a source fills, as far as the server compares them.
fn paths(source: &VolumeProjection) -> impl Iterator<Item = &str> {
    let of_secret = source.secret.iter().flat_map(|secret| secret.items.iter().flatten());
    let of_map = source.config_map.iter().flat_map(|map| map.items.iter().flatten());
    let of_downward = source.downward_api.iter().flat_map(|downward| downward.items.iter().flatten());
    let all = of_secret.chain(of_map).map(|item| item.path.as_str());
    all.chain(of_downward.map(|file| file.path.as_str())).filter(|path| !path.is_empty())
}

fn no_path_twice(sources: &[VolumeProjection], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut met = Seen::default();
    for path in sources.iter().flat_map(paths) {
        if met.again(path) {
            errors.invalid(at, format!("two files of this volume have the path `{path}`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{volume_accepts, volume_refuses};

    #[test]
    fn sources_are_of_one_sort_each() {
        volume_accepts(&[
            "projected: {}",
            "projected: {sources: [{}, ~, {configMap: {name: a}}, {configMap: {name: a}}, {secret: {name: b}}]}",
            "projected: {defaultMode: 0400, sources: [{serviceAccountToken: {path: a/b, expirationSeconds: 600}}]}",
            "projected: {sources: [{downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.labels}}]}}]}",
        ]);
        let sources = |text: &str| format!("projected: {{sources: [{text}]}}");
        for (text, path, words) in [
            ("{configMap: {name: a}, secret: {name: b}}", ".sources[0]", "here is a second"),
            ("{secret: {}}", ".sources[0].secret.name", "is named"),
            (
                "{configMap: {name: a, items: [{key: k}]}}",
                ".sources[0].configMap.items[0].path",
                "has a path",
            ),
            ("{serviceAccountToken: {}}", ".path", "has a path"),
            ("{serviceAccountToken: {path: /a}}", ".path", "relative"),
            (
                "{serviceAccountToken: {path: a, expirationSeconds: 599}}",
                ".sources[0].serviceAccountToken.expirationSeconds",
                "outside 600",
            ),
            (
                "{configMap: {name: a, items: [{key: k, path: p}]}}, {secret: {name: a, items: [{key: k, path: p}]}}",
                "",
                "two files",
            ),
            ("{downwardAPI: {items: [{path: a}]}}", ".sources[0].downwardAPI", "holds something"),
        ] {
            volume_refuses(&[(&sources(text), &format!("projected{path}"), words)]);
        }
    }
}
