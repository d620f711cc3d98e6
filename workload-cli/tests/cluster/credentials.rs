//! Which cluster, in whose name, and by which way: TLS, certificates, tokens, plugins, and proxies.

use std::fs;
use std::net::SocketAddr;
use std::process::Command;

use super::bench::{Bench, DEPLOYMENT};
use super::wire::{Authority, Relay};

/// A user with a cluster.
struct Desk {
    bench: Bench,
    target: SocketAddr,
}

impl Desk {
    fn new() -> Self {
        let bench = Bench::new();
        bench.write("web.yaml", DEPLOYMENT);
        let text = fs::read_to_string(bench.folder.path().join("kubeconfig")).unwrap();
        let target = text.split("http://").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        Self { bench, target }
    }

    fn tls(&self, authority: &Authority, name: &str, asks_for_certificates: bool) -> Relay {
        Relay::tls(&self.bench.runtime, self.target, authority, name, asks_for_certificates)
    }

    /// Writes a kubeconfig with this cluster and this user, both in YAML's flow style.
    fn kubeconfig(&self, cluster: &str, user: &str) {
        self.bench.write(
            "kubeconfig",
            &format!(
                "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters:\n- {{name: a, cluster: {cluster}}}\nusers:\n- {{name: a, user: {user}}}\ncontexts:\n- {{name: a, context: {{cluster: a, user: a}}}}\n"
            ),
        );
    }

    /// What `workload diff` says with these variables.
    fn diff(&self, variables: &[(&str, &str)]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
        command.current_dir(self.bench.folder.path()).args(["diff", "web.yaml"]);
        for name in ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"] {
            command.env_remove(name);
        }
        command.env("KUBECONFIG", self.bench.folder.path().join("kubeconfig"));
        let output = command.env("HOME", self.bench.folder.path()).envs(variables.iter().copied()).output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        (output.status.code().unwrap(), said)
    }

    #[track_caller]
    fn reaches(&self, variables: &[(&str, &str)]) {
        let (code, said) = self.diff(variables);
        assert!(code == 1 && said.contains("+ Deployment default/web"), "{said}");
    }

    #[track_caller]
    fn fails(&self, parts: &[&str]) {
        let (code, said) = self.diff(&[]);
        let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(code, 2, "{said}");
        for part in parts {
            assert!(flat.contains(part), "{part} is not in {said}");
        }
    }
}

/// Lines of PEM as one string of YAML's flow style.
fn quoted(pem: &str) -> String {
    format!("\"{}\"", pem.replace('\n', "\\n"))
}

fn base64(text: &str) -> String {
    serde_json::to_value(k8s_openapi::ByteString(text.as_bytes().to_vec()))
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_client_certificate_and_a_private_authority_are_used_from_files_and_from_data() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let relay = desk.tls(&authority, "127.0.0.1", true);
    let server = format!("server: 'https://127.0.0.1:{}'", relay.port);
    let own = authority.sign("jane");
    fs::create_dir(desk.bench.folder.path().join("pki")).unwrap();
    for (name, text) in [("ca", &authority.pem()), ("jane", &own.certificate), ("jane.key", &own.key)] {
        desk.bench.write(&format!("pki/{name}"), text);
    }
    // Relative paths begin at the folder of the kubeconfig.
    desk.kubeconfig(
        &format!("{{{server}, certificate-authority: pki/ca}}"),
        "{client-certificate: pki/jane, client-key: pki/jane.key}",
    );
    desk.reaches(&[]);
    let [ca, certificate, key] = [&authority.pem(), &own.certificate, &own.key].map(|text| base64(text));
    let cluster = format!("{{{server}, certificate-authority-data: {ca}}}");
    desk.kubeconfig(&cluster, &format!("{{client-certificate-data: {certificate}, client-key-data: {key}}}"));
    desk.reaches(&[]);
    desk.kubeconfig(&cluster, "{}");
    desk.fails(&["give a client certificate that the API server accepts"]);
    desk.kubeconfig(&cluster, "{client-certificate: pki/joe, client-key: pki/jane.key}");
    desk.fails(&[
        "client certificate cannot be read",
        "pki/joe",
        "paths in a kubeconfig begin at its own folder",
    ]);
}

#[test]
fn an_authority_that_is_unknown_is_no_way_in_unless_that_is_said() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let relay = desk.tls(&authority, "127.0.0.1", false);
    let server = format!("server: 'https://127.0.0.1:{}'", relay.port);
    let other = base64(&Authority::new().pem());
    desk.kubeconfig(&format!("{{{server}, certificate-authority-data: {other}}}"), "{token: t}");
    // Two authorities of the same name, as those of kubeadm are.
    desk.fails(&["BadSignature", "help: give the authority that signed the API server's certificate"]);
    // Then the authorities of the system count.
    desk.kubeconfig(&format!("{{{server}}}"), "{token: t}");
    desk.fails(&[]);
    assert!(!relay.was_sent("bearer"), "a token went to a server that nobody vouches for");
    desk.kubeconfig(&format!("{{{server}, insecure-skip-tls-verify: true}}"), "{token: t}");
    desk.reaches(&[]);
}

#[test]
fn a_certificate_in_another_name_needs_tls_server_name() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let relay = desk.tls(&authority, "api.example.com", false);
    let ca = base64(&authority.pem());
    let cluster = format!("server: 'https://127.0.0.1:{}', certificate-authority-data: {ca}", relay.port);
    desk.kubeconfig(&format!("{{{cluster}}}"), "{}");
    desk.fails(&["not valid for name", "`tls-server-name` of the kubeconfig's cluster"]);
    desk.kubeconfig(&format!("{{{cluster}, tls-server-name: api.example.com}}"), "{}");
    desk.reaches(&[]);
}

#[test]
fn tokens_come_from_the_kubeconfig_or_a_file_and_another_user_may_be_played() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let relay = desk.tls(&authority, "127.0.0.1", false);
    let ca = base64(&authority.pem());
    let cluster = format!("{{server: 'https://127.0.0.1:{}', certificate-authority-data: {ca}}}", relay.port);
    desk.kubeconfig(&cluster, "{token: first}");
    desk.reaches(&[]);
    assert!(relay.was_sent("authorization: bearer first\r\n"));
    desk.bench.write("token", "second\n");
    desk.kubeconfig(&cluster, "{tokenFile: token, as: jane, as-groups: [admins]}");
    desk.reaches(&[]);
    for header in
        ["authorization: bearer second\r\n", "impersonate-user: jane\r\n", "impersonate-group: admins\r\n"]
    {
        assert!(relay.was_sent(header), "{header}");
    }
    desk.kubeconfig(&cluster, "{tokenFile: gone}");
    desk.fails(&["cannot read the token file", "gone: No such file", "`tokenFile` of the kubeconfig's user"]);
}

#[cfg(unix)]
fn plugin(desk: &Desk, script: &str) -> String {
    desk.bench.write("plugin", &format!("#!/bin/sh\n{script}\n"));
    let path = desk.bench.folder.path().join("plugin");
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    // A path begins at the folder of the kubeconfig.
    "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never, provideClusterInfo: true, env: [{name: REGION, value: north}]}}".to_owned()
}

#[cfg(unix)]
#[test]
fn a_credential_plugin_gives_tokens_and_certificates_and_its_failures_are_told() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let relay = desk.tls(&authority, "127.0.0.1", true);
    let ca = base64(&authority.pem());
    let cluster = format!("{{server: 'https://127.0.0.1:{}', certificate-authority-data: {ca}}}", relay.port);
    let own = authority.sign("robot");
    let credential = format!(
        "{{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", \"status\": {{\"clientCertificateData\": {}, \"clientKeyData\": {}}}}}",
        quoted(&own.certificate),
        quoted(&own.key)
    );
    desk.bench.write("credential", &credential);
    let user = plugin(&desk, "echo \"$REGION $KUBERNETES_EXEC_INFO\" > asked\ncat credential");
    desk.kubeconfig(&cluster, &user);
    desk.reaches(&[]);
    let asked = fs::read_to_string(desk.bench.folder.path().join("asked")).unwrap();
    assert!(asked.starts_with("north ") && asked.contains("127.0.0.1"), "{asked}");

    desk.kubeconfig(
        &cluster,
        &plugin(&desk, "echo '{\"token\": \"secret\"}'\necho session has expired >&2\nexit 3"),
    );
    desk.fails(&["has failed (exit status: 3): session has expired", "help: log in again"]);
    let (_, said) = desk.diff(&[]);
    assert!(!said.contains("secret"), "what a plugin prints is shown: {said}");
    desk.kubeconfig(&cluster, &plugin(&desk, "echo no credential"));
    desk.fails(&["does not print an ExecCredential with a status"]);
    desk.kubeconfig(&cluster, "{exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, interactiveMode: Never}}");
    desk.fails(&["the credential plugin `no-such-plugin` cannot be started", "help: install the plugin"]);
}

#[test]
fn files_of_a_list_that_are_not_there_count_as_empty() {
    let desk = Desk::new();
    let there = desk.bench.folder.path().join("kubeconfig");
    let list = std::env::join_paths([desk.bench.folder.path().join("gone"), there]).unwrap();
    desk.reaches(&[("KUBECONFIG", list.to_str().unwrap())]);
    let (code, said) = desk.diff(&[("KUBECONFIG", "/gone/a:/gone/b")]);
    assert!(code == 2 && said.contains("cannot read the kubeconfig /gone/a"), "{said}");
}

#[test]
fn a_proxy_of_the_kubeconfig_or_of_the_environment_is_used() {
    let (desk, authority) = (Desk::new(), Authority::new());
    let server = desk.tls(&authority, "api.example.test", false);
    let inner = SocketAddr::from(([127, 0, 0, 1], server.port));
    let proxy = Relay::http_proxy(&desk.bench.runtime, inner);
    let ca = base64(&authority.pem());
    let cluster = format!("server: 'https://api.example.test:6443', certificate-authority-data: {ca}");
    desk.kubeconfig(
        &format!("{{{cluster}, proxy-url: 'http://jane:pa%40ss@127.0.0.1:{}'}}", proxy.port),
        "{}",
    );
    desk.reaches(&[]);
    assert!(proxy.was_sent("CONNECT api.example.test:6443 "));
    assert!(proxy.was_sent("proxy-authorization: basic amFuZTpwYUBzcw=="));

    desk.kubeconfig(&format!("{{{cluster}}}"), "{}");
    let address = format!("127.0.0.1:{}", proxy.port);
    desk.reaches(&[("HTTPS_PROXY", &address)]);
    let without = [("HTTPS_PROXY", address.as_str()), ("NO_PROXY", "localhost,.example.test")];
    let (code, said) = desk.diff(&without);
    assert!(code == 2 && said.contains("cannot reach https://api.example.test:6443"), "{said}");

    let proxy = Relay::socks5_proxy(&desk.bench.runtime, inner);
    desk.reaches(&[("https_proxy", &format!("socks5h://127.0.0.1:{}", proxy.port))]);
    assert!(proxy.was_sent("api.example.test"), "the proxy looks the name up");

    let (code, said) = desk.diff(&[("HTTPS_PROXY", "ftp://127.0.0.1:1")]);
    assert!(code == 2 && said.contains("HTTPS_PROXY has the scheme `ftp`"), "{said}");
}

/// A cluster on this machine, such as kind's, is reached directly whatever the environment says.
#[test]
fn a_proxy_of_the_environment_is_no_way_to_loopback() {
    let desk = Desk::new();
    let nowhere = "http://127.0.0.1:9";
    desk.reaches(&[("HTTPS_PROXY", nowhere), ("HTTP_PROXY", nowhere), ("http_proxy", nowhere)]);
}
