//! What the macro itself must know of a struct: its shape, its fields, and a few words.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Expr, ExprLit, Fields, Lit, Meta, Path, Type};

use crate::grammar::{self, Body, Item, Key, Value};
use crate::naming::kebab;
use crate::sink::Sink;

/// The words that choose a shape, with the shape's type. No word means stateless (article §8.5).
const SHAPES: [(&str, &str); 5] = [
    ("stateless", "Stateless"),
    ("stateful", "Stateful"),
    ("per_node", "PerNode"),
    ("run_once", "RunOnce"),
    ("schedule", "Scheduled"),
];

/// A struct with its attributes sorted.
pub(crate) struct Input<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) derive: &'i DeriveInput,
    /// The object's name, made of the struct's.
    pub(crate) name: String,
    /// The doc comment, where there is one.
    pub(crate) doc: Option<String>,
    /// The path of workload-core.
    pub(crate) krate: TokenStream,
    /// The shape's type.
    pub(crate) shape: Ident,
    /// The types of all shapes that are named: parts may fit several.
    pub(crate) shapes: Vec<Ident>,
    /// The method that has the last word on the objects.
    pub(crate) customize: Option<Expr>,
    /// The keys on the struct.
    pub(crate) items: Vec<Item>,
    /// The keys on each field.
    pub(crate) fields: Vec<Field<'i>>,
    /// The fields whose own keys are the app's: `#[workload(flatten)]`.
    pub(crate) flattened: Vec<Field<'i>>,
}

/// A field and one of its attributes.
pub(crate) struct Field<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) ty: &'i Type,
    /// The key that says which part the field is.
    pub(crate) role: Item,
    /// Keys of that part.
    pub(crate) options: Vec<Item>,
    /// The function that makes the field's value what the key takes: `with = path`.
    pub(crate) with: Option<Expr>,
}

impl<'i> Input<'i> {
    /// Sorts the attributes of `derive`; what does not belong there is reported.
    pub(crate) fn of(derive: &'i DeriveInput, sink: &Sink) -> Self {
        let mut input = Self::sorted(derive, sink);
        for second in input.shapes.get(1..).unwrap_or_default() {
            sink.report(second.span(), one_shape(&input.shapes[0], second));
        }
        match input.shapes.first() {
            Some(shape) => input.shape = shape.clone(),
            None => input.shape_of_fields(),
        }
        input
    }

    /// Sorts the attributes of parts that apps share, which may fit several shapes.
    pub(crate) fn of_parts(derive: &'i DeriveInput, sink: &Sink) -> Self {
        let mut input = Self::sorted(derive, sink);
        // Here the word alone names the shape.
        input.items.retain(|item| item.key.text() != "schedule" || !matches!(item.body, Body::Bare));
        if let Some(customize) = &input.customize {
            sink.report(
                customize.span(),
                "the last word on the objects is the app's: move `customize` to it",
            );
        }
        input
    }

    fn sorted(derive: &'i DeriveInput, sink: &Sink) -> Self {
        let (flattened, fields) =
            fields(derive, sink).into_iter().partition(|field| field.role.key.text() == "flatten");
        let mut input = Self {
            ident: &derive.ident,
            derive,
            name: kebab(&derive.ident.to_string()),
            doc: doc_of(&derive.attrs),
            krate: quote!(::workload_core),
            shape: Ident::new("Stateless", Span::call_site()),
            shapes: Vec::new(),
            customize: None,
            items: Vec::new(),
            fields,
            flattened,
        };
        for item in grammar::attributes("workload", &derive.attrs, sink).into_iter().flatten() {
            input.sort(item, sink);
        }
        input.flattened.retain(|field| is_alone(field, sink));
        input
    }

    /// A field with the schedule makes the app a scheduled one, as the key on the struct does.
    fn shape_of_fields(&mut self) {
        let schedule = self.fields.iter().find(|field| field.role.key.text() == "schedule");
        if let Some(field) = schedule {
            self.shape = Ident::new("Scheduled", field.role.key.span());
        }
    }

    /// Puts one item of the struct where it belongs.
    fn sort(&mut self, item: Item, sink: &Sink) {
        let key = item.key.text();
        if let Some((_, shape_type)) = SHAPES.iter().find(|(word, _)| *word == key) {
            self.shapes.push(Ident::new(shape_type, item.key.span()));
            match item.body {
                Body::Bare if key != "schedule" => return,
                _ if key == "schedule" => {}
                _ => {
                    return sink.report(item.key.span(), format!("`{key}` stands alone: nothing follows it"));
                }
            }
        }
        match (key.as_str(), item) {
            ("customize", Item { body: Body::Value(Value::Expression(path)), .. }) => {
                self.customize = Some(path);
            }
            // What could not be read is told already.
            ("customize" | "crate", Item { body: Body::Unfinished, .. }) => {}
            ("customize", item) => {
                sink.report(item.key.span(), "expected the path of a method: `customize = Self::tune`");
            }
            ("crate", item) => self.krate = crate_path(&item, sink).unwrap_or_else(|| self.krate.clone()),
            (_, item) => self.items.push(item),
        }
    }
}

/// Whether `flatten` stands alone on its field, as it must.
fn is_alone(field: &Field<'_>, sink: &Sink) -> bool {
    let alone = matches!(field.role.body, Body::Bare) && field.options.is_empty() && field.with.is_none();
    if !alone {
        sink.report(field.role.key.span(), "`flatten` stands alone: the field's own type says the keys");
    }
    alone
}

/// What is said of a second shape.
fn one_shape(first: &Ident, second: &Ident) -> String {
    let word = |shape: &Ident| {
        let known = SHAPES.iter().find(|(_, shape_type)| shape == shape_type);
        known.map_or_else(String::new, |(word, _)| (*word).to_owned())
    };
    let (first, second) = (word(first), word(second));
    format!("this app is already `{first}`: an app has one shape, so keep `{first}` or `{second}`")
}

/// The path behind `crate = …`, where workload-core has another name.
pub(crate) fn crate_path(item: &Item, sink: &Sink) -> Option<TokenStream> {
    let Body::Value(Value::Expression(Expr::Path(path))) = &item.body else {
        sink.report(item.key.span(), "expected the path of workload-core: `crate = my_crate::workload_core`");
        return None;
    };
    let path: &Path = &path.path;
    Some(quote!(#path))
}

/// The attributes of the fields, one by one: a field may be several parts.
fn fields<'i>(derive: &'i DeriveInput, sink: &Sink) -> Vec<Field<'i>> {
    let Data::Struct(data) = &derive.data else {
        sink.report(derive.ident.span(), "only a struct is a workload: its fields are the parts of the app");
        return Vec::new();
    };
    let named = match &data.fields {
        Fields::Named(named) => &named.named,
        Fields::Unit => return Vec::new(),
        Fields::Unnamed(_) => {
            sink.report(derive.ident.span(), "the fields need names, as parts are called after them");
            return Vec::new();
        }
    };
    let of_field = |field: &'i syn::Field| {
        let ident = field.ident.as_ref()?;
        if !field.attrs.iter().any(|attribute| attribute.path().is_ident("workload")) {
            sink.report(ident.span(), no_attribute(ident));
        }
        let attributes = grammar::attributes("workload", &field.attrs, sink);
        Some(attributes.into_iter().filter_map(move |items| part(ident, &field.ty, items, sink)))
    };
    named.iter().filter_map(of_field).flatten().collect()
}

/// A field that says nothing would be lost without a word.
fn no_attribute(ident: &Ident) -> String {
    format!(
        "`{ident}` is no part of the app yet: say which part it is, such as `#[workload(env)]`, or that it is \
         none with `#[workload(skip)]`"
    )
}

/// The path behind `with = …`.
fn path_of(item: Item, sink: &Sink) -> Option<Expr> {
    match item.body {
        Body::Value(Value::Expression(path)) => return Some(path),
        Body::Unfinished => return None,
        _ => {}
    }
    sink.report(item.key.span(), "expected the path of a function: `with = Self::port`");
    None
}

fn part<'i>(ident: &'i Ident, ty: &'i Type, items: Vec<Item>, sink: &Sink) -> Option<Field<'i>> {
    let mut items = items.into_iter();
    let Some(role) = items.next() else {
        sink.report(
            ident.span(),
            "expected a key that says what the field is, such as `port` or `mount = \"/data\"`",
        );
        return None;
    };
    if let Key::Entry(name) = &role.key {
        sink.report(name.span(), "expected a key that says what the field is, such as `env`");
        return None;
    }
    if role.key.text() == "skip" {
        if !matches!(role.body, Body::Bare) || items.next().is_some() {
            sink.report(
                role.key.span(),
                "`skip` stands alone: a field that it is said of is no part of the app",
            );
        }
        return None;
    }
    let (with, options): (Vec<_>, Vec<_>) = items.partition(|item| item.key.text() == "with");
    let is_asked = !with.is_empty();
    let with = with.into_iter().find_map(|item| path_of(item, sink));
    if is_asked && with.is_none() {
        return None;
    }
    Some(Field { ident, ty, role, options, with })
}

/// The doc comment as one text, its lines joined as Markdown joins them.
pub(crate) fn doc_of(attributes: &[syn::Attribute]) -> Option<String> {
    let line = |attribute: &syn::Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    };
    let lines: Vec<_> = attributes.iter().filter_map(line).collect();
    let text = lines.join("\n");
    let paragraphs = text.trim().split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    (!text.is_empty()).then_some(text)
}
