//! What shows that a program keeps data when its image is nobody's: where its volume is mounted, the
//! port that it has, the variables that it is given.

use k8s_openapi::api::core::v1::Container;

use super::table::{STORES, Store};
use crate::validate::rules::facts::container_command::base;
use crate::validate::rules::facts::volumes::{is_in, mounts};

/// The signs of a program that keeps data.
struct Sign {
    /// Its name in the table.
    store: &'static str,
    /// Where it usually keeps the data.
    folder: &'static str,
    /// The folder that only its volumes are mounted in.
    within: &'static str,
    /// Its ports.
    ports: &'static [i32],
    /// Variables that its server is given, and not its clients.
    env: &'static [&'static str],
}

const SIGNS: &[Sign] = &[
    Sign {
        store: "PostgreSQL",
        folder: "/var/lib/postgresql/data",
        within: "/var/lib/postgresql",
        ports: &[5432],
        env: &[
            "PGDATA",
            "POSTGRES_INITDB_ARGS",
            "POSTGRES_DB",
            "POSTGRES_PASSWORD",
            "POSTGRES_PASSWORD_FILE",
        ],
    },
    Sign {
        store: "MySQL",
        folder: "/var/lib/mysql",
        within: "/var/lib/mysql",
        ports: &[3306],
        env: &[
            "MYSQL_ROOT_PASSWORD",
            "MARIADB_ROOT_PASSWORD",
            "MYSQL_ALLOW_EMPTY_PASSWORD",
            "MYSQL_DATABASE",
        ],
    },
    Sign {
        store: "MongoDB",
        folder: "/data/db",
        within: "/data/db",
        ports: &[27017, 27018, 27019],
        env: &["MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_DATABASE", "MONGODB_ROOT_PASSWORD"],
    },
    Sign { store: "Redis", folder: "/data", within: "/data", ports: &[6379], env: &[] },
    Sign {
        store: "Elasticsearch",
        folder: "/usr/share/elasticsearch/data",
        within: "/usr/share/elasticsearch/data",
        ports: &[9200, 9300],
        env: &["discovery.type", "cluster.initial_master_nodes", "discovery.seed_hosts"],
    },
    Sign {
        store: "Kafka",
        folder: "/var/lib/kafka/data",
        within: "/var/lib/kafka",
        ports: &[9092, 9093],
        env: &["KAFKA_LOG_DIRS", "KAFKA_BROKER_ID", "KAFKA_NODE_ID", "KAFKA_ZOOKEEPER_CONNECT"],
    },
    Sign {
        store: "RabbitMQ",
        folder: "/var/lib/rabbitmq",
        within: "/var/lib/rabbitmq",
        ports: &[5672],
        env: &["RABBITMQ_ERLANG_COOKIE", "RABBITMQ_DEFAULT_USER", "RABBITMQ_DEFAULT_PASS"],
    },
    Sign {
        store: "Cassandra",
        folder: "/var/lib/cassandra",
        within: "/var/lib/cassandra",
        ports: &[9042],
        env: &["CASSANDRA_SEEDS", "CASSANDRA_CLUSTER_NAME"],
    },
    Sign {
        store: "etcd",
        folder: "/var/lib/etcd",
        within: "/var/lib/etcd",
        ports: &[2379, 2380],
        env: &["ETCD_DATA_DIR"],
    },
    Sign {
        store: "ZooKeeper",
        folder: "/var/lib/zookeeper",
        within: "/var/lib/zookeeper",
        ports: &[2181],
        env: &["ZOO_MY_ID", "ZOO_SERVERS"],
    },
    Sign {
        store: "MinIO",
        folder: "/data",
        within: "/data",
        ports: &[9000],
        env: &["MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD"],
    },
    Sign {
        store: "ClickHouse",
        folder: "/var/lib/clickhouse",
        within: "/var/lib/clickhouse",
        ports: &[8123, 9000],
        env: &[],
    },
    Sign {
        store: "SQL Server",
        folder: "/var/opt/mssql",
        within: "/var/opt/mssql",
        ports: &[1433],
        env: &["MSSQL_SA_PASSWORD", "SA_PASSWORD"],
    },
    Sign {
        store: "InfluxDB",
        folder: "/var/lib/influxdb2",
        within: "/var/lib/influxdb2",
        ports: &[8086],
        env: &["DOCKER_INFLUXDB_INIT_MODE"],
    },
];

impl Sign {
    /// Whether the container has one of its ports.
    fn has_port(&self, container: &Container) -> bool {
        let mut ports = container.ports.iter().flatten().map(|port| port.container_port);
        ports.any(|port| self.ports.contains(&port))
    }

    /// Whether two of the three signs are there.
    fn fits(&self, container: &Container) -> bool {
        let port = self.has_port(container);
        let mounted = mounts(container).iter().any(|mount| is_in(&mount.mount_path, self.within));
        let told = || {
            let mut variables = container.env.iter().flatten().map(|variable| variable.name.as_str());
            variables.any(|name| self.env.contains(&name))
        };
        (port && mounted) || ((port || mounted) && told())
    }
}

/// The store that two signs show, or whose server the command names, and where it usually keeps its data.
pub(super) fn by_signs(container: &Container) -> Option<(&'static Store, &'static str)> {
    // Two signs need a port or a mount.
    if container.ports.is_none() && mounts(container).is_empty() {
        return None;
    }
    let store = |sign: &Sign| STORES.iter().find(|store| store.name == sign.store);
    let program = container.command.as_deref().and_then(<[String]>::first).map(|program| base(program));
    let is_run = |sign: &&Sign| {
        let program = program.filter(|_| sign.has_port(container));
        store(sign).is_some_and(|store| program.is_some_and(|program| store.servers.contains(&program)))
    };
    let sign = SIGNS.iter().find(|sign| sign.fits(container)).or_else(|| SIGNS.iter().find(is_run))?;
    Some((store(sign)?, sign.folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_of_a_store_in_the_table() {
        for sign in SIGNS {
            assert!(STORES.iter().any(|store| store.name == sign.store), "{}", sign.store);
            assert!(is_in(sign.folder, sign.within), "{}", sign.folder);
        }
    }
}
