//! A described workload that a text names by its address.

use super::expr::Expr;
use super::literal::text;
use crate::describe::parts::{Address, AddressText};
use crate::k8s::values::{Namespace, PortName};

/// How a text names a workload.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// What a value of its struct is called.
    pub(super) ident: String,
    /// The Pod, where it is one.
    pub(super) pod: Option<u32>,
    /// The port, where it is not the first.
    pub(super) port: Option<PortName>,
    /// How the host is written.
    pub(super) form: Form,
    /// Whether the port stands behind the host.
    pub(super) has_port: bool,
    /// What it stands for.
    pub(super) address: Address,
}

/// How the host of an address is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// As its reader needs it.
    Usual,
    /// Without the namespace: `redis-0.redis`.
    Short,
    /// With the namespace and the cluster's domain, though its reader needs neither: `redis.shop.svc.cluster.local`.
    Whole(Namespace),
    /// With the namespace: `redis.shop.svc`.
    WithoutDomain(Namespace),
}

impl Form {
    /// The address in this form.
    pub(super) fn of(&self, address: Address) -> Address {
        match self {
            Self::Usual => address,
            Self::Short => address.short(),
            Self::Whole(namespace) => address.in_namespace(namespace),
            Self::WithoutDomain(namespace) => address.in_namespace(namespace).without_cluster_domain(),
        }
    }
}

impl PartialEq for Reference {
    // The address follows from the workload, whose namespace may be another one in each environment.
    fn eq(&self, other: &Self) -> bool {
        let form = |one: &Self| std::mem::discriminant(&one.form);
        (&self.ident, self.pod, &self.port, self.has_port, form(self))
            == (&other.ident, other.pod, &other.port, other.has_port, form(other))
    }
}

impl Reference {
    /// The address, as Rust.
    pub(super) fn expr(&self) -> Expr {
        let first = match self.pod {
            Some(pod) => Expr::atom(format!("{}.pod_address({pod})", self.ident)),
            None => Expr::atom(format!("{}.address()", self.ident)),
        };
        let mut expr = first;
        if let Some(port) = &self.port {
            let name = format!("&PortName::new({})", text(port.as_str()));
            expr = expr.then(Expr::call("at_port", [Expr::atom(name)]));
            expr = expr.then(Expr::call("expect", [Expr::text("the Service has the port")]));
        }
        if let Form::Whole(namespace) | Form::WithoutDomain(namespace) = &self.form {
            let name = format!("&Namespace::new({})", text(namespace.as_str()));
            expr = expr.then(Expr::call("in_namespace", [Expr::atom(name)]));
        }
        match self.form {
            Form::Short => expr = expr.then(Expr::atom("short()")),
            Form::WithoutDomain(_) => expr = expr.then(Expr::atom("without_cluster_domain()")),
            Form::Usual | Form::Whole(_) => {}
        }
        if self.has_port { expr } else { expr.then(Expr::atom("without_port()")) }
    }

    /// The same address without its port.
    pub(super) fn without_port(&self) -> Self {
        Self { has_port: false, address: self.address.clone().without_port(), ..self.clone() }
    }
}

/// A text in which workloads are named.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Addressed {
    /// The text, with `{}` for each address.
    pub(super) pattern: String,
    /// The workloads.
    pub(super) references: Vec<Reference>,
    /// Whether it is the host of one workload, without the port.
    pub(super) is_host: bool,
}

impl Addressed {
    /// Whether it is an address and nothing else.
    pub(super) fn is_address(&self) -> bool {
        self.pattern == "{}" && !self.is_host
    }

    /// The text as a value.
    pub(super) fn value(&self) -> AddressText {
        match self.references.as_slice() {
            [only] if self.is_host => only.address.host().into(),
            all => AddressText::format(
                &self.pattern,
                all.iter().map(|one| one.address.clone()).collect::<Vec<_>>(),
            ),
        }
    }

    /// The text as Rust: an address, the text of a host, or what `format` of that type makes.
    pub(super) fn expr(&self, ty: &str, hint: &str) -> Expr {
        match self.references.as_slice() {
            [only] if self.is_host => only.expr().then(Expr::atom("host()")),
            [only] if self.is_address() => only.expr(),
            [only] => Expr::call(format!("{ty}::format"), [self.pattern(hint), only.expr()]),
            all => {
                let all = all.iter().map(Reference::expr).collect();
                Expr::call(format!("{ty}::format"), [self.pattern(hint), Expr::Array(all)])
            }
        }
    }

    fn pattern(&self, hint: &str) -> Expr {
        Expr::Text { hint: hint.to_owned(), text: self.pattern.clone() }
    }
}
