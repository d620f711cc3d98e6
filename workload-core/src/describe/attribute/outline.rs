//! The literals of a struct's attributes as data, for the checks that need more than one.

use crate::describe::shape::Shape;
use crate::k8s::literal::{Leaf, Written, find};
use crate::k8s::values::{check_object_name, check_port_name};
use crate::syntax::text::{Message, same};

/// Everything that is known of a described struct at compile time.
#[derive(Clone, Copy, Debug)]
pub struct Outline {
    /// The struct's own name.
    pub rust_name: &'static str,
    /// The name made of it, which a `name` key replaces.
    pub name: &'static str,
    /// The keys on the struct and on its fields.
    pub keys: &'static [Leaf<'static>],
}

impl Outline {
    /// The name of the Kubernetes object, as far as it is known.
    #[must_use]
    pub const fn object_name(&self) -> &'static str {
        match find(self.keys, "name") {
            Some(Written::Text(name)) => name,
            _ => self.name,
        }
    }

    /// Checks that the app says what it runs.
    ///
    /// # Panics
    ///
    /// When there is no image.
    #[track_caller]
    pub const fn check_image(&self) {
        if find(self.keys, "image").is_none() {
            let message = Message::new().push_quoted(self.rust_name).push(
                " has no image: add `image = \"…\"` to its #[workload(…)], or a field with #[workload(image)]",
            );
            panic!("{}", message.as_str());
        }
    }

    /// Checks that the name fits the kind of the shape.
    ///
    /// # Panics
    ///
    /// When it does not.
    #[track_caller]
    pub const fn check_name<S: Shape>(&self) {
        if let Err(message) = check_object_name(self.object_name(), S::KIND, S::LONGEST_NAME) {
            panic!("{}", message.as_str());
        }
    }

    /// Checks that the name which a field gives its part may be that part's.
    ///
    /// # Panics
    ///
    /// When it may not.
    #[track_caller]
    pub const fn check_field(&self, key: &str, name: &str) {
        if same(key, "port")
            && let Err(message) = check_port_name(name)
        {
            let message =
                message.push(": give the port another name with `port = \"…\"`, or none with `unnamed`");
            panic!("{}", message.as_str());
        }
    }

    /// Checks that the part which a field is has all that it needs besides the field's value.
    ///
    /// # Panics
    ///
    /// When it lacks something.
    #[track_caller]
    pub const fn check_options(&self, key: &str, options: &[Leaf]) {
        if same(key, "mount") && find(options, "path").is_none() {
            panic!("a mount needs a path in the container: write `mount = \"/data\"`");
        }
    }

    /// Checks that a part which only one Pod at a time may use is in an app of one Pod.
    ///
    /// # Panics
    ///
    /// When the struct asks for more replicas.
    #[track_caller]
    pub const fn check_one_pod(&self) {
        let most = match (find(self.keys, "replicas"), find(self.keys, "autoscale")) {
            (_, Some(Written::Group(keys))) => find(keys, "max"),
            (replicas, _) => replicas,
        };
        if let Some(Written::Number(most)) = most
            && most > 1
        {
            let message = Message::of("a ReadWriteOnce claim cannot be shared by ")
                .push_number(most)
                .push(" replicas: use `Claim<ReadWriteMany>`, or make the app `stateful` with a `PerPod` volume (article §1.1, §4.2)");
            panic!("{}", message.as_str());
        }
    }
}
