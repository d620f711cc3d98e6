//! Keys that every container has, written once for the containers and for the app.

/// Declares keys of a container, which are keys of an app too and then mean its main container.
///
/// Each is written once, as a method of [`Container`]; this makes the method of
/// [`Description`](crate::describe::description::Description) that passes it on.
macro_rules! on_container {
    ($($(#[$doc:meta])* pub fn $key:ident(&mut $self:ident $(, $argument:ident: $type:ty)*) $body:block)+) => {
        impl $crate::describe::description::Container {$(
            $(#[$doc])*
            #[track_caller]
            pub fn $key(&mut $self $(, $argument: $type)*) -> &mut Self $body
        )+}

        impl<S: $crate::describe::shape::Shape> $crate::describe::description::Description<S> {$(
            $(#[$doc])*
            #[track_caller]
            pub fn $key(&mut self $(, $argument: $type)*) -> &mut Self {
                self.main.$key($($argument),*);
                self
            }
        )+}
    };
}

pub(crate) use on_container;
