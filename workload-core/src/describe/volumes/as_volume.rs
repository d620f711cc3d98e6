//! What makes a type a volume, and which shapes may have it.

use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::{Shape, can};
use crate::k8s::literal::{FieldName, FieldOf, ToPart};

/// A type that says what happens to the data of an app.
pub trait AsVolume {
    /// Which shapes may have the volume.
    type Fits;

    /// Whether the volume ties the app to one Pod at a time, as a ReadWriteOnce claim does.
    const ONE_POD_AT_A_TIME: bool = false;

    /// What the volume brings to an app.
    fn volume_source(&self) -> VolumeSource;
}

/// The type of a field whose key is `mount` or `volume`: it stands for [`AsVolume`] in messages of the compiler,
/// which would else speak of the field alone.
#[diagnostic::on_unimplemented(
    message = "a field of type `{V}` is not a volume",
    label = "not a volume",
    note = "the type says what happens to the data: `Scratch` is lost with the Pod, `Claim` is one claim for all Pods, `PerPod` one for each; `ConfigFiles` and `SecretFiles` are files of the cluster, `HostPath` is the node's; `Option` and `Vec` of them will do"
)]
pub trait IsVolume<V> {
    /// Which shapes may have the volume.
    type Fits;

    /// Whether the volume ties the app to one Pod at a time.
    const ONE_POD_AT_A_TIME: bool;

    /// What the volume brings to an app.
    fn source(volume: &V) -> VolumeSource;
}

#[diagnostic::do_not_recommend]
impl<V: AsVolume> IsVolume<V> for FieldOf<V> {
    type Fits = V::Fits;

    const ONE_POD_AT_A_TIME: bool = V::ONE_POD_AT_A_TIME;

    fn source(volume: &V) -> VolumeSource {
        volume.volume_source()
    }
}

/// Every shape may have the volume.
#[derive(Clone, Copy, Debug)]
pub struct AnyShape;

/// Shapes whose Pods belong to their node may have the volume.
#[derive(Clone, Copy, Debug)]
pub struct NodesOwn;

/// Shapes whose Pods may share one claim may have the volume.
#[derive(Clone, Copy, Debug)]
pub struct SharedByPods;

/// Shapes that keep a claim for each Pod may have the volume.
#[derive(Clone, Copy, Debug)]
pub struct ClaimForEachPod;

/// A shape that may have volumes which fit so.
pub trait MayHave<Fits>: Shape {}

impl<S: Shape> MayHave<AnyShape> for S {}
impl<S: can::NodeLocal> MayHave<NodesOwn> for S {}
impl<S: can::SharedClaims> MayHave<SharedByPods> for S {}
impl<S: can::PerPodClaims> MayHave<ClaimForEachPod> for S {}

impl<S, V> ToPart<Mount<S>> for V
where
    FieldOf<V>: IsVolume<V>,
    S: MayHave<<FieldOf<V> as IsVolume<V>>::Fits>,
{
    const ONE_POD_AT_A_TIME: bool = FieldOf::<V>::ONE_POD_AT_A_TIME;

    fn to_part(&self, name: &FieldName) -> Option<Mount<S>> {
        Some(Mount::of(name.kebab(), FieldOf::<V>::source(self)))
    }
}
