//! The defaults of admission webhooks.

use serde_json::{Map, json};

use super::tools::{Object, default, each, inside};

pub(super) fn webhooks(object: &mut Object, mutating: bool) {
    each(object, "webhooks", |webhook| {
        default(webhook, "failurePolicy", "Fail");
        default(webhook, "matchPolicy", "Equivalent");
        default(webhook, "namespaceSelector", Map::new());
        default(webhook, "objectSelector", Map::new());
        default(webhook, "timeoutSeconds", 10);
        if mutating {
            default(webhook, "reinvocationPolicy", "Never");
        }
        inside(webhook, "clientConfig", |config| {
            inside(config, "service", |service| {
                service.entry("port").or_insert_with(|| json!(443));
            });
        });
        each(webhook, "rules", |rule| default(rule, "scope", "*"));
    });
}
