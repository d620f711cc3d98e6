//! Texts made of what YAML trips over.

/// So many texts, other ones for each seed.
pub fn texts(seed: u64, count: usize) -> Vec<String> {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    (0..count).map(|_| text(&mut random)).collect()
}

fn text(random: &mut Random) -> String {
    let mut text = String::new();
    match random.below(8) {
        0 => text.push_str("---\n"),
        1 => text.push_str("# c\n---\n"),
        _ => {}
    }
    text.push_str("apiVersion: e/v1\nkind: T\nmetadata: {name: \"NAME\"}\nx:");
    text.push_str(random.one(&[" ", "\n  ", "\n- ", "\n  k: ", " [", " {", "\n"]));
    for _ in 0..=random.below(9) {
        text.push_str(random.one(PIECES));
    }
    if random.below(6) == 0 {
        text.push_str(random.one(&["\n---\n", "\n...\n", "\n--- # c\n", "\n"]));
        text.push_str(
            random.one(&[
                SECOND,
                "{\"kind\":\"T\",\"apiVersion\":\"e/v1\",\"metadata\":{\"name\":\"NAME-j\"}}\n",
            ]),
        );
    }
    text
}

const SECOND: &str = "apiVersion: e/v1\nkind: T\nmetadata: {name: \"NAME-x\"}\n";

/// A source of numbers that is the same everywhere (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

const PIECES: &[&str] = &[
    "a",
    "b c",
    "1",
    "k: ",
    "k:",
    ": ",
    ":",
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n   ",
    " ",
    "  ",
    "\t",
    "\n\t",
    "\n  \t",
    "- ",
    "-",
    "\n- ",
    "\n  - ",
    "-\t",
    "? ",
    "?",
    "|",
    ">",
    "|-\n",
    "|+\n",
    ">\n   ",
    "|2\n",
    "|\n    t\n",
    ">-\n    t\n    u\n",
    "\"",
    "'",
    "\"q\"",
    "'s'",
    "\"q\": ",
    "\"\\",
    "\\n",
    "\\u00e4",
    "\\x41",
    "\\/",
    "''",
    "#",
    " # c",
    "# c\n",
    "[",
    "]",
    "{",
    "}",
    "[a, b]",
    "{k: v}",
    ",",
    ", ",
    ",,",
    "&a ",
    "*a",
    "&a",
    "*a ",
    "!",
    "!!str ",
    "!!int ",
    "!x ",
    "!!binary ",
    "YQ==",
    "~",
    "null",
    "yes",
    ".inf",
    "0x1F",
    "1e3",
    "0o17",
    "1_000",
    "<<: ",
    "<<: *a",
    "%",
    "@x",
    "`",
    "...",
    "\n...\n",
    "---",
    "\n--- \n",
    "é",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{a0}",
    "\r\n",
    "\r",
    "\n  k2: v\n",
    "\n  k3: \"v\n   w\"\n",
    "::",
    "a:b",
    "a#b",
    "$",
    "=",
    "2001-01-01",
    "=",
    "-1",
    "+1",
    "0b11",
    "1.5",
];
