//! The volumes of the Pod and the objects behind them, called after the app.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, Volume};

use crate::describe::companions::Companions;
use crate::describe::description::Description;
use crate::describe::parts::VolumeSource;
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// The claims that each Pod gets.
    pub(crate) fn claim_templates(&self) -> Vec<PersistentVolumeClaim> {
        let template = |(name, source): &(String, VolumeSource)| {
            let mut template = source.claim_template.clone()?;
            template.metadata.name = Some(name.clone());
            Some(template)
        };
        self.volumes.iter().filter_map(template).collect()
    }

    /// The Pod's volumes, which refer to what comes with the app by its full name.
    pub(crate) fn pod_volumes(&self) -> Option<Vec<Volume>> {
        let volumes = self.volumes.iter().filter_map(|(name, source)| self.volume_of(name, source));
        let volumes: Vec<_> = volumes.collect();
        (!volumes.is_empty()).then_some(volumes)
    }

    fn volume_of(&self, name: &str, source: &VolumeSource) -> Option<Volume> {
        let mut volume = source.volume.clone()?;
        name.clone_into(&mut volume.name);
        let behind = || self.name_behind(name, source);
        if let (Some(raw), Some(_)) = (&mut volume.persistent_volume_claim, &source.claim) {
            raw.claim_name = behind();
        }
        if let (Some(raw), Some(_)) = (&mut volume.config_map, &source.files) {
            raw.name = behind();
        }
        if let (Some(raw), Some(_)) = (&mut volume.secret, &source.files) {
            raw.secret_name = Some(behind());
        }
        Some(volume)
    }

    /// Adds the objects behind the volumes.
    pub(crate) fn add_objects_behind_volumes(&self, companions: &mut Companions) {
        for (name, source) in &self.volumes {
            let behind = || self.name_behind(name, source);
            companions.claims.extend(source.claim.clone().map(|mut claim| {
                claim.metadata.name = Some(behind());
                claim
            }));
            match &source.files {
                Some(files) if files.secret => companions.secrets.push(files.secret(behind())),
                Some(files) => companions.config_maps.push(files.config_map(behind())),
                None => {}
            }
        }
    }

    /// The name of the object behind a volume, unless it has its own: `data` of app `api` is the
    /// claim `api-data`, and files are named by their content too.
    pub(crate) fn name_behind(&self, name: &str, source: &VolumeSource) -> String {
        let app = &self.identity.name;
        match (&source.object_name, &source.files) {
            (Some(own), _) => own.clone(),
            (None, Some(files)) => format!("{app}-{name}-{}", files.digest()),
            (None, None) => format!("{app}-{name}"),
        }
    }

    /// The annotation that says why Pods which may start on any node use paths of their node.
    pub(crate) fn node_path_reasons(&self) -> Option<String> {
        let reasons: Vec<_> =
            self.volumes.iter().filter_map(|(_, source)| source.node_path_reason.as_deref()).collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }
}
