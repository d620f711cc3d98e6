//! Contradictions of a description that only show at run time, each with its Rust line.
//!
//! Literals are checked by the compiler, and what the API server refuses is asked of its
//! validation. Here is what both would let pass. Each check is a function in a file of its own; to
//! add one, write its file and name it in `Description::errors`.

mod autoscaled_replicas;
mod headless_type;
mod image_missing;
mod lost_label;
mod name_too_long;
mod part;
mod port_unknown;
mod selector_missing;
mod service_ports;
mod shared_claim;
mod variable_twice;
mod volume_unknown;

use crate::describe::description::Description;
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// Everything that does not hold together; nothing when all is well.
    #[must_use]
    pub fn errors(&self) -> Vec<DescriptionError> {
        let checks: &[fn(&Self) -> Vec<DescriptionError>] = &[
            lost_label::check,
            name_too_long::check,
            image_missing::check,
            port_unknown::check,
            selector_missing::check,
            service_ports::check,
            variable_twice::check,
            volume_unknown::check,
            shared_claim::check,
            headless_type::check,
            autoscaled_replicas::check,
        ];
        checks.iter().flat_map(|check| check(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::describe::description::{Container, Description};
    use crate::describe::parts::{ExtraService, IngressPart, MountRef, Port, Probe, ServicePart};
    use crate::describe::shape::Stateless;
    use crate::k8s::values::{Image, MountPath, Name, PortName, PortNumber, ServiceName};

    fn messages(description: &Description<Stateless>) -> Vec<String> {
        description.errors().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_whole_description_has_none() {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        api.image(Image::new("api:v1")).port(Port::named(PortName::new("http"), PortNumber::new(8080)));
        assert_eq!(messages(&api), [""; 0]);
    }

    #[test]
    fn replicas_and_an_autoscaler_are_one_too_many() {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        api.image(Image::new("api:v1")).replicas(2).autoscale(crate::describe::parts::Autoscale::new());
        let [error] = &messages(&api)[..] else { panic!("one error") };
        assert!(error.contains("`replicas` and `autoscale` would fight"), "{error}");
    }

    #[test]
    fn a_missing_image_is_reported_where_the_app_begins() {
        let api = Description::<Stateless>::new(Name::new("api"));
        let [error] = &messages(&api)[..] else { panic!("one error") };
        assert!(error.starts_with(file!()), "{error}");
        assert!(error.ends_with("`api` has no image: give it one with `image`"), "{error}");
    }

    #[test]
    fn a_service_without_a_port_leads_nowhere() {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        api.image(Image::new("api:v1")).ingress(IngressPart::new());
        let [error] = &messages(&api)[..] else { panic!("one error") };
        assert!(error.contains("the Ingress of `api` has no Service to send requests to"), "{error}");
        api.service(ServicePart::new());
        let [error] = &messages(&api)[..] else { panic!("one error") };
        assert!(error.starts_with(file!()) && error.contains("the Service `api` has no port"), "{error}");
        api.port(Port::named(PortName::new("http"), PortNumber::new(8080)));
        assert_eq!(messages(&api), [""; 0]);
    }

    /// An app in which everything is wrong that only shows at run time.
    fn messy() -> Description<Stateless> {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        let mut probe = Probe::new();
        probe.tcp(PortName::new("htp").into());
        let mut init = Container::named(Name::new("init"));
        init.ready(probe.clone());
        let mut exporter = Container::new();
        let mut mount = MountRef::new();
        mount.volume(Name::new("dta")).path(MountPath::new("/data"));
        exporter.image(Image::new("exporter:v1")).mount(mount);
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
            "`init` has no image",
            "no port is called `htp`: did you mean `http`?",
            "no port is called `admn`",
            "the app has no volume `dta`",
        ] {
            let found = messages.iter().filter(|message| message.contains(expected)).count();
            assert!(found > 0, "{expected}: {messages:#?}");
        }
        assert!(messages.iter().all(|message| message.starts_with(file!())), "{messages:#?}");
    }
}
