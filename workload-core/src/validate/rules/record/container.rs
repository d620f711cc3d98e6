//! What the rules over many objects know of the containers of a workload.

use k8s_openapi::api::core::v1::{Container, ResourceRequirements};

use super::port::ContainerPortRecord;
use crate::k8s::compact_texts::{CompactReader, CompactTexts, CompactWriter};
use crate::validate::rules::facts::container_place::ContainerPlace;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};

/// The containers of a workload, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ContainerRecords(CompactTexts);

/// A container of the Pods.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ContainerRecord<'r> {
    pub(crate) name: &'r str,
    /// The list that it stands in: `containers` or `initContainers`.
    pub(crate) list: &'static str,
    /// Its number in that list.
    pub(crate) index: usize,
    /// Whether it runs to its end before the main containers start.
    pub(crate) ends_first: bool,
    /// Whether a probe says when it can answer requests.
    pub(crate) has_readiness: bool,
    /// The number of resources that it requests, or limits, and where their names begin.
    requests: (usize, CompactReader<'r>),
    /// The number of its ports, and where they begin.
    ports: (usize, CompactReader<'r>),
}

impl ContainerRecords {
    /// The containers of a subject's Pods.
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let mut all = CompactWriter::default();
        subject.containers().for_each(|part| write(part, &mut all));
        Self(all.finish())
    }

    /// They.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ContainerRecord<'_>> {
        let mut all = self.0.reader();
        std::iter::from_fn(move || ContainerRecord::read(&mut all))
    }
}

impl<'r> ContainerRecord<'r> {
    fn read(all: &mut CompactReader<'r>) -> Option<Self> {
        let (place, flags) = (ContainerPlace::from_code(all.number()?), all.number()?);
        let name = all.text()?;
        let requests = (all.number()?, *all);
        for _ in 0..requests.0 {
            all.text()?;
        }
        let ports = (all.number()?, *all);
        for _ in 0..ports.0 {
            ContainerPortRecord::read(all)?;
        }
        Some(Self {
            name,
            list: place.list(),
            index: place.index(),
            ends_first: flags & 1 == 1,
            has_readiness: flags & 2 == 2,
            requests,
            ports,
        })
    }

    /// Whether it requests a resource, or limits it.
    pub(crate) fn requests(&self, resource: &str) -> bool {
        let (count, mut names) = self.requests;
        (0..count).any(|_| names.text() == Some(resource))
    }

    /// Its ports.
    pub(crate) fn ports(&self) -> impl Iterator<Item = ContainerPortRecord<'r>> + use<'r> {
        let (count, mut ports) = self.ports;
        (0..count).map_while(move |_| ContainerPortRecord::read(&mut ports))
    }

    /// Whether it has a port.
    pub(crate) const fn has_ports(&self) -> bool {
        self.ports.0 > 0
    }
}

fn write(part: ContainerPart<'_>, all: &mut CompactWriter) {
    let container = part.container;
    all.number(ContainerPlace::of(&part).code());
    all.number(usize::from(part.ends_first()) | usize::from(has_readiness(container)) << 1);
    all.text(&container.name);
    let requests = requests(container.resources.as_ref());
    all.number(requests.len());
    for name in requests {
        all.text(name);
    }
    let ports = container.ports.as_deref().unwrap_or_default();
    all.number(ports.len());
    for port in ports {
        ContainerPortRecord::of(port).write(all);
    }
}

fn has_readiness(container: &Container) -> bool {
    container.readiness_probe.is_some() || container.startup_probe.is_some()
}

/// The names of the resources that are requested, or limited: a limit is a request too.
pub(super) fn requests(resources: Option<&ResourceRequirements>) -> Vec<&str> {
    let Some(resources) = resources else { return Vec::new() };
    let all = [&resources.requests, &resources.limits].into_iter().flatten();
    let mut names: Vec<&str> = all.flat_map(|all| all.keys()).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}
