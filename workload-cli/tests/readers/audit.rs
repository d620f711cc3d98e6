//! What a page is like for those who see little or nothing of it, and on screens of all widths.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::browser::{browser, console, shown};
use crate::npm::installed;

const WIDTHS: [u32; 5] = [360, 400, 768, 1440, 2560];

/// Shows the page in frames of several widths, measures each, and asks axe about two of them.
const SCRIPT: &str = r#"
(async () => {
  const { page, widths } = JSON.parse(document.getElementById("input").textContent);
  const found = [];
  for (const width of widths) {
    const frame = document.createElement("iframe");
    frame.style = `width:${width}px;height:900px;border:0`;
    frame.srcdoc = page;
    const loaded = new Promise((done) => { frame.onload = done; });
    document.body.append(frame);
    await loaded;
    const own = frame.contentDocument;
    for (const part of own.querySelectorAll("details")) part.open = true;
    const sizes = [...own.querySelectorAll("body *")]
      .filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && part.getClientRects().length)
      .map((part) => parseFloat(frame.contentWindow.getComputedStyle(part).fontSize));
    const result = { width, wide: own.documentElement.scrollWidth, smallest: Math.min(...sizes) };
    result.focusable = own.querySelectorAll("[tabindex]").length;
    if (width === 400 || width === 1440) {
      const script = own.createElement("script");
      script.textContent = document.getElementById("axe").textContent;
      own.head.append(script);
      const { violations } = await frame.contentWindow.axe.run(own, { resultTypes: ["violations"] });
      result.violations = violations.map((rule) => `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.html + node.any.map((it) => it.message).join()).join("; ")}`);
    }
    found.push(result);
    frame.remove();
  }
  const out = document.createElement("pre");
  out.id = "found";
  out.textContent = encodeURIComponent(JSON.stringify(found));
  document.body.append(out);
})();
"#;

/// The script of axe-core.
fn axe() -> Option<String> {
    let folder = installed("axe-core", "4")?;
    Some(fs::read_to_string(folder.join("axe.min.js")).unwrap())
}

/// Asserts that the page is sound, in light and dark.
#[track_caller]
pub fn is_sound(page: &Path) {
    let (Some(browser), Some(axe)) = (browser(), axe()) else { return };
    let harness = harness(page, &axe);
    for is_dark in [false, true] {
        let (dom, said) = shown(&browser, &harness, is_dark);
        let found = dom.split("<pre id=\"found\">").nth(1).unwrap_or_else(|| panic!("no answer: {said}"));
        let found: Value = serde_json::from_str(&decoded(found.split('<').next().unwrap())).unwrap();
        let found = found.as_array().unwrap();
        assert_eq!(found.len(), WIDTHS.len());
        for own in found {
            let width = own["width"].as_u64().unwrap();
            assert!(own["wide"].as_u64().unwrap() <= width, "scrolls sideways at {width}: {own}");
            assert!(own["smallest"].as_f64().unwrap() >= 11.0, "small text at {width}: {own}");
            assert_eq!(own["focusable"], 0, "tab stops that are no controls: {own}");
            let violations = own["violations"].as_array().map_or(&[][..], Vec::as_slice);
            assert!(violations.is_empty(), "dark: {is_dark}: {violations:#?}");
        }
        assert!(console(&said).is_empty(), "{:?}", console(&said));
    }
}

fn harness(page: &Path, axe: &str) -> PathBuf {
    let page_text = fs::read_to_string(page).unwrap();
    let input = json!({"page": page_text, "widths": WIDTHS}).to_string().replace('<', "\\u003c");
    let axe = axe.replace("</script", "<\\/script");
    let path = page.with_extension("audit.html");
    let text = format!(
        "<!DOCTYPE html><meta charset=utf-8><body><script type=text/plain id=axe>{axe}</script>\
         <script type=application/json id=input>{input}</script><script>{SCRIPT}</script>"
    );
    fs::write(&path, text).unwrap();
    path
}

/// What `encodeURIComponent` made, back.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        if *first == b'%' {
            let hex = std::str::from_utf8(&behind[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).unwrap()
}
