//! Parts of a description are plain values: they are compared, kept in a user's own structs, and read
//! from a file.

use std::fmt::Debug;

use k8s_openapi::api::core::v1::ConfigMap;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;
use serde::de::DeserializeOwned;
use workload_core::Container;
use workload_core::describe::parts::{
    AddressText, Autoscale, ContainerLoad, Device, DisruptionBudget, Dns, Env, EnvValue, ExtraObject,
    ExtraService, Failure, History, Hook, HostAlias, Mount, MountRef, NetworkPolicy, NodeAffinity, NodeTerm,
    OfferedPort, Peer, PodAffinity, PodFailurePolicy, PodSecurity, Port, Probe, Protocol, Rate, Rbac,
    ResourceClaim, RollingUpdate, ScalingRules, Scheme, Security, ServiceAccount, ServicePart, Spread,
    Success, SuccessPolicy, Toleration, Unsatisfiable, Words,
};
use workload_core::describe::shape::Stateful;
use workload_core::k8s::values::{EnvName, Image, LabelKey, Name, PortName, PortNumber, PortRef, UrlPath};

/// The value as JSON, and read back.
fn there_and_back<T: Clone + Debug + PartialEq + Serialize + DeserializeOwned>(value: &T) {
    let text = serde_json::to_string(value).expect("a part is JSON");
    let back: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(&back, value, "{text}");
}

/// As `there_and_back`, for what has a value to begin with.
fn is_a_value<T: Clone + Debug + Default + PartialEq + Serialize + DeserializeOwned>() {
    there_and_back(&T::default());
    assert_eq!(serde_json::from_str::<T>("{}").expect("every field has a default"), T::default());
    let refused = serde_json::from_str::<T>("{\"noSuchField\": 1}").expect_err("no part has it").to_string();
    assert!(refused.contains("noSuchField"), "{refused}");
}

#[test]
fn every_part_with_a_default_is_a_value() {
    is_a_value::<Autoscale>();
    is_a_value::<Container>();
    is_a_value::<ContainerLoad>();
    is_a_value::<Device>();
    is_a_value::<DisruptionBudget>();
    is_a_value::<Dns>();
    is_a_value::<Failure>();
    is_a_value::<History>();
    is_a_value::<Hook>();
    is_a_value::<HostAlias>();
    is_a_value::<ExtraService>();
    is_a_value::<MountRef>();
    is_a_value::<NetworkPolicy>();
    is_a_value::<NodeAffinity>();
    is_a_value::<Peer>();
    is_a_value::<OfferedPort>();
    is_a_value::<PodAffinity>();
    is_a_value::<PodFailurePolicy>();
    is_a_value::<PodSecurity>();
    is_a_value::<Port>();
    is_a_value::<Probe>();
    is_a_value::<Rate>();
    is_a_value::<Rbac>();
    is_a_value::<RollingUpdate<Stateful>>();
    is_a_value::<ResourceClaim>();
    is_a_value::<ScalingRules>();
    is_a_value::<Security>();
    is_a_value::<ServiceAccount>();
    is_a_value::<ServicePart>();
    is_a_value::<Spread>();
    is_a_value::<Success>();
    is_a_value::<SuccessPolicy>();
    is_a_value::<Toleration>();
}

fn is_serde<T: Clone + Debug + PartialEq + Serialize + DeserializeOwned>() {}

#[test]
fn a_mount_is_a_value_for_every_shape() {
    is_serde::<Mount<Stateful>>();
}

#[test]
fn a_filled_part_comes_back_as_it_was() {
    for term in [
        NodeTerm::is("ssd"),
        NodeTerm::is_one_of(&["a"]),
        NodeTerm::is_not("spot"),
        NodeTerm::exists(),
        NodeTerm::is_above("4"),
    ] {
        there_and_back(&term);
    }
    let metadata = ObjectMeta { name: Some("extra".to_owned()), ..ObjectMeta::default() };
    there_and_back(&ExtraObject::new(ConfigMap { metadata, ..ConfigMap::default() }));
    let mut port = Port::named(PortName::new("http"), PortNumber::new(8080));
    port.service(PortNumber::new(80)).protocol(Protocol::Tcp);
    there_and_back(&port);

    let mut probe = Probe::new();
    probe
        .http(UrlPath::new("/ready"))
        .port(PortRef::Name(PortName::new("http")))
        .scheme(Scheme::Https)
        .period(5);
    there_and_back(&probe);

    let mut toleration = Toleration::new();
    toleration.key(LabelKey::new("dedicated")).seconds(30);
    there_and_back(&toleration);

    let mut spread = Spread::new();
    spread.zone(true).max_skew(2).otherwise(Unsatisfiable::ScheduleAnyway);
    there_and_back(&spread);

    let mut hook = Hook::new();
    hook.exec(["nginx", "-s", "quit"].into_iter().collect());
    there_and_back(&hook);
}

#[test]
fn containers_are_equal_when_they_say_the_same() {
    let proxy = |image| {
        let mut proxy = Container::named(Name::new("proxy"));
        let mut env = Env::new();
        env.entry(EnvName::new("UP"), EnvValue::from(AddressText::from("http://api")));
        proxy.image(image).env(env);
        proxy
    };
    let one = proxy(Image::new("envoy:v1"));
    there_and_back(&one);
    assert_eq!(one, proxy(Image::new("envoy:v1")));
    assert_ne!(one, proxy(Image::new("envoy:v2")));
    assert_eq!(Words::default(), [""; 0].into_iter().collect());
}

#[test]
fn lists_of_texts_are_equal_when_their_texts_are() {
    let owned: Words = ["a", "b"].into_iter().collect();
    let texts = Words::from(vec![AddressText::from("a"), AddressText::from("b")]);
    assert_eq!(owned, texts);
    there_and_back(&owned);
    assert_ne!(owned, ["a"].into_iter().collect::<Words>());
}
