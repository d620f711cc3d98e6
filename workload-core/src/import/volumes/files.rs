//! Files of ConfigMaps and Secrets as values.

use serde_json::Value as Json;

use super::chain::{Chain, Written, made, new};
use crate::describe::shape::Stateless;
use crate::describe::volumes::{ConfigFiles, SecretFiles};
use crate::import::expr::Expr;
use crate::import::literal::parsed;
use crate::k8s::values::{DataKey, ObjectName, SubPath};

/// Kubernetes' own permissions of such files, `0o644`.
const USUAL_MODE: i32 = 420;

/// Says which files, with what permissions, and whether they may be absent.
macro_rules! say {
    ($chain:ident, $source:ident) => {{
        for item in $source.get("items").and_then(Json::as_array).into_iter().flatten() {
            let (key, path) = (item.get("key")?.as_str()?, item.get("path")?.as_str()?);
            let arguments = [made("DataKey", key), made("SubPath", path)];
            let (key, path) = (parsed::<DataKey>(key)?, parsed::<SubPath>(path)?);
            $chain = match item.get("mode") {
                Some(mode) => {
                    let mode = permissions(mode)?;
                    let [key_of, path_of] = arguments;
                    let call =
                        Expr::call("item_with_mode", [key_of, path_of, Expr::atom(format!("{mode:#o}"))]);
                    $chain.call(call, |files| files.item_with_mode(key, path, mode))
                }
                None => $chain.call(Expr::call("item", arguments), |files| files.item(key, path)),
            };
        }
        if let Some(mode) = $source.get("defaultMode") {
            let mode = permissions(mode)?;
            if mode != USUAL_MODE {
                $chain = $chain.then(&format!("mode({mode:#o})"), |files| files.mode(mode));
            }
        }
        if $source.get("optional") == Some(&Json::Bool(true)) {
            $chain = $chain.then("optional()", |files| files.optional());
        }
    }};
}

fn permissions(mode: &Json) -> Option<i32> {
    mode.as_i64().and_then(|mode| i32::try_from(mode).ok()).filter(|mode| *mode >= 0)
}

/// The files of a Secret that exists.
pub(super) fn secret(source: &Json) -> Option<Written> {
    let name = source.get("secretName")?.as_str()?;
    let value = SecretFiles::existing(parsed::<ObjectName>(name)?);
    let mut chain = Chain::of_name("SecretFiles::existing", name, value);
    say!(chain, source);
    chain.written::<Stateless>("SecretFiles")
}

/// The files of a ConfigMap: of one that comes with the app, or of one that exists.
pub(super) fn config(source: &Json, own: Option<&Json>) -> Option<Written> {
    let name = source.get("name")?.as_str()?;
    let mut chain = if let Some(map) = own {
        own_config(name, map)?
    } else {
        let value = ConfigFiles::existing(parsed::<ObjectName>(name)?);
        Chain::of_name("ConfigFiles::existing", name, value)
    };
    say!(chain, source);
    chain.written::<Stateless>("ConfigFiles")
}

fn own_config(name: &str, map: &Json) -> Option<Chain<ConfigFiles>> {
    let object_name = parsed::<ObjectName>(name)?;
    let chain = Chain::new("ConfigFiles::new()".to_owned(), ConfigFiles::new());
    let call = format!("named({})", new("ObjectName", name));
    let mut chain = chain.then(&call, |files| files.named(object_name));
    for (key, content) in map.get("data")?.as_object()? {
        let content = content.as_str()?;
        let content_of = Expr::Text { hint: key.clone(), text: content.to_owned() };
        let call = Expr::call("file", [Expr::atom(new("DataKey", key)), content_of]);
        let key = parsed::<DataKey>(key)?;
        chain = chain.call(call, |files| files.file(key, content));
    }
    Some(chain)
}
