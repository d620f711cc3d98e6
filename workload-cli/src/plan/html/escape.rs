//! Text that stays text on a page, whatever is in it.

use workload_core::predict::plan::Plan;

/// Text for an element or an attribute.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The plan as JSON inside a script element, which no `</script>` in a name can end.
pub(super) fn json(plan: &Plan) -> String {
    serde_json::to_string(plan).unwrap_or_default().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_can_become_markup() {
        assert_eq!(text("<b a='1'>&\"</b>"), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;&lt;/b&gt;");
        let plan = Plan { notes: vec!["</script><script>alert(1)".to_owned()], ..Plan::default() };
        assert!(!json(&plan).contains('<'));
        assert!(serde_json::from_str::<serde_json::Value>(&json(&plan)).is_ok());
    }
}
