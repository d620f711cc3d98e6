//! Files with what the downward API tells of a Pod and its containers.

use k8s_openapi::api::core::v1::{DownwardAPIVolumeFile, ObjectFieldSelector, ResourceFieldSelector};

use crate::k8s::values::{ContainerResource, FieldPath, Name, SubPath};

/// A file with a field of the Pod.
pub(super) fn field_file(path: SubPath, field: FieldPath) -> DownwardAPIVolumeFile {
    let field = ObjectFieldSelector { field_path: field.into(), ..ObjectFieldSelector::default() };
    DownwardAPIVolumeFile { path: path.into(), field_ref: Some(field), ..DownwardAPIVolumeFile::default() }
}

/// A file with a resource of a container.
pub(super) fn resource_file(
    path: SubPath,
    container: Name,
    resource: ContainerResource,
) -> DownwardAPIVolumeFile {
    let resource = ResourceFieldSelector {
        container_name: Some(container.into()),
        resource: resource.into(),
        ..ResourceFieldSelector::default()
    };
    DownwardAPIVolumeFile {
        path: path.into(),
        resource_field_ref: Some(resource),
        ..DownwardAPIVolumeFile::default()
    }
}
