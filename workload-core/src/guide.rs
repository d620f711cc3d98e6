//! The guide, page by page; [the crate's first page](crate) says in which order.
//!
//! The pages are files of `docs/`, and some of them are read by [`explain`](crate::learn::explain) too:
//! [`grammar`] is made of the doc comments of keys, volumes and groups, [`rules`] of those of rules.

/// A page: a module without anything in it but a text.
macro_rules! pages {
    ($($(#[doc = $title:literal])+ $(#[cfg(feature = $feature:literal)])? $page:ident;)+) => {$(
        $(#[doc = $title])+
        #[doc = ""]
        #[doc = include_str!(concat!("../docs/", stringify!($page), ".md"))]
        $(#[cfg(feature = $feature)])?
        pub mod $page {}
    )+};
}

pages! {
    /// The description: an app as a struct.
    description;
    /// The five kinds, and what each is for.
    kinds;
    /// Volumes: what happens to data.
    volumes;
    /// Export: manifests by name, from the command line.
    export;
    /// Manifests written by a build script.
    build_script;
    /// Validate: what is wrong with manifests, anyone's.
    #[cfg(feature = "validate")]
    validate;
    /// Validate while one types, in any editor.
    #[cfg(feature = "validate")]
    editor;
    /// Every rule of the validator.
    #[cfg(feature = "validate")]
    rules;
    /// Plan: what Kubernetes would do, before it does it.
    #[cfg(feature = "plan")]
    plan;
    /// What differs between the versions of Kubernetes.
    #[cfg(feature = "validate")]
    versions;
    /// To the cluster: what an apply does to what is there.
    #[cfg(feature = "live")]
    to_the_cluster;
    /// A cluster in the process, for tests.
    #[cfg(feature = "cluster-in-process")]
    cluster;
    /// Every key and every volume.
    grammar;
    /// Words of the field.
    words;
    /// The article that rules, messages and examples cite.
    article;
    /// Coming from manifests written by hand.
    from_yaml;
    /// Coming from Helm.
    from_helm;
    /// Coming from cdk8s.
    from_cdk8s;
    /// How the toolkit is built, for people who change it.
    architecture;
}
