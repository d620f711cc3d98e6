//! Where mistakes are gathered, so that all of a struct's are reported at once.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

/// Collects errors while the phases go on.
#[derive(Default)]
pub(crate) struct Sink(RefCell<Vec<syn::Error>>);

impl Sink {
    /// Adds a message at `span`.
    pub(crate) fn report(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// How many mistakes there are so far.
    pub(crate) fn len(&self) -> usize {
        self.0.borrow().len()
    }

    /// Adds an error of syn's.
    pub(crate) fn push(&self, error: syn::Error) {
        self.0.borrow_mut().push(error);
    }

    /// The value, or its error added.
    pub(crate) fn take<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// What makes the compiler report everything gathered.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.into_inner().iter().map(syn::Error::to_compile_error).collect()
    }
}
