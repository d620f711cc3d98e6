//! The names of hosts that programs are told to reach, as far as they may be those of Services.

use memchr::memchr_iter;

/// The host of an address in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ServiceHost<'t> {
    /// `redis`, `redis.cache`, or `redis.cache.svc` and more.
    pub(crate) text: &'t str,
    /// The port behind it.
    pub(crate) port: Option<i32>,
    /// Whether a scheme stands before it.
    pub(crate) has_scheme: bool,
}

/// Texts of more bytes are not searched: those are scripts and certificates.
const LONGEST: usize = 16 * 1024;

/// The hosts in a text: behind a scheme (`http://redis`), and before a port (`redis:6379`).
pub(crate) fn service_hosts(text: &str) -> impl Iterator<Item = ServiceHost<'_>> {
    let text = if text.len() > LONGEST { "" } else { text };
    let mut end = 0;
    memchr_iter(b':', text.as_bytes()).filter_map(move |colon| {
        if colon < end {
            return None;
        }
        let behind = &text[colon + 1..];
        if let Some(rest) = behind.strip_prefix("//") {
            let authority = &rest[..rest.bytes().position(ends_authority).unwrap_or(rest.len())];
            let host = authority.rsplit('@').next().unwrap_or_default();
            end = colon + 3 + authority.len();
            return read(host, true);
        }
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let start = text.as_bytes()[..colon].iter().rposition(|byte| !is_host(*byte)).map_or(0, |at| at + 1);
        end = colon + 1 + digits;
        let before = text[..start].bytes().next_back();
        let is_part =
            before.is_some_and(|byte| b"/$}{%_\\@-.`)".contains(&byte) || byte.is_ascii_uppercase());
        let goes_on = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        (digits > 1 && !is_part && !goes_on).then(|| read(&text[start..end], false))?
    })
}

/// The host that a whole text is, where something else says that it is one.
pub(crate) fn whole_host(text: &str) -> Option<ServiceHost<'_>> {
    read(text, true).filter(|host| host.port.is_none())
}

/// Whether a variable or an option of that name holds the name of a host.
pub(crate) fn names_a_host(name: &str) -> bool {
    const ENDS: [&str; 7] = ["host", "hostname", "server", "addr", "address", "endpoint", "broker"];
    let last = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    ENDS.iter().any(|end| last.eq_ignore_ascii_case(end)) || name.ends_with("Host")
}

const fn is_host(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.')
}

const fn ends_authority(byte: u8) -> bool {
    matches!(
        byte,
        b'/' | b'?' | b'#' | b' ' | b'\t' | b'\n' | b'\r' | b'"' | b'\'' | b',' | b';' | b'>' | b'<'
    ) || matches!(byte, b'`' | b')' | b']' | b'|' | b'\\')
}

/// Reads `host` or `host:port`.
fn read(text: &str, has_scheme: bool) -> Option<ServiceHost<'_>> {
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port.parse().ok()?)),
        None => (text, None),
    };
    let mut labels = host.trim_end_matches('.').split('.');
    let first = labels.next()?;
    let named = first.starts_with(|c: char| c.is_ascii_lowercase())
        && !first.ends_with('-')
        && host.bytes().all(is_host)
        && first != "localhost";
    let third = labels.nth(1);
    (named && third.is_none_or(|third| third == "svc")).then_some(ServiceHost {
        text: host,
        port,
        has_scheme,
    })
}

impl<'t> ServiceHost<'t> {
    /// The name of the Service.
    pub(crate) fn service(&self) -> &'t str {
        self.text.split('.').next().unwrap_or_default()
    }

    /// The namespace, where it is said.
    pub(crate) fn namespace(&self) -> Option<&'t str> {
        self.text.split('.').nth(1).filter(|namespace| !namespace.is_empty())
    }

    /// Whether the name can be nothing but that of a Service.
    pub(crate) fn is_qualified(&self) -> bool {
        self.text.split('.').nth(2) == Some("svc")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Option<i32>)> {
        service_hosts(text).map(|host| (host.text, host.port)).collect()
    }

    #[test]
    fn hosts_stand_behind_a_scheme_and_before_a_port() {
        for (text, hosts) in [
            ("http://api", vec![("api", None)]),
            ("jdbc:postgresql://db:5432/shop?ssl=false", vec![("db", Some(5432))]),
            ("redis://:secret@redis.cache:6379/0", vec![("redis.cache", Some(6379))]),
            ("amqp://u:p@mq.queue.svc.cluster.local:5672", vec![("mq.queue.svc.cluster.local", Some(5672))]),
            ("kafka-0:9092,kafka-1:9092", vec![("kafka-0", Some(9092)), ("kafka-1", Some(9092))]),
            ("proxy_pass http://web:8080;", vec![("web", Some(8080))]),
            ("--listen=:8080 --upstream=http://web/", vec![("web", None)]),
        ] {
            assert_eq!(found(text), hosts, "{text}");
        }
    }

    #[test]
    fn what_is_none_of_a_service_is_passed_over() {
        for text in [
            "registry.example/shop/api:12",
            "shop/api:12",
            "http://localhost:80",
            "https://www.example.com/x",
            "12:30:45",
            "$DB_HOST:5432",
            "http://${HOST}:80",
            "a:1",
            "redis:7.4",
            "key: value",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn names_of_variables_say_that_a_host_is_meant() {
        for name in ["DB_HOST", "redis.host", "--mysql-server", "spring.rabbitmq.addr", "dbHost"] {
            assert!(names_a_host(name), "{name}");
        }
        for name in ["HOST_NAME_LABEL", "MODE", "GHOST"] {
            assert!(!names_a_host(name), "{name}");
        }
    }
}
