//! How many nodes and Pods may use a claim at once.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

/// Declares the access modes, as values and as types.
macro_rules! access_modes {
    ($($(#[$doc:meta])* $mode:ident: $one_pod:literal,)+) => {
        /// How many nodes and Pods may use a claim at once.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum AccessMode {
            $($(#[$doc])* $mode,)+
        }

        impl AccessMode {
            /// The mode as Kubernetes spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$mode => stringify!($mode),)+ }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct $mode;

            impl Access for $mode {
                const MODE: AccessMode = AccessMode::$mode;
                const ONE_POD_AT_A_TIME: bool = $one_pod;
            }
        )+
    };
}

/// An access mode as a type, so that sharing what cannot be shared does not compile.
pub trait Access: Clone + Copy + Debug + 'static {
    /// The mode.
    const MODE: AccessMode;

    /// Whether several Pods on several nodes would wait for one another.
    const ONE_POD_AT_A_TIME: bool;
}

impl Default for AccessMode {
    /// What a claim is unless it says otherwise.
    fn default() -> Self {
        Self::ReadWriteOnce
    }
}

access_modes! {
    /// One node reads and writes.
    ReadWriteOnce: true,
    /// One Pod reads and writes.
    ReadWriteOncePod: true,
    /// Many nodes read.
    ReadOnlyMany: false,
    /// Many nodes read and write; not every storage can.
    ReadWriteMany: false,
}
