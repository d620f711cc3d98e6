//! Where manifests are meant to run.

/// Where the manifests are meant to run: what is wrong in production may do on a laptop
/// (article §7.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Data may be lost.
    Test,
    /// Data should outlive a Pod; one replica of everything will do.
    Development,
    /// Everything counts.
    #[default]
    Production,
}
