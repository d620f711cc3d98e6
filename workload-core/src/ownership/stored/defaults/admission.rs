//! The defaults of admission webhooks.

use serde_json::Map;

use super::tools::{Object, default, default_pointer, each, inside};

pub(super) fn webhooks(object: &mut Object, mutating: bool) {
    each(object, "webhooks", |webhook| {
        default_pointer(webhook, "failurePolicy", "Fail");
        default_pointer(webhook, "matchPolicy", "Equivalent");
        default(webhook, "namespaceSelector", Map::new());
        default(webhook, "objectSelector", Map::new());
        default(webhook, "timeoutSeconds", 10);
        if mutating {
            default_pointer(webhook, "reinvocationPolicy", "Never");
        }
        inside(webhook, "clientConfig", |config| {
            inside(config, "service", |service| {
                default_pointer(service, "port", 443);
            });
        });
        each(webhook, "rules", |rule| default_pointer(rule, "scope", "*"));
    });
}
