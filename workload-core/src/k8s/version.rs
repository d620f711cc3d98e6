//! The version of Kubernetes that this program was built with.

k8s_openapi::k8s_if_1_33! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.33";
}
k8s_openapi::k8s_if_1_34! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.34";
}
k8s_openapi::k8s_if_1_35! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.35";
}
k8s_openapi::k8s_if_1_36! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.36";
}
k8s_openapi::k8s_if_1_37! {
    /// The version of Kubernetes whose types this program was built with, such as `1.36`.
    pub const BUILT_FOR: &str = "1.37";
}
