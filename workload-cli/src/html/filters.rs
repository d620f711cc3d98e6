//! The bar that searches and filters what stands on a page.

use std::fmt::Write as _;

use workload_core::predict::plan::thousands;

use super::text::text;

/// What a bar offers beside the search. The script shows the bar; without it all is shown.
#[derive(Clone, Debug)]
pub(crate) struct Filters {
    choices: String,
    placeholder: &'static str,
}

impl Filters {
    /// A bar with a search for what `placeholder` says.
    pub(crate) fn new(placeholder: &'static str) -> Self {
        Self { choices: String::new(), placeholder }
    }

    /// A choice among the values of `data-{key}`, each with its label and how many items have it.
    pub(crate) fn choice(
        mut self,
        key: &str,
        label: &str,
        values: impl IntoIterator<Item = (String, String, usize)>,
    ) -> Self {
        let _ = write!(
            self.choices,
            "<label>{label} <select data-filter=\"{key}\"><option value=\"\">all</option>"
        );
        for (value, label, items) in values {
            let (value, label) = (text(&value), text(&label));
            let _ = write!(self.choices, "<option value=\"{value}\">{label} ({items})</option>");
        }
        self.choices.push_str("</select></label>\n");
        self
    }

    /// The bar, for so many items; one is called `one`, several are `what`.
    pub(crate) fn render(&self, items: usize, one: &str, what: &str) -> String {
        let placeholder = self.placeholder;
        format!(
            "<form id=\"filters\" role=\"search\" hidden>\n\
             <label>Search <input type=\"search\" id=\"search\" placeholder=\"{placeholder}\" autocomplete=\"off\"></label>\n\
             {}<p id=\"shown\" role=\"status\" data-what=\"{what}\">{}</p>\n</form>\n",
            self.choices,
            format_args!("{} {}", thousands(items), if items == 1 { one } else { what })
        )
    }
}
