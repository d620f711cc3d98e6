//! R16: an entry that stands twice in a list with keys.

use std::hash::Hash;

use crate::syntax::text::FastMap;
use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::service_ports::protocol;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A variable and a port of a container stand there once.
    ///
    /// `kubectl create` takes a list with two variables of one name, or with one port twice, and the last of
    /// them counts. Server-side apply, which Argo CD, Flux and `kubectl apply --server-side` use, knows the
    /// entries by their key and refuses the object; `kubectl apply` loses one of them at the next change
    /// (article §3.2).
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         env:
    ///         - {name: MODE, value: blue}
    ///         - {name: MODE, value: green}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         env:
    ///         - {name: MODE, value: green}
    ///         ports:
    ///         - {containerPort: 53, protocol: TCP}
    ///         - {containerPort: 53, protocol: UDP}
    /// ```
    R16 entries_repeated: Warning, ["3.2"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let root = subject.at();
    let spec = root.fields(pod_spec_fields(subject));
    for part in subject.containers() {
        let list = spec.field(part.list);
        let container = list.index(part.index);
        let names = part.container.env.iter().flatten().map(|variable| variable.name.as_str());
        for (first, again, name) in repeated(names).into_iter().filter(|(.., name)| !name.is_empty()) {
            let env = container.field("env");
            let message = format!("the variable `{name}` is set twice: server-side apply refuses that");
            violations
                .report(subject, &env.index(again).field("name"), message)
                .see(subject, &env.index(first).field("name"), "it is set here first")
                .help("keep the one that counts, which is the last");
        }
        let ports = part.container.ports.iter().flatten();
        let keys = ports.map(|port| (port.container_port, protocol(port.protocol.as_ref())));
        for (first, again, (port, protocol)) in repeated(keys).into_iter().filter(|(.., (port, _))| *port > 0)
        {
            let ports = container.field("ports");
            let message =
                format!("the port {port}/{protocol} stands here twice: server-side apply refuses that");
            violations
                .report(subject, &ports.index(again).field("containerPort"), message)
                .see(subject, &ports.index(first).field("containerPort"), "it stands here first")
                .help("keep one of them: a port has one name, and a Service may have several for it");
        }
    }
}

/// The keys that stand there again: the number of the first, that of the other, the key.
fn repeated<K: Copy + Eq + Hash>(keys: impl Iterator<Item = K>) -> Vec<(usize, usize, K)> {
    const FEW: usize = 12;
    let mut again = Vec::new();
    let keys: Vec<K> = keys.collect();
    if keys.len() <= FEW {
        let earlier = |number: usize| keys[..number].iter().position(|earlier| *earlier == keys[number]);
        again.extend((1..keys.len()).filter_map(|number| Some((earlier(number)?, number, keys[number]))));
        return again;
    }
    let mut first: FastMap<K, usize> = FastMap::default();
    for (number, key) in keys.into_iter().enumerate() {
        let earlier = *first.entry(key).or_insert(number);
        if earlier != number {
            again.push((earlier, number, key));
        }
    }
    again
}
