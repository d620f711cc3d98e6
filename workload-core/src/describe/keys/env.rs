//! `env`: environment variables of a container.

use crate::describe::description::on_container;
use crate::describe::parts::Env;

on_container! {
    /// `env(LOG = "info")`, `#[workload(env)] redis_host: String`: environment variables.
    ///
    /// A field gives its name in capitals, or what stands after `=`: `env = "REDIS_URL"`.
    pub fn env(&mut self, env: Env) {
        let before = self.raw.env.as_ref().map_or(0, Vec::len);
        self.addresses.extend(env.addresses.into_iter().map(|(at, address)| (before + at, address)));
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
