//! What a container has written.

use super::connection::Connection;
use super::failure::Failure;
use super::request::{Request, escaped};

/// The last lines of a container, before its last start if that is meant and it was started before.
pub(crate) async fn log_lines(
    connection: &Connection,
    namespace: &str,
    pod: &str,
    container: &str,
    previous: bool,
    lines: u32,
) -> Result<Vec<String>, Failure> {
    match read(connection, namespace, pod, container, previous, lines).await {
        // The kubelet may have forgotten the container before, or there was none.
        Err(failure) if previous && failure.is(400) => {
            read(connection, namespace, pod, container, false, lines).await
        }
        found => found,
    }
}

async fn read(
    connection: &Connection,
    namespace: &str,
    pod: &str,
    container: &str,
    previous: bool,
    lines: u32,
) -> Result<Vec<String>, Failure> {
    let path = format!("/api/v1/namespaces/{}/pods/{}/log", escaped(namespace), escaped(pod));
    let mut request = Request::get(path).with("container", container).with("tailLines", lines.to_string());
    if previous {
        request = request.with("previous", "true");
    }
    let failed = |error: &kube::Error| Failure::from_kube(connection.server(), error);
    let response = connection.client.send(request.to_http()?).await.map_err(|error| failed(&error))?;
    let status = response.status();
    let bytes = response.into_body().collect_bytes().await.map_err(|error| failed(&error))?;
    if !status.is_success() {
        return Err(Failure::from_answer(status.as_u16(), &bytes));
    }
    let text = String::from_utf8_lossy(&bytes);
    let all: Vec<&str> = text.lines().collect();
    let first = all.len().saturating_sub(usize::try_from(lines).unwrap_or(usize::MAX));
    Ok(all[first..].iter().map(|line| (*line).to_owned()).collect())
}
