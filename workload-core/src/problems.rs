//! What does not hold together in a description, found at run time.
//!
//! The compiler finds what literals tell; this finds the rest, with the Rust line that asked
//! for it. Each check is a function in a file of its own; to add one, add it to `problems`.

mod headless_type;
mod image_missing;
mod mount_path;
mod name_too_long;
mod port_names;
mod shared_claim;
mod variable_twice;

use std::fmt;
use std::panic::Location;

use crate::description::{Anchor, Description};
use crate::shape::Shape;

/// Something in a description that Kubernetes would refuse, or that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong and what would be right, in a sentence.
    pub message: String,
    /// The Rust place that asked for it, where one did.
    pub place: Option<Location<'static>>,
}

impl fmt::Display for Problem {
    /// `src/deploy.rs:12:5: …`, which editors turn into a link.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl<S: Shape> Description<S> {
    /// Everything that does not hold together; nothing when all is well.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let checks: [fn(&Self) -> Vec<Problem>; 7] = [
            name_too_long::check,
            image_missing::check,
            port_names::check,
            variable_twice::check,
            mount_path::check,
            shared_claim::check,
            headless_type::check,
        ];
        checks.iter().flat_map(|check| check(self)).collect()
    }

    /// A problem of this description, at the place that asked for the main container's `path`.
    fn at_main(&self, path: &str, message: String) -> Problem {
        Problem { message, place: self.main.origins.place(&Anchor::Main, path) }
    }
}

#[cfg(test)]
mod tests {
    use crate::parts::Port;
    use crate::values::{Image, Name, PortName, PortNumber};
    use crate::{Description, Stateless};

    fn messages(description: &Description<Stateless>) -> Vec<String> {
        description.problems().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_whole_description_has_none() {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        api.image(Image::new("api:v1")).port(Port::named(PortName::new("http"), PortNumber::new(8080)));
        assert_eq!(messages(&api), [""; 0]);
    }

    #[test]
    fn a_missing_image_is_reported_where_the_app_begins() {
        let api = Description::<Stateless>::new(Name::new("api"));
        let [problem] = &messages(&api)[..] else { panic!("one problem") };
        assert!(problem.starts_with(file!()), "{problem}");
        assert!(problem.ends_with("`api` has no image: give it one with `image`"), "{problem}");
    }

    #[test]
    fn ports_that_a_service_cannot_tell_apart_are_reported() {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        api.image(Image::new("api:v1"));
        for number in [8080, 8080] {
            api.port(Port::named(PortName::new("http"), PortNumber::new(number)));
        }
        let [problem] = &messages(&api)[..] else { panic!("one problem") };
        assert!(problem.ends_with("two ports are called `http`: give one another name"), "{problem}");
    }
}
