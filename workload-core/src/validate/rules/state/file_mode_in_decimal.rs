//! S12: a file mode written as a number that is not octal.

use k8s_openapi::api::core::v1::{KeyToPath, Volume};

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::volumes;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// The mode of a file is written in octal digits.
    ///
    /// `defaultMode: 400` is the decimal number 400, which is 0620: the file can be written by its group and
    /// read by nobody but its owner. With a leading zero, `0400`, YAML reads octal digits; JSON knows decimal
    /// numbers only, where 0400 is 256 (article §8.1).
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   containers:
    ///   - name: shop
    ///     image: shop:v1
    ///     volumeMounts: [{name: keys, mountPath: /keys, readOnly: true}]
    ///   volumes:
    ///   - name: keys
    ///     secret: {secretName: keys, defaultMode: 400}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   containers:
    ///   - name: shop
    ///     image: shop:v1
    ///     volumeMounts: [{name: keys, mountPath: /keys, readOnly: true}]
    ///   volumes:
    ///   - name: keys
    ///     secret: {secretName: keys, defaultMode: 0400}
    /// ```
    S12 file_mode_in_decimal: Warning, ["8.1"], Object(check)
}

/// Numbers whose digits look like a mode and whose octal value nobody wants: 0620, 0670, 0674, 0764.
const DECIMAL: &[i32] = &[400, 440, 444, 500];

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let root = subject.at();
    let spec = root.fields(pod_spec_fields(subject));
    let list = spec.field("volumes");
    for (number, volume) in volumes(subject).iter().enumerate() {
        let at = list.index(number);
        for (source, mode, items) in modes(volume) {
            let at = at.field(source);
            look_at(subject, &at.field("defaultMode"), mode, violations);
            for (item, key) in items.iter().enumerate() {
                look_at(subject, &at.field("items").index(item).field("mode"), key.mode, violations);
            }
        }
    }
}

/// The sources of a volume that have modes: the field, the mode of all files, the files named.
fn modes(volume: &Volume) -> Vec<(&'static str, Option<i32>, &[KeyToPath])> {
    let map = volume
        .config_map
        .as_ref()
        .map(|map| ("configMap", map.default_mode, map.items.as_deref().unwrap_or_default()));
    let secret = volume
        .secret
        .as_ref()
        .map(|secret| ("secret", secret.default_mode, secret.items.as_deref().unwrap_or_default()));
    let projected = volume.projected.as_ref().map(|projected| ("projected", projected.default_mode, &[][..]));
    map.into_iter().chain(secret).chain(projected).collect()
}

fn look_at(subject: &Subject<'_>, at: &PathBuilder<'_>, mode: Option<i32>, violations: &mut Violations) {
    let Some(mode) = mode.filter(|mode| DECIMAL.contains(mode)) else { return };
    violations
        .report(subject, at, format!("the mode {mode} is decimal: in octal digits it is 0{mode:o}"))
        .help(format!("write `0{mode}` with a leading zero, or its decimal value {}", octal(mode)));
}

/// The value of a number's digits, read as octal ones.
fn octal(mode: i32) -> i32 {
    i32::from_str_radix(&mode.to_string(), 8).unwrap_or(mode)
}
