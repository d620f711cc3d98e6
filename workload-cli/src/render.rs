//! Sources that become manifests: kustomizations and charts.
//!
//! [`overlays`] reads which file has which part in a kustomization, so that no fragment is taken for a
//! whole object; [`kustomize`] and [`helm`] render with the programs that people render with, where
//! these are on the PATH; [`origin`] brings what is found in the rendered text back to where it was
//! written; [`sources`] does all of it for a run. No shell is run, and nothing is fetched unasked.

mod belonging;
mod chart;
mod equal;
mod expected;
mod failed_sets;
mod helm;
mod kustomization;
mod kustomize;
mod origin;
mod overlays;
mod program;
mod rendered;
mod rendering;
mod skaffold;
mod sources;
mod stop;

pub(crate) use chart::ChartSettings;
pub(crate) use rendering::Rendering;
pub(crate) use sources::Sources;
pub(crate) use stop::Stop;
