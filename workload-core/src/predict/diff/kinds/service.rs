//! Services: ports and selectors may change, addresses may not.

use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, text};
use super::super::verdict::{Verdict, in_place};
use super::other;
use super::rules::Rules;
use super::service_address::{address, class, families, health, recreated};

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "Service",
    fixed: &[],
    fields: &[
        ("spec.clusterIP", address),
        ("spec.clusterIPs", address),
        ("spec.ipFamilies", families),
        ("spec.loadBalancerClass", class),
        ("spec.healthCheckNodePort", health),
        ("spec.selector", selector),
        ("spec.ports", ports),
        ("spec.type", kind),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: |diff, _| recreated(diff),
    added,
    removed,
};

fn selector(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the Service leads to the Pods that the new selector finds")
        .pods("No Pod is touched; those no longer found get no new connections.")
}

fn ports(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the Service's ports change; clients of a port that is gone find nobody")
}

fn kind(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|service| text(service, "/spec/type"));
    let verdict = in_place(format!("the Service becomes {new} instead of {old}"));
    match (old, new) {
        (_, "ExternalName") => {
            verdict.why("Its address is given back; the name now leads outside, by DNS alone.")
        }
        ("ExternalName", _) => verdict.why("It gets an address of its own."),
        ("LoadBalancer", _) => verdict.why("The load balancer and its outside address are given back."),
        _ if difference.new.is_some() => verdict.why("The inner address stays."),
        _ => verdict,
    }
}

fn added(diff: &ObjectDiff) -> Note {
    let what = match (text(diff.new, "/spec/clusterIP"), text(diff.new, "/spec/type")) {
        ("None", _) => "it has no address of its own; its name leads to the Pods",
        (_, "ExternalName") => "its name leads outside",
        (_, "LoadBalancer") => "it gets an inner address and a load balancer",
        _ => "it gets an address",
    };
    Note::new(format!("{} is made: {what}", diff.object))
}

fn removed(diff: &ObjectDiff) -> Note {
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("No Pod is touched; nobody finds them by this name and address any more.")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects, refusal, the};

    const WEB: &str = "
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  clusterIP: 10.0.0.1
  selector: {app: web}
  ports: [{port: 80}]
";

    #[test]
    fn fields_do_what_the_server_does() {
        effects(
            WEB,
            Effects {
                in_place: &[
                    ("{app: web}", "{app: api}", "spec.selector.app"),
                    ("port: 80", "port: 81", "spec.ports"),
                    ("port: 80", "port: 80, targetPort: 8080", "spec.ports[80].targetPort"),
                    ("ports:", "type: NodePort\n  ports:", "spec.type"),
                    ("ports:", "sessionAffinity: ClientIP\n  ports:", "spec.sessionAffinity"),
                    (
                        "clusterIP: 10.0.0.1\n  selector: {app: web}",
                        "type: ExternalName\n  externalName: web.example.com",
                        "spec.clusterIP",
                    ),
                ],
                ignored: &[("  clusterIP: 10.0.0.1\n", "", "spec.clusterIP")],
                forbidden: &[
                    ("10.0.0.1", "10.0.0.2", "spec.clusterIP"),
                    ("10.0.0.1", "None", "spec.clusterIP"),
                ],
                same: &[
                    ("port: 80", "port: 80, targetPort: 80, protocol: TCP"),
                    ("ports:", "type: ClusterIP\n  ports:"),
                    ("clusterIP: 10.0.0.1", "clusterIP: 10.0.0.1\n  clusterIPs: [10.0.0.1]"),
                ],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn an_address_is_for_life() {
        let change = the(WEB, "10.0.0.1", "None");
        assert_eq!(
            refusal(&change),
            "Service \"web\" is invalid: spec.clusterIPs[0]: Invalid value: [\"None\"]: may not change once set"
        );
        assert_eq!(change.note.commands, ["kubectl delete service web", "kubectl apply -f NEW"]);
    }

    #[test]
    fn a_service_that_was_given_an_address_cannot_become_headless() {
        let given = WEB.replace("  clusterIP: 10.0.0.1\n", "");
        assert!(the(&given, "selector:", "clusterIP: None\n  selector:").is_forbidden());
    }

    #[test]
    fn families_may_be_added_behind_the_first() {
        let dual =
            WEB.replace("ports:", "ipFamilies: [IPv4, IPv6]\n  ipFamilyPolicy: PreferDualStack\n  ports:");
        effects(
            &dual,
            Effects {
                in_place: &[(
                    "[IPv4, IPv6]\n  ipFamilyPolicy: PreferDualStack",
                    "[IPv4]\n  ipFamilyPolicy: SingleStack",
                    "spec.ipFamilies",
                )],
                forbidden: &[
                    ("[IPv4, IPv6]", "[IPv6, IPv4]", "spec.ipFamilies"),
                    ("[IPv4, IPv6]", "[IPv4]", "spec.ipFamilies"),
                ],
                ..Effects::default()
            },
        );
        effects(
            &dual.replace("10.0.0.1", "None"),
            Effects {
                in_place: &[("[IPv4, IPv6]", "[IPv6, IPv4]", "spec.ipFamilies")],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn a_load_balancer_keeps_its_class() {
        let balanced = WEB.replace("ports:", "type: LoadBalancer\n  loadBalancerClass: a.io/b\n  ports:");
        effects(
            &balanced,
            Effects {
                in_place: &[(
                    "type: LoadBalancer\n  loadBalancerClass: a.io/b",
                    "type: NodePort",
                    "spec.loadBalancerClass",
                )],
                forbidden: &[("a.io/b", "a.io/c", "spec.loadBalancerClass")],
                ..Effects::default()
            },
        );
    }
}
