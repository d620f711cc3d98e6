//! `env`: environment variables of a container.

use super::on_container::on_container;
use crate::describe::description::TextPlace;
use crate::describe::parts::Env;

on_container! {
    /// `env(LOG = "info")`, `#[workload(env)] redis_host: String`: environment variables.
    ///
    /// A field gives its name in capitals, or what stands after `=`: `env = "REDIS_URL"`.
    #[doc(alias("envFrom", "env_from", "environment"))]
    pub fn env(&mut self, env: Env) {
        let before = self.raw.env.as_ref().map_or(0, Vec::len);
        let addresses = env.addresses.into_iter();
        self.addresses.extend(addresses.map(|(at, text)| (TextPlace::Env(before + at), text)));
        for var in env.vars {
            let vars = self.raw.env.get_or_insert_default();
            let path = format!("env[{}]", vars.len());
            vars.push(var);
            self.note(&path);
        }
        if !env.from.is_empty() {
            self.raw.env_from.get_or_insert_default().extend(env.from);
            self.note("envFrom");
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::describe::description::{Container, TextPlace};
    use crate::describe::parts::{Address, Env, EnvValue};
    use crate::k8s::values::{EnvName, ObjectName};

    #[test]
    fn variables_are_added_in_their_order() {
        let mut container = Container::new();
        let mut env = Env::new();
        env.entry(EnvName::new("LOG"), EnvValue::Text("info".into()));
        container.env(env.clone());
        let redis = Address::new("redis".to_owned(), None, vec![(None, 6379)]);
        let mut more = Env::new();
        more.entry(EnvName::new("REDIS"), redis.into()).from_secret(ObjectName::new("api"));
        container.env(more);
        let names: Vec<_> = container.raw.env.iter().flatten().map(|var| var.name.as_str()).collect();
        assert_eq!(names, ["LOG", "REDIS"]);
        assert_eq!(container.addresses.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [TextPlace::Env(1)]);
        assert_eq!(container.raw.env_from.map(|from| from.len()), Some(1));
    }
}
