//! What the parts of a simulation call one another by: places in its lists.

/// Declares a place in a list, which is never given to another.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(u32);

        impl $name {
            /// The place of a list's next item.
            pub(crate) fn after(length: usize) -> Self {
                Self(u32::try_from(length).expect("a simulation holds less than 2³² things of a kind"))
            }

            /// The place in its list.
            pub(crate) const fn at(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

id! {
    /// An object that a controller looks after.
    ObjectId,
    /// A Pod.
    PodId,
    /// A node.
    NodeId,
    /// A PersistentVolumeClaim.
    ClaimId,
}
