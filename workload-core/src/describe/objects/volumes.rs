//! The volumes of the Pod and the objects behind them, called after the app.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, Volume};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::describe::companions::Companions;
use crate::describe::description::Description;
use crate::describe::parts::VolumeSource;
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// The claims that each Pod gets.
    pub(crate) fn claim_templates(&self) -> Vec<PersistentVolumeClaim> {
        self.volumes.iter().filter_map(|(_, source)| source.claim_template.clone()).collect()
    }

    /// The Pod's volumes, which refer to what comes with the app by its full name.
    pub(crate) fn volumes(&self) -> Option<Vec<Volume>> {
        let volumes: Vec<_> = self.volumes.iter().filter_map(|(_, source)| self.volume_of(source)).collect();
        (!volumes.is_empty()).then_some(volumes)
    }

    fn volume_of(&self, source: &VolumeSource) -> Option<Volume> {
        let mut volume = source.volume.clone()?;
        if let (Some(source), Some(claim)) = (&mut volume.persistent_volume_claim, &source.claim) {
            source.claim_name = self.name_behind(&claim.metadata);
        }
        if let (Some(source), Some(config_map)) = (&mut volume.config_map, &source.config_map) {
            source.name = self.name_behind(&config_map.metadata);
        }
        if let (Some(source), Some(secret)) = (&mut volume.secret, &source.secret) {
            source.secret_name = Some(self.name_behind(&secret.metadata));
        }
        Some(volume)
    }

    /// Adds the objects behind the volumes.
    pub(crate) fn add_behind_volumes(&self, companions: &mut Companions) {
        for (_, source) in &self.volumes {
            companions.claims.extend(source.claim.clone());
            companions.config_maps.extend(source.config_map.clone());
            companions.secrets.extend(source.secret.clone());
        }
        let claims = companions.claims.iter_mut().map(|claim| &mut claim.metadata);
        let config_maps = companions.config_maps.iter_mut().map(|config_map| &mut config_map.metadata);
        let secrets = companions.secrets.iter_mut().map(|secret| &mut secret.metadata);
        for meta in claims.chain(config_maps).chain(secrets) {
            meta.name = Some(self.name_behind(meta));
        }
    }

    /// `data` of app `api` is the claim `api-data`.
    fn name_behind(&self, meta: &ObjectMeta) -> String {
        format!("{}-{}", self.identity.name, meta.name.as_deref().unwrap_or_default())
    }
}
