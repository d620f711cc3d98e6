//! What does not hold together in a description, found at run time.
//!
//! The compiler finds what literals tell; this finds the rest, with the Rust line that asked
//! for it. Each check is a function in a file of its own; to add one, add it to `problems`.

mod container_names;
mod headless_type;
mod image_missing;
mod init_probes;
mod mount_path;
mod name_too_long;
mod part;
mod port_names;
mod port_unknown;
mod port_zero;
mod probe_bounds;
mod service_ports;
mod shared_claim;
mod variable_twice;
mod volume_unknown;

use std::fmt;
use std::panic::Location;

use crate::describe::description::Description;
use crate::describe::shape::Shape;

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
        let checks: &[fn(&Self) -> Vec<Problem>] = &[
            name_too_long::check,
            container_names::check,
            image_missing::check,
            init_probes::check,
            probe_bounds::check,
            port_zero::check,
            port_names::check,
            port_unknown::check,
            service_ports::check,
            variable_twice::check,
            mount_path::check,
            volume_unknown::check,
            shared_claim::check,
            headless_type::check,
        ];
        checks.iter().flat_map(|check| check(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::describe::description::{Container, Description};
    use crate::describe::parts::{ExtraService, MountRef, Port, Probe, ServicePart};
    use crate::describe::shape::Stateless;
    use crate::k8s::values::{Image, MountPath, Name, PortName, PortNumber, ServiceName};

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

    /// An app in which everything is wrong that only shows at run time.
    fn messy() -> Description<Stateless> {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        let mut probe = Probe::new();
        probe.tcp(PortName::new("htp").into()).success(3).grace_period(5);
        let mut init = Container::named(Name::new("api"));
        init.ready(probe.clone());
        let mut exporter = Container::new();
        let mut mount = MountRef::new();
        mount.volume(Name::new("dta")).path(MountPath::new("/data"));
        exporter.image(Image::new("exporter:v1")).mount(mount.clone()).mount(mount);
        let mut admin = ServicePart::named(ServiceName::new("admin"));
        admin.ports(["admn"].into_iter().collect());
        let mut port = Port::new();
        port.name(PortName::new("http"));
        api.image(Image::new("api:v1")).port(port).live(probe).init(init).container(exporter);
        api.extra_service(ExtraService(admin));
        api
    }

    #[test]
    fn what_only_shows_at_run_time_is_reported_where_it_was_asked_for() {
        let messages = messages(&messy());
        for expected in [
            "this container has no name",
            "two containers are called `api`",
            "`api` has no image",
            "`api` ends before the others start and cannot have `ready`",
            "`success` of a `live` probe is 1",
            "a `ready` probe ends nothing",
            "port `http` is 0",
            "no port is called `htp`: did you mean `http`?",
            "no port is called `admn`",
            "both mounted at `/data`",
            "the app has no volume `dta`",
        ] {
            let found = messages.iter().filter(|message| message.contains(expected)).count();
            assert!(found > 0, "{expected}: {messages:#?}");
        }
        assert!(messages.iter().all(|message| message.starts_with(file!())), "{messages:#?}");
    }

    #[test]
    fn a_service_passes_something_on() {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        api.image(Image::new("api:v1")).service(ServicePart::named(ServiceName::new("web")));
        let [problem] = &messages(&api)[..] else { panic!("one problem") };
        assert!(
            problem.ends_with("the Service `web` has no port to pass on: add a `port` to the app"),
            "{problem}"
        );
        let mut headless = ServicePart::named(ServiceName::new("web"));
        headless.headless(true);
        assert_eq!(messages(api.service(headless)), [""; 0]);
    }
}
