//! A page as one file: its head with the shared design, and its body.

use super::text::text;

const TOKENS: &str = include_str!("tokens.css");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A page that is being put together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document<'d> {
    /// What the tab of the browser shows.
    pub(crate) title: &'d str,
    /// The looks of what only this page has.
    pub(crate) style: &'d str,
    /// The content of the page.
    pub(crate) main: &'d str,
    /// What the page is made from, as JSON, with the id that the page has it under.
    pub(crate) data: Option<(&'d str, &'d str)>,
}

impl Document<'_> {
    /// The page as HTML.
    pub(crate) fn render(self) -> String {
        let Self { title, style, main, data } = self;
        let title = text(title);
        let data = data.map_or_else(String::new, |(id, json)| {
            format!("<script type=\"application/json\" id=\"{id}\">{json}</script>\n")
        });
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"workload {}\">\n\
             <link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n\
             <style>\n{TOKENS}{STYLE}{style}</style>\n</head>\n<body>\n\
             <main>\n{main}</main>\n{data}<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
            env!("CARGO_PKG_VERSION")
        )
    }
}
