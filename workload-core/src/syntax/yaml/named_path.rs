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
            match step {
                Step::Field(name) if at == 0 => text.push_str(name),
                Step::Field(name) => text.extend([".", name.as_str()]),
                Step::Key(key) => text.extend(["[", key.as_str(), "]"]),
                Step::Index(index) => match here.and_then(|item| self.item_name(item)) {
                    Some((key, name)) => text.extend(["[", key, "=", name, "]"]),
                    None => {
                        // Writing to a String cannot fail.
                        let _ = write!(text, "[{index}]");
                    }
                },
            }
        }
        text
    }

    /// What tells an item of a list from the others: a key and its value, or no key and the value of a scalar.
    fn item_name(&self, item: NodeId) -> Option<(&'static str, &str)> {
        let item = self.resolve(item);
        let scalar = |id: NodeId| match &self.node(id).content {
            Content::Scalar(text) => Some(&**text),
            _ => None,
        };
        if let Some(text) = scalar(item) {
            return Some(("", text));
        }
        KEYS.iter().find_map(|key| Some((*key, scalar(self.get(item, key)?)?)))
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
