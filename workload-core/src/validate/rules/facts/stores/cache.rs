//! Where somebody says that the data may be lost.

use k8s_openapi::api::core::v1::Container;

use super::cache_names::{is_named_a_cache, says_cache};
use super::settings::{evicts, saves_nothing};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{mounts, volumes};
use crate::validate::rules::record::Details;
use crate::validate::rules::set::{Member, Set};

/// What a container is told: its words, its variables, a line each, its ConfigMaps.
pub(crate) fn said(
    set: &Set<'_>,
    member: &Member<'_>,
    subject: &Subject<'_>,
    container: &Container,
) -> String {
    let words = container.command.iter().chain(&container.args).flatten();
    let mut said = String::new();
    for word in words {
        // An argument of nothing is something: `--save ""`.
        said.push(' ');
        said.push_str(if word.is_empty() { "\"\"" } else { word });
    }
    said.push('\n');
    for variable in container.env.iter().flatten() {
        said.push_str(&variable.name);
        said.push('=');
        said.push_str(variable.value.as_deref().unwrap_or_default());
        said.push('\n');
    }
    for mount in mounts(container) {
        let volume = volumes(subject).iter().find(|volume| volume.name == mount.name);
        let name = volume.and_then(|volume| volume.config_map.as_ref()).map(|map| map.name.as_str());
        let map = name.and_then(|name| set.named("ConfigMap", name, member));
        if let Some(Details::ConfigMap(map)) = map.map(|map| &map.record.details) {
            for text in &map.texts {
                said.push_str(text);
                said.push('\n');
            }
        }
    }
    said
}

/// Whether the data may be lost: the names say "cache", or the program drops data by itself.
pub(crate) fn is_meant(subject: &Subject<'_>, container: &Container, said: &str) -> bool {
    is_named_a_cache(subject) || says_cache(&container.name) || evicts(said) || saves_nothing(said)
}
