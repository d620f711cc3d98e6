//! rust-analyzer over stdio, with one open file of a crate that derives.

use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long it may take to build the macro and to read the crates, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(480);

/// A running rust-analyzer.
pub struct Analyzer {
    child: Child,
    input: ChildStdin,
    output: Receiver<Value>,
    uri: String,
    text: String,
    requests: u64,
    until: Instant,
}

impl Drop for Analyzer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Analyzer {
    /// Opens a crate with this source; none where rust-analyzer is not installed.
    pub fn start(text: &str) -> Option<Self> {
        let version = Command::new("rust-analyzer").arg("--version").stderr(Stdio::null()).output().ok()?;
        let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().ok()?;
        let sources =
            PathBuf::from(String::from_utf8(sysroot.stdout).unwrap().trim()).join("lib/rustlib/src/rust");
        if !version.status.success() || !sources.is_dir() {
            return None;
        }
        let folder = crate_folder(text);
        let mut command = Command::new("rust-analyzer");
        command.current_dir(&folder).env_remove("K8S_OPENAPI_ENABLED_VERSION");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let output = messages(BufReader::new(child.stdout.take().unwrap()));
        let uri = format!("file://{}", folder.join("src/lib.rs").display());
        let until = Instant::now() + PATIENCE;
        let mut analyzer = Self { child, input, output, uri, text: text.to_owned(), requests: 0, until };
        analyzer.open(&folder);
        Some(analyzer)
    }

    fn open(&mut self, folder: &Path) {
        let root = format!("file://{}", folder.display());
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let options = json!({
            "checkOnSave": false,
            "cachePriming": {"enable": false},
            "cargo": {"targetDir": workspace.join("target/rust-analyzer")},
        });
        self.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "app"}],
                "initializationOptions": options,
                "capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}},
            }),
        );
        self.send(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
        let document = json!({"uri": self.uri, "languageId": "rust", "version": 1, "text": self.text});
        self.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}));
    }

    /// Waits until the macro is built and its keys are known.
    pub fn wait_until_known(&mut self, word: &str) {
        while self.hover(word).is_empty() {
            assert!(Instant::now() < self.until, "rust-analyzer never knew `{word}`");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// What the editor shows under the cursor in the middle of `word`, which starts at its first letter.
    pub fn hover(&mut self, word: &str) -> String {
        let at = self.inside(word);
        let answer = self.request("textDocument/hover", &at);
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// The files in which the word is defined, with the line.
    pub fn definitions(&mut self, word: &str) -> Vec<String> {
        let at = self.inside(word);
        let answer = self.request("textDocument/definition", &at);
        let places = answer.as_array().cloned().unwrap_or_default();
        places.iter().map(|place| format!("{}:{}", place["uri"].as_str().unwrap(), place["range"])).collect()
    }

    /// What is offered at the end of `word`, without the notes behind a name.
    pub fn completions(&mut self, word: &str) -> Vec<String> {
        let at = self.position(word, word.len());
        let answer = self.request("textDocument/completion", &at);
        let items = answer["items"].as_array().or(answer.as_array()).cloned().unwrap_or_default();
        items
            .iter()
            .map(|item| item["label"].as_str().unwrap().split('(').next().unwrap().to_owned())
            .collect()
    }

    /// Replaces the text of the file.
    pub fn change(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        let version = self.requests + 2;
        self.send(&json!({
            "jsonrpc": "2.0",
            "method": "textDocument/didChange",
            "params": {"textDocument": {"uri": self.uri, "version": version}, "contentChanges": [{"text": text}]},
        }));
    }

    fn inside(&self, word: &str) -> Value {
        let start = word.find(char::is_alphanumeric).unwrap();
        self.position(word, start + 1)
    }

    /// The place so many bytes into the first `word` of the text.
    fn position(&self, word: &str, bytes: usize) -> Value {
        let before = &self.text[..self.text.find(word).unwrap() + bytes];
        let line = before.matches('\n').count();
        let character = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
        json!({"textDocument": {"uri": self.uri}, "position": {"line": line, "character": character}})
    }

    /// The answer to a request, asked again when the text was changed under it.
    fn request(&mut self, method: &str, params: &Value) -> Value {
        loop {
            self.requests += 1;
            let id = self.requests;
            self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
            let answer = self.answer(id);
            if answer.get("error").is_none() {
                return answer["result"].clone();
            }
            assert!(Instant::now() < self.until, "{method}: {answer}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    fn answer(&mut self, id: u64) -> Value {
        loop {
            let left = self.until.saturating_duration_since(Instant::now());
            let message = self.output.recv_timeout(left).expect("rust-analyzer answers in time");
            match (message.get("method").is_some(), message.get("id")) {
                (false, Some(own)) if *own == json!(id) => return message,
                // What it asks of the editor is answered with nothing.
                (true, Some(own)) => self.send(&json!({"jsonrpc": "2.0", "id": own, "result": null})),
                _ => {}
            }
        }
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }
}

/// The messages of the server, each as it comes.
fn messages(mut output: impl BufRead + Send + 'static) -> Receiver<Value> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut length = 0;
        let mut line = String::new();
        while output.read_line(&mut line).is_ok_and(|read| read > 0) {
            if let Some(text) = line.strip_prefix("Content-Length:") {
                length = text.trim().parse().unwrap();
            } else if line == "\r\n" {
                let mut body = vec![0; length];
                if output.read_exact(&mut body).is_err()
                    || sender.send(serde_json::from_slice(&body).unwrap()).is_err()
                {
                    return;
                }
            }
            line.clear();
        }
    });
    receiver
}

/// A crate with workload-core and this source, at the same path in every run of this checkout.
fn crate_folder(text: &str) -> PathBuf {
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = core.parent().unwrap();
    let folder = workspace.join("target/rust-analyzer/app");
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         workload-core = {{ path = '{}' }}\nk8s-openapi = {{ version = \"0.29\", features = [\"v1_37\"] }}\n",
        core.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("src/lib.rs"), text).unwrap();
    folder.canonicalize().unwrap()
}
