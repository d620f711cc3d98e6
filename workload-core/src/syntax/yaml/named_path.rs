//! Paths that stay the same when a list gets another order.

use std::fmt::Write as _;

use super::node::{Content, NodeId};
use super::path::{Path, Step};
use super::tree::Tree;

/// The keys by which items of a list are told apart, in this order.
const KEYS: &[&str] = &["name", "mountPath", "containerPort", "port", "key", "ip", "topologyKey", "host"];

impl Tree<'_> {
    /// The path with the items of lists by name, where they have one: `containers[name=api]`
    /// instead of `containers[0]`, `args[=-v]` instead of `args[1]`.
    #[must_use]
    pub fn named_path(&self, path: &Path) -> String {
        let mut text = String::new();
        let mut here = Some(NodeId::ROOT);
        for (at, step) in path.0.iter().enumerate() {
            here = here.and_then(|node| Some(self.step(node, step)?.0));
            // Writing to a String cannot fail.
            let _ = match step {
                Step::Field(name) if at == 0 => write!(text, "{name}"),
                Step::Field(name) => write!(text, ".{name}"),
                Step::Key(key) => write!(text, "[{key}]"),
                Step::Index(index) => match here.and_then(|item| self.item_name(item)) {
                    Some(name) => write!(text, "[{name}]"),
                    None => write!(text, "[{index}]"),
                },
            };
        }
        text
    }

    /// What tells an item of a list from the others: `name=api`, or `=-v` for a scalar.
    fn item_name(&self, item: NodeId) -> Option<String> {
        let item = self.resolve(item);
        let scalar = |id: NodeId| match &self.node(id).content {
            Content::Scalar(text) => Some(text.clone().into_owned()),
            _ => None,
        };
        if let Some(text) = scalar(item) {
            return Some(format!("={text}"));
        }
        KEYS.iter().find_map(|key| Some(format!("{key}={}", scalar(self.get(item, key)?)?)))
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::yaml::{Path, Step, documents};

    #[test]
    fn items_go_by_name() {
        let text = "c:\n- name: api\n  args: [-v, {x: 1}]\n- {port: 80}\n- [1]\n";
        let document = documents(text).next().unwrap();
        let tree = document.tree.unwrap();
        let named = |steps: &[Step]| tree.named_path(&Path(steps.to_vec()));
        let field = |name: &str| Step::Field(name.to_owned());
        assert_eq!(named(&[field("c"), Step::Index(0), field("image")]), "c[name=api].image");
        assert_eq!(
            named(&[field("c"), Step::Index(0), field("args"), Step::Index(0)]),
            "c[name=api].args[=-v]"
        );
        assert_eq!(
            named(&[field("c"), Step::Index(0), field("args"), Step::Index(1)]),
            "c[name=api].args[1]"
        );
        assert_eq!(named(&[field("c"), Step::Index(1)]), "c[port=80]");
        assert_eq!(named(&[field("c"), Step::Index(2)]), "c[2]");
        assert_eq!(named(&[field("d"), Step::Index(7), Step::Key("k".to_owned())]), "d[7][k]");
    }
}
