//! shapes (skeleton)
/// x
pub trait Shape {
    /// k
    const KIND: &'static str;
    /// l
    const LONGEST_NAME: usize;
}
