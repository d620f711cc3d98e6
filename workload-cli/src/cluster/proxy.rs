//! Which proxy leads to the API server: that of the kubeconfig, or that of the environment as kubectl reads it.
//!
//! kube alone would take `HTTPS_PROXY` for a cluster on this machine too, and would look for the proxy itself in
//! `NO_PROXY` instead of the API server.

use std::net::IpAddr;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;

/// The proxy that leads to the API server at this address; none when it is reached directly. `own` is the `proxy-url` of
/// the cluster in the kubeconfig.
pub(super) fn proxy(server: &Uri, own: Option<&str>) -> Result<Option<Uri>, String> {
    choose(server, own, |name| std::env::var(name).ok())
}

fn choose(
    server: &Uri,
    own: Option<&str>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Uri>, String> {
    if let Some(own) = own.filter(|own| !own.is_empty()) {
        return address("the `proxy-url` of the kubeconfig", own).map(Some);
    }
    let first = |names: [&'static str; 2]| {
        names.into_iter().find_map(|name| Some((name, variable(name).filter(|text| !text.is_empty())?)))
    };
    let Some((name, given)) = first(names(server)).filter(|_| !is_loopback(server)) else { return Ok(None) };
    let without = first(["NO_PROXY", "no_proxy"]).map(|(_, list)| list).unwrap_or_default();
    let any = Matcher::builder().all("http://any").no(without).build();
    any.intercept(server).map(|_| address(name, &given)).transpose()
}

/// The variables that name the proxy to an address.
fn names(server: &Uri) -> [&'static str; 2] {
    if server.scheme_str() == Some("http") {
        ["HTTP_PROXY", "http_proxy"]
    } else {
        ["HTTPS_PROXY", "https_proxy"]
    }
}

/// The address of a proxy; one without a scheme speaks HTTP.
fn address(name: &str, given: &str) -> Result<Uri, String> {
    let whole = match given.split_once("://") {
        // SOCKS 5 here always leaves it to the proxy to look up the host.
        Some(("socks5h", rest)) => format!("socks5://{rest}"),
        Some(_) => given.to_owned(),
        None => format!("http://{given}"),
    };
    let found = whole.parse::<Uri>().map_err(|error| format!("{name} is not an address: {error}"))?;
    match found.scheme_str() {
        Some("http" | "https" | "socks5") => Ok(found),
        other => Err(format!(
            "{name} has the scheme `{}`; `http`, `https` and `socks5` are known",
            other.unwrap_or_default()
        )),
    }
}

fn is_loopback(server: &Uri) -> bool {
    let host = server.host().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(server: &str, own: Option<&str>, variables: &[(&str, &str)]) -> Result<Option<String>, String> {
        let find =
            |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        choose(&server.parse().unwrap(), own, find).map(|uri| uri.map(|uri| uri.to_string()))
    }

    #[test]
    fn the_kubeconfig_comes_first_and_the_environment_spares_loopback_and_no_proxy() {
        let far = "https://api.example.com:6443";
        let proxied = |server: &str, variables: &[(&str, &str)]| chosen(server, None, variables).unwrap();
        let own = chosen("https://127.0.0.1:6443", Some("socks5h://p:1080"), &[]).unwrap();
        assert_eq!(own.as_deref(), Some("socks5://p:1080/"));
        assert_eq!(proxied(far, &[("HTTPS_PROXY", "p:3128")]).as_deref(), Some("http://p:3128/"));
        assert_eq!(
            proxied(far, &[("https_proxy", "http://a:b@p:3128")]).as_deref(),
            Some("http://a:b@p:3128/")
        );
        assert_eq!(proxied(far, &[("HTTP_PROXY", "p:3128")]), None);
        assert!(proxied("http://api.example.com", &[("HTTP_PROXY", "p:3128")]).is_some());
        for near in ["https://127.0.0.1:6443", "https://localhost:6443", "https://[::1]:6443"] {
            assert_eq!(proxied(near, &[("HTTPS_PROXY", "p:3128")]), None, "{near}");
        }
        for list in ["example.com", ".example.com", "other,api.example.com", "*", "api.example.com,"] {
            assert_eq!(proxied(far, &[("HTTPS_PROXY", "p:3128"), ("NO_PROXY", list)]), None, "{list}");
        }
        let ranges = [("HTTPS_PROXY", "p:3128"), ("no_proxy", "10.0.0.0/8,p")];
        assert_eq!(proxied("https://10.1.2.3", &ranges), None);
        assert!(proxied("https://11.1.2.3", &ranges).is_some());
    }

    #[test]
    fn an_address_that_cannot_be_used_is_named() {
        let error = chosen("https://a", None, &[("HTTPS_PROXY", "ftp://p")]).unwrap_err();
        assert_eq!(error, "HTTPS_PROXY has the scheme `ftp`; `http`, `https` and `socks5` are known");
        assert!(chosen("https://a", Some("http://["), &[]).unwrap_err().contains("`proxy-url`"));
    }
}
