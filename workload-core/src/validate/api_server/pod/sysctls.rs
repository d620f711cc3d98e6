//! Settings of the kernel.

use k8s_openapi::api::core::v1::{PodSpec, Sysctl};

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::seen::Seen;
use crate::validate::field_error::FieldErrors;

const LONGEST: usize = 253;

/// Beginnings of settings that belong to the Pod's communication between processes.
const OF_IPC: [&str; 4] = ["kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue."];

/// Checks the settings of a Pod; `at` is their list.
pub(super) fn check(settings: &[Sysctl], spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut names = Seen::default();
    for (index, setting) in settings.iter().enumerate() {
        let at = at.index(index);
        let (name, at) = (&setting.name, at.field("name"));
        if !checks::said(name, "a setting has a name", &at, errors) {
            continue;
        }
        let is_again = names.again(name.as_str());
        if !is_name(name) {
            let message = format!(
                "`{name}` is not a setting: it has a-z, 0-9, `-` and `_`, in parts with `.` or `/` between"
            );
            errors.invalid(&at, message);
        } else if is_again {
            errors.duplicate(&at, name);
        }
        not_of_the_node(name, spec, &at, errors);
    }
}

/// Checks that a setting is not one of a namespace that the Pod shares with the node.
fn not_of_the_node(name: &str, spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if spec.host_network == Some(true) && begins(name, "net.") {
        let message = format!("with `hostNetwork: true` the network is the node's: leave out `{name}`");
        errors.invalid(at, message);
    } else if spec.host_ipc == Some(true) && is_of_ipc(name) {
        errors.invalid(at, format!("with `hostIPC: true` this is the node's: leave out `{name}`"));
    }
}

/// Checks parts of letters, digits, `-` and `_`, that begin and end with a letter or a digit.
fn is_name(name: &str) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_part = |part: &str| {
        let bytes = part.as_bytes();
        bytes.first().is_some_and(is_plain)
            && bytes.last().is_some_and(is_plain)
            && bytes.iter().all(|byte| is_plain(byte) || matches!(byte, b'-' | b'_'))
    };
    name.len() <= LONGEST && name.split(['.', '/']).all(is_part)
}

/// Whether a setting begins so, with dots between its parts or with slashes.
fn begins(name: &str, start: &str) -> bool {
    let slashes = name.find(['.', '/']).is_some_and(|at| name.as_bytes()[at] == b'/');
    let written = |byte: u8| match byte {
        b'/' if slashes => b'.',
        b'.' if slashes => b'/',
        byte => byte,
    };
    name.len() >= start.len() && name.bytes().map(written).zip(start.bytes()).all(|(one, other)| one == other)
}

fn is_of_ipc(name: &str) -> bool {
    let is_sem = |start: &str| start != "kernel.sem" || name.len() == start.len();
    OF_IPC.iter().any(|start| begins(name, start) && is_sem(start))
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn settings_have_names_and_stay_in_the_pod() {
        let with = |names: &str, rest: &str| {
            let settings: Vec<_> =
                names.split(' ').map(|name| format!("{{name: '{name}', value: '1'}}")).collect();
            format!("securityContext: {{sysctls: [{}]}}{rest}", settings.join(", "))
        };
        spec_accepts(&[
            &with("net.ipv4.ip_unprivileged_port_start kernel/shm_rmid_forced", ""),
            &with("kernel.semx", ", hostIPC: true"),
            &with("kernel.shmmax", ", hostNetwork: true"),
        ]);
        for (settings, at, words) in [
            (with("", ""), "[0]", "has a name"),
            (with("net..a", ""), "[0]", "not a setting"),
            (with("Net.a", ""), "[0]", "not a setting"),
            (with("net.a net.a", ""), "[1]", "duplicate"),
            (with("net/ipv4/x.y", ", hostNetwork: true"), "[0]", "the node's"),
            (with("fs.mqueue.x", ", hostIPC: true"), "[0]", "the node's"),
        ] {
            spec_refuses(&[(&settings, &format!("securityContext.sysctls{at}.name"), words)]);
        }
    }
}
