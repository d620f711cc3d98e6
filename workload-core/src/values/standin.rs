//! stand-in
use super::text_value;
use crate::text::Message;
const fn any(_: &str) -> Result<(), Message> {
    Ok(())
}
text_value! { /// x
PortName, check: any, expects: "x" }
text_value! { /// x
EnvName, check: any, expects: "x" }
text_value! { /// x
MountPath, check: any, expects: "x" }
text_value! { /// x
Quantity, check: any, expects: "x" }
text_value! { /// x
LabelValue, check: any, expects: "x" }
text_value! { /// x
Schedule, check: any, expects: "x" }
/// x
#[derive(Clone, Copy, Debug)]
pub struct PortNumber(u16);
impl PortNumber {
    /// x
    pub const fn new(n: u16) -> Self {
        Self(n)
    }
    /// x
    pub const fn from_number(n: i128) -> Self {
        Self(n as u16)
    }
    /// x
    pub const fn get(self) -> u16 {
        self.0
    }
}
crate::literal::forms!(PortNumber: "x", int => PortNumber::from_number);
