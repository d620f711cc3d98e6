//! Which texts of manifests name objects: where each is declared, and everywhere it is used.
//!
//! The names are those that the rules follow ([`rules`](crate::validate::rules), N07 to N10): a name means the
//! object of that kind in the namespace of whoever names it. Texts that do not parse are read by their lines.
//!
//! ```
//! use workload_core::learn::names::mentions;
//!
//! let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {b: c}\n";
//! let found = mentions(text);
//! assert_eq!((found[0].target.kind.as_str(), found[0].target.name.as_str()), ("ConfigMap", "a"));
//! assert_eq!(found[1].target.key.as_deref(), Some("b"));
//! ```

mod label_paths;
mod label_ties;
mod labels;
mod leaf;
mod mention;
mod port_ties;
mod ports;
mod read;
mod table;
mod text_names;

pub use label_ties::{LabelName, check_label_rename, label_ties};
pub use labels::LabelSet;
pub use mention::{Mention, MentionRole, Target};
pub use port_ties::{PortPlace, PortTies, check_port_rename, port_ties};
pub use ports::PortNames;
pub use read::{NamedObject, mentions, objects};
pub use table::kind_named_at;
pub use text_names::TextNames;
