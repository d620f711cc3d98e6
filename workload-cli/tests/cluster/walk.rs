//! The article's five apps on a terminal: applied, changed, broken and rolled back. What the screens show at the
//! end of each command stands in `walk.txt`; `UPDATE=1` writes it anew.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use workload_core::cluster::{Cluster, Request, Verb};
use workload_core::predict::simulation::{Behaviour, Node, PodFilter, Timings};

use super::bench::Bench;
use super::diff::applied;
use super::pty::Pty;

/// Columns of the terminal.
const WIDTH: usize = 100;

/// What a terminal shows of what it was sent.
#[derive(Default)]
struct Screen {
    lines: Vec<Vec<char>>,
    row: usize,
    column: usize,
}

impl Screen {
    fn of(sent: &str) -> Self {
        let mut screen = Self::default();
        let mut chars = sent.chars();
        while let Some(c) = chars.next() {
            match c {
                '\r' => screen.column = 0,
                '\n' => screen.row += 1,
                '\u{1b}' => screen.control(&mut chars),
                c => screen.put(c),
            }
        }
        screen
    }

    fn line(&mut self) -> &mut Vec<char> {
        if self.lines.len() <= self.row {
            self.lines.resize(self.row + 1, Vec::new());
        }
        &mut self.lines[self.row]
    }

    fn put(&mut self, c: char) {
        if self.column == WIDTH {
            self.row += 1;
            self.column = 0;
        }
        let column = self.column;
        let line = self.line();
        if line.len() <= column {
            line.resize(column + 1, ' ');
        }
        line[column] = c;
        self.column += 1;
    }

    fn control(&mut self, chars: &mut std::str::Chars<'_>) {
        if chars.next() != Some('[') {
            return;
        }
        let mut digits = String::new();
        for c in chars.by_ref() {
            if !c.is_ascii_alphabetic() {
                digits.push(c);
                continue;
            }
            let number = digits.parse().unwrap_or(1);
            match c {
                'A' => self.row = self.row.saturating_sub(number),
                'B' => self.row += number,
                'G' => self.column = number.saturating_sub(1),
                'K' if digits == "2" => self.line().clear(),
                'K' => {
                    let column = self.column;
                    self.line().truncate(column);
                }
                'J' => {
                    let row = self.row;
                    self.lines.truncate(row);
                }
                _ => {}
            }
            return;
        }
    }

    fn text(&self) -> String {
        let lines = self.lines.iter().map(|line| line.iter().collect::<String>().trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n").trim_end().to_owned() + "\n"
    }
}

/// A text without ports and times.
fn normalized(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("127.0.0.1:") {
        let (before, after) = rest.split_at(at + "127.0.0.1:".len());
        out.push_str(before);
        out.push_str("PORT");
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out.push_str(rest);
    let words = out.split_inclusive([' ', '\n', ',']).map(|word| {
        let bare = word.trim_end_matches([' ', '\n', ',']);
        let is_time = bare.len() == 20 && bare.ends_with('Z') && bare.as_bytes()[10] == b'T';
        if is_time { word.replace(bare, "TIME") } else { word.to_owned() }
    });
    words.collect()
}

/// A walk: the commands and what they showed.
struct Walk {
    bench: Bench,
    told: String,
}

impl Walk {
    /// Runs a command on a terminal, types an answer, and notes the last screen.
    fn run(&mut self, args: &str, answer: &str, code: i32) -> &mut Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
        command.args(args.split_whitespace()).current_dir(self.bench.folder.path());
        command.env("KUBECONFIG", self.bench.folder.path().join("kubeconfig")).env("TERM", "xterm-256color");
        let mut pty = Pty::run(command.env_remove("NO_COLOR").env_remove("CI"));
        if !answer.is_empty() {
            pty.expect("[y/N]");
            pty.send(answer);
        }
        let shown = pty.finish();
        let text = normalized(&Screen::of(&shown.text).text());
        // Writing to a String cannot fail.
        let _ = write!(self.told, "$ workload {args}\n{text}[{}]\n\n", shown.status);
        assert_eq!(shown.status, code, "{}", self.told);
        self
    }

    fn advance(&mut self, seconds: u64) -> &mut Self {
        self.bench.cluster.advance(Duration::from_secs(seconds));
        self
    }

    /// Changes the manifests.
    fn change(&mut self, from: &str, to: &str) -> &mut Self {
        let path = self.bench.folder.path().join("production.yaml");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        self
    }

    /// What a kubelet says of the Pods of an image that is not there.
    fn image_is_missing(&mut self, image: &str) -> &mut Self {
        for pod in self.bench.cluster.objects("v1", "Pod") {
            let container = &pod["spec"]["containers"][0];
            if container["image"] != image {
                continue;
            }
            let message = format!("Back-off pulling image \"{image}\"");
            let waiting = json!({"waiting": {"reason": "ImagePullBackOff", "message": message}});
            let status = json!({"status": {"phase": "Pending", "containerStatuses": [{
                "name": container["name"], "image": image, "imageID": "", "ready": false, "restartCount": 0, "state": waiting,
            }]}});
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let metadata = &pod["metadata"];
            let request = Request::new(Verb::MergePatch, "v1", "Pod");
            let request = request.at(&text(&metadata["namespace"]), &text(&metadata["name"]));
            self.bench.cluster.handle(&request.to("status").with_body(status)).unwrap();
        }
        self
    }
}

/// A cluster of three nodes in which the image `:v0.3` of the API server never becomes ready.
fn walk() -> Walk {
    let image = Some("cloudnative-go-api:v0.3".to_owned());
    let of = PodFilter { image, ..PodFilter::default() };
    let bad = Behaviour { of, ready: Some(false), ..Behaviour::default() };
    let timings = Timings { ready: Duration::from_secs(2), behaviours: vec![bad], ..Timings::default() };
    let nodes = (1..=3).map(|number| Node::new(format!("node-{number}")));
    let bench = Bench::of(Cluster::with_nodes(nodes, timings));
    let apps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/shop/k8s/production.yaml");
    std::fs::copy(apps, bench.folder.path().join("production.yaml")).unwrap();
    Walk { bench, told: String::new() }
}

#[test]
fn five_apps_are_applied_changed_broken_and_rolled_back() {
    let mut walk = walk();
    walk.run("apply production.yaml --name shop -n shop", "", 1);
    walk.bench.write("namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
    walk.run("apply namespace.yaml production.yaml --name shop -n shop", "y\n", 0);
    walk.advance(3600).run("status production.yaml", "", 0);
    walk.change("cloudnative-go-api:v0.1", "cloudnative-go-api:v0.2");
    walk.run("apply production.yaml --name shop -n shop --yes", "", 0);
    walk.advance(120).change("cloudnative-go-api:v0.2", "cloudnative-go-api:v0.3");
    walk.run("apply production.yaml --name shop -n shop", "n\n", 2);
    walk.run("apply production.yaml --name shop -n shop --yes", "", 0);
    walk.advance(5).image_is_missing("cloudnative-go-api:v0.3");
    walk.run("wait production.yaml --grace 1", "", 1);
    walk.run("rollback shop -n shop", "y\n", 0);
    walk.advance(120).run("rollback shop -n shop --list", "", 0);
    walk.change("cloudnative-go-api:v0.3", "cloudnative-go-api:v0.2").change("replicas: 3", "replicas: 6");
    let quota = json!({"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "few", "namespace": "shop"}, "spec": {"hard": {"pods": "9"}}});
    applied(&walk.bench, "admin", &quota);
    walk.run("apply production.yaml --name shop -n shop --yes", "", 0);
    walk.advance(5).run("status production.yaml", "", 1);
    walk.change("replicas: 6", "replicas: 3").change("cpu: 100m", "cpu: \"900\"");
    walk.run("apply production.yaml --name shop -n shop --yes", "", 0);
    walk.advance(5).run("wait production.yaml --grace 1", "", 1);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cluster/walk.txt");
    if std::env::var_os("UPDATE").is_some() {
        assert!(std::env::var_os("CI").is_none(), "CI writes no expected output");
        std::fs::write(&file, &walk.told).unwrap();
    }
    let wanted = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(walk.told, wanted, "UPDATE=1 writes {}", file.display());
}
