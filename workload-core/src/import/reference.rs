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
    /// The namespace, where the text says it though its reader need not.
    pub(super) namespace: Option<Namespace>,
    /// What it stands for.
    pub(super) address: Address,
}

impl PartialEq for Reference {
    // The address follows from the workload, whose namespace may be another one in each environment.
    fn eq(&self, other: &Self) -> bool {
        (&self.ident, self.pod, &self.port, self.namespace.is_some())
            == (&other.ident, other.pod, &other.port, other.namespace.is_some())
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
        if let Some(namespace) = &self.namespace {
            let name = format!("&Namespace::new({})", text(namespace.as_str()));
            expr = expr.then(Expr::call("in_namespace", [Expr::atom(name)]));
        }
        expr
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
