//! Volumes of an iSCSI target.

use k8s_openapi::api::core::v1::ISCSIVolumeSource;

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// The longest name of a volume and its target together, when the initiator has a name.
pub(in crate::validate::api_server) const LONGEST: usize = 64;

/// Checks the volume.
pub(super) fn check(source: &ISCSIVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&source.target_portal, "a target is named", &at.field("targetPortal"), errors);
    if checks::said(&source.iqn, "the target has a qualified name", &at.field("iqn"), errors) {
        qualified(&source.iqn, &at.field("iqn"), errors);
    }
    checks::within(Some(source.lun), 0..=255, &at.field("lun"), errors);
    let asks = source.chap_auth_discovery == Some(true) || source.chap_auth_session == Some(true);
    if asks && source.secret_ref.is_none() {
        errors.required(&at.field("secretRef"), "CHAP needs a Secret: `secretRef`");
    }
    if let Some(initiator) = &source.initiator_name {
        let stands = at.field("initiatorName");
        errors.renamed(&at.field("initiatorname"), &stands, |errors| qualified(initiator, &stands, errors));
    }
}

/// Checks that name and target are short enough together; `at` is the volume's name.
pub(super) fn name(source: &ISCSIVolumeSource, name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if source.initiator_name.is_some() && name.len() + 1 + source.target_portal.len() > LONGEST {
        let message =
            "with an `initiatorName` the volume's name and `targetPortal` have 63 characters at most";
        errors.invalid(at, message);
    }
}

/// Checks a name of the three sorts that iSCSI has.
pub(in crate::validate::api_server) fn qualified(name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let fits = if name.starts_with("iqn") {
        name.match_indices("iqn.").any(|(at, start)| is_domain_and_unit(&name[at + start.len()..]))
    } else if name.starts_with("eui") {
        is_number(name, 16)
    } else {
        name.starts_with("naa") && is_number(name, 32)
    };
    if !fits {
        let message = format!(
            "`{name}` is not an iSCSI name: it is `iqn.2001-04.com.example:unit`, `eui.` and 16 digits or `naa.` and 32"
        );
        errors.invalid(at, message);
    }
}

/// Checks `yyyy-mm.domain:unit`.
fn is_domain_and_unit(text: &str) -> bool {
    let (Some(date), Some(rest)) = (text.get(..8), text.get(8..)) else { return false };
    let is_date = date.bytes().enumerate().all(|(at, byte)| match at {
        4 => byte == b'-',
        7 => byte == b'.',
        _ => byte.is_ascii_digit(),
    });
    let Some((domain, unit)) = rest.split_once(':') else { return false };
    let in_domain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let in_unit = |one: char| !matches!(one, ',' | ';' | '*' | '&' | '$' | '|') && !one.is_ascii_whitespace();
    is_date
        && !domain.is_empty()
        && domain.bytes().all(in_domain)
        && !unit.is_empty()
        && unit.chars().all(in_unit)
}

/// Checks a number of so many letters and digits after the sort and one more character.
fn is_number(name: &str, digits: usize) -> bool {
    let mut rest = name.chars().skip(4);
    rest.clone().count() == digits && rest.all(|digit| digit.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{volume_accepts, volume_refuses};

    fn iscsi(rest: &str) -> String {
        format!("iscsi: {{targetPortal: '1.2.3.4', lun: 1, {rest}}}")
    }

    #[test]
    fn targets_have_qualified_names() {
        for rest in [
            "iqn: 'iqn.2001-04.com.example:x'",
            "iqn: eui.0123456789abcdef",
            "iqn: naa.0123456789abcdef0123456789abcdef",
            "iqn: 'iqn.2001-04.com.example:x', chapAuthSession: true, secretRef: {name: s}",
        ] {
            volume_accepts(&[&iscsi(rest)]);
        }
        for (rest, path, words) in [
            ("iqn: ''", "iscsi.iqn", "has a qualified name"),
            ("iqn: bad", "iscsi.iqn", "not an iSCSI name"),
            ("iqn: iqn.2001-04.com.example", "iscsi.iqn", "not an iSCSI name"),
            ("iqn: eui.1", "iscsi.iqn", "not an iSCSI name"),
            ("iqn: 'iqn.2001-04.c:x', initiatorName: x", "iscsi.initiatorname", "not an iSCSI name"),
            ("iqn: 'iqn.2001-04.c:x', chapAuthDiscovery: true", "iscsi.secretRef", "needs a Secret"),
        ] {
            volume_refuses(&[(&iscsi(rest), path, words)]);
        }
        let long = format!(
            "iscsi: {{targetPortal: {}, iqn: 'iqn.2001-04.c:x', lun: 0, initiatorName: 'iqn.2001-04.c:x'}}",
            "x".repeat(63)
        );
        volume_refuses(&[(&long, "name", "63 characters at most")]);
    }
}
