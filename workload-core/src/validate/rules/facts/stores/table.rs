//! The table of programs known to keep data: their images, and where these keep it.
//!
//! Facts from the images' own build files and documentation. Exporters, operators, clients and
//! proxies are not in it, and an image is compared whole: `redis` is not `redis-exporter`.

use Data::{Folder, Postgres, Unknown, Volume};

/// A program that keeps data.
#[derive(Debug)]
pub(crate) struct Store {
    /// Its name in a sentence.
    pub(crate) name: &'static str,
    /// Its images.
    pub(crate) images: &'static [Image],
    /// The programs that are the server.
    pub(crate) servers: &'static [&'static str],
    /// First arguments that make the image's own program the server.
    pub(crate) subcommands: &'static [&'static str],
    /// Flags that name the folder of the data.
    pub(crate) flags: &'static [&'static str],
    /// Variables that do.
    pub(crate) env: &'static [&'static str],
    /// It keeps data only when it is told one of these.
    pub(crate) only_with: &'static [&'static str],
    /// It keeps none when it is told one of these.
    pub(crate) not_with: &'static [&'static str],
    /// A word in the name of a container in which the same image does something else; or none.
    pub(crate) not_called: &'static str,
    /// Whether it keeps a record of the past that no request needs.
    pub(crate) history: bool,
}

impl PartialEq for Store {
    /// The table has each name once.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Store {}

/// An image of a program.
#[derive(Debug)]
pub(crate) struct Image {
    /// Its name without registry and tag; an official one has no slash.
    pub(crate) name: &'static str,
    /// Where it keeps the data.
    pub(crate) data: Data,
}

/// Where an image keeps the data.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Data {
    /// There.
    Folder(&'static str),
    /// There, and the image declares that folder a volume.
    Volume(&'static str),
    /// It depends.
    Unknown,
    /// It depends on the version.
    Postgres,
}

const NOTHING: Store = Store {
    name: "",
    images: &[],
    servers: &[],
    subcommands: &[],
    flags: &[],
    env: &[],
    only_with: &[],
    not_with: &[],
    not_called: "",
    history: false,
};

macro_rules! stores {
    ($($name:literal [$($image:literal: $data:expr),+ $(,)?] {$($field:ident: $value:expr),* $(,)?})+) => {
        /// The programs.
        pub(crate) static STORES: &[Store] = &[$(Store {
            name: $name,
            images: &[$(Image { name: $image, data: $data }),+],
            $($field: $value,)*
            ..NOTHING
        }),+];
    };
}

stores! {
    "Redis" [
        "redis": Volume("/data"), "redis/redis-stack": Folder("/data"),
        "redis/redis-stack-server": Folder("/data"),
        "bitnami/redis": Folder("/bitnami/redis/data"), "bitnami/redis-cluster": Folder("/bitnami/redis/data"),
    ] { servers: &["redis-server"], flags: &["--dir"], not_with: &["--sentinel", "\nSENTINEL="], not_called: "sentinel" }
    "Valkey" [
        "valkey/valkey": Volume("/data"), "bitnami/valkey": Folder("/bitnami/valkey/data"),
    ] { servers: &["valkey-server"], flags: &["--dir"], not_with: &["--sentinel", "\nSENTINEL="], not_called: "sentinel" }
    "KeyDB" ["eqalpha/keydb": Volume("/data")] { servers: &["keydb-server"], flags: &["--dir"] }
    "MySQL" [
        "mysql": Volume("/var/lib/mysql"), "mysql/mysql-server": Volume("/var/lib/mysql"),
        "percona": Volume("/var/lib/mysql"), "percona/percona-server": Volume("/var/lib/mysql"),
        "bitnami/mysql": Folder("/bitnami/mysql/data"),
    ] { servers: &["mysqld", "mysqld_safe"], flags: &["--datadir"] }
    "MariaDB" [
        "mariadb": Volume("/var/lib/mysql"), "bitnami/mariadb": Folder("/bitnami/mariadb/data"),
        "bitnami/mariadb-galera": Folder("/bitnami/mariadb/data"),
    ] { servers: &["mariadbd", "mysqld", "mysqld_safe"], flags: &["--datadir"] }
    "PostgreSQL" [
        "postgres": Postgres, "postgis/postgis": Postgres, "pgvector/pgvector": Unknown,
        "timescale/timescaledb": Unknown, "bitnami/postgresql": Folder("/bitnami/postgresql/data"),
        "bitnami/postgresql-repmgr": Folder("/bitnami/postgresql/data"),
    ] { servers: &["postgres"], flags: &["-D"], env: &["PGDATA"] }
    "MongoDB" [
        "mongo": Volume("/data/db"), "mongodb/mongodb-community-server": Volume("/data/db"),
        "percona/percona-server-mongodb": Volume("/data/db"),
        "bitnami/mongodb": Folder("/bitnami/mongodb/data/db"),
        "bitnami/mongodb-sharded": Folder("/bitnami/mongodb/data/db"),
    ] { servers: &["mongod"], flags: &["--dbpath"] }
    "Kafka" [
        "apache/kafka": Folder("/tmp/kraft-combined-logs"),
        "apache/kafka-native": Folder("/tmp/kraft-combined-logs"),
        "confluentinc/cp-kafka": Volume("/var/lib/kafka/data"),
        "confluentinc/cp-server": Volume("/var/lib/kafka/data"),
        "bitnami/kafka": Folder("/bitnami/kafka/data"), "wurstmeister/kafka": Unknown,
    ] {
        servers: &["kafka-server-start.sh", "kafka-server-start"],
        env: &["KAFKA_LOG_DIRS", "KAFKA_LOG_DIR", "KAFKA_CFG_LOG_DIRS"],
    }
    "Redpanda" ["redpandadata/redpanda": Folder("/var/lib/redpanda/data")] {
        servers: &["redpanda"], subcommands: &["redpanda"],
    }
    "RabbitMQ" [
        "rabbitmq": Volume("/var/lib/rabbitmq"), "bitnami/rabbitmq": Unknown,
    ] { servers: &["rabbitmq-server"], env: &["RABBITMQ_MNESIA_DIR", "RABBITMQ_MNESIA_BASE"] }
    "Elasticsearch" [
        "elasticsearch": Folder("/usr/share/elasticsearch/data"),
        "elasticsearch/elasticsearch": Folder("/usr/share/elasticsearch/data"),
        "bitnami/elasticsearch": Folder("/bitnami/elasticsearch/data"),
    ] { servers: &["elasticsearch"], env: &["path.data"] }
    "OpenSearch" [
        "opensearchproject/opensearch": Folder("/usr/share/opensearch/data"),
        "bitnami/opensearch": Folder("/bitnami/opensearch/data"),
    ] { servers: &["opensearch"], env: &["path.data"] }
    "Solr" ["solr": Volume("/var/solr"), "bitnami/solr": Folder("/bitnami/solr")] { servers: &["solr"] }
    "Cassandra" [
        "cassandra": Volume("/var/lib/cassandra"), "bitnami/cassandra": Folder("/bitnami/cassandra/data"),
    ] { servers: &["cassandra"] }
    "ScyllaDB" [
        "scylladb/scylla": Volume("/var/lib/scylla"), "bitnami/scylladb": Folder("/bitnami/scylladb/data"),
    ] { servers: &["scylla"], flags: &["--workdir"] }
    "etcd" [
        "etcd": Unknown, "coreos/etcd": Unknown, "etcd-development/etcd": Unknown,
        "bitnami/etcd": Folder("/bitnami/etcd/data"),
    ] { servers: &["etcd"], flags: &["--data-dir", "-data-dir"], env: &["ETCD_DATA_DIR"] }
    "ZooKeeper" [
        "zookeeper": Volume("/data"), "confluentinc/cp-zookeeper": Volume("/var/lib/zookeeper/data"),
        "bitnami/zookeeper": Folder("/bitnami/zookeeper/data"), "kubernetes-zookeeper": Unknown,
    ] {
        servers: &["zkServer.sh", "start-zookeeper"], env: &["ZOO_DATA_DIR"], flags: &["--data_dir"],
    }
    "MinIO" ["minio/minio": Unknown, "bitnami/minio": Unknown] {
        servers: &["minio"], subcommands: &["server", "minio"], flags: &["server"],
    }
    "ClickHouse" [
        "clickhouse": Volume("/var/lib/clickhouse"),
        "clickhouse/clickhouse-server": Volume("/var/lib/clickhouse"),
        "altinity/clickhouse-server": Volume("/var/lib/clickhouse"),
        "yandex/clickhouse-server": Volume("/var/lib/clickhouse"),
        "bitnami/clickhouse": Folder("/bitnami/clickhouse/data"),
    ] { servers: &["clickhouse-server"] }
    "InfluxDB" ["influxdb": Unknown, "bitnami/influxdb": Unknown] { servers: &["influxd", "influxdb3"] }
    "Prometheus" [
        "prom/prometheus": Volume("/prometheus"), "prometheus/prometheus": Volume("/prometheus"),
        "bitnami/prometheus": Folder("/opt/bitnami/prometheus/data"),
    ] {
        servers: &["prometheus"], flags: &["--storage.tsdb.path"],
        not_with: &["--agent", "--enable-feature=agent"], history: true,
    }
    "VictoriaMetrics" ["victoriametrics/victoria-metrics": Unknown] {
        servers: &["victoria-metrics-prod", "victoria-metrics"],
        flags: &["--storageDataPath", "-storageDataPath"], history: true,
    }
    "Neo4j" ["neo4j": Volume("/data"), "bitnami/neo4j": Folder("/bitnami/neo4j/data")] { servers: &["neo4j"] }
    "CouchDB" [
        "couchdb": Volume("/opt/couchdb/data"), "apache/couchdb": Volume("/opt/couchdb/data"),
        "bitnami/couchdb": Folder("/bitnami/couchdb"),
    ] { servers: &["couchdb"] }
    "ArangoDB" ["arangodb": Volume("/var/lib/arangodb3"), "arangodb/arangodb": Volume("/var/lib/arangodb3")] {
        servers: &["arangod"], flags: &["--database.directory"],
    }
    "RethinkDB" ["rethinkdb": Volume("/data")] { servers: &["rethinkdb"], flags: &["--directory", "-d"] }
    "NATS JetStream" ["nats": Unknown, "bitnami/nats": Unknown] {
        servers: &["nats-server"], flags: &["-sd", "--store_dir"],
        only_with: &[" -js", "--jetstream", "-sd ", "--store_dir", "jetstream {", "jetstream:"],
    }
    "Consul" ["consul": Volume("/consul/data"), "hashicorp/consul": Volume("/consul/data")] {
        servers: &["consul"], subcommands: &["agent", "consul"], flags: &["-data-dir"],
        only_with: &[" -server", " -bootstrap", "\"server\": true", "server = true"], not_with: &[" -dev"],
    }
    "Vault" ["vault": Unknown, "hashicorp/vault": Unknown] {
        servers: &["vault"], subcommands: &["server", "vault"],
        only_with: &["storage \"raft\"", "storage \"file\"", "\"raft\":", "\"file\":"], not_with: &[" -dev"],
    }
    "CockroachDB" ["cockroachdb/cockroach": Unknown] {
        servers: &["cockroach"], subcommands: &["start", "start-single-node"], flags: &["--store"],
        only_with: &[" start"], not_with: &["type=mem"],
    }
    "SQL Server" ["mssql/server": Folder("/var/opt/mssql")] { servers: &["sqlservr"] }
    "Qdrant" ["qdrant/qdrant": Folder("/qdrant/storage")] { servers: &["qdrant"] }
    "Meilisearch" ["getmeili/meilisearch": Folder("/meili_data")] {
        servers: &["meilisearch"], flags: &["--db-path"], env: &["MEILI_DB_PATH"],
    }
    "Jenkins" [
        "jenkins/jenkins": Volume("/var/jenkins_home"), "jenkinsci/jenkins": Volume("/var/jenkins_home"),
        "bitnami/jenkins": Folder("/bitnami/jenkins"),
    ] { env: &["JENKINS_HOME"] }
    "Gitea" ["gitea/gitea": Volume("/data")] { servers: &["gitea"] }
    "Forgejo" ["forgejo/forgejo": Volume("/data")] { servers: &["forgejo"] }
    "Nexus" ["sonatype/nexus3": Volume("/nexus-data")] {}
    "Vaultwarden" ["vaultwarden/server": Volume("/data")] { env: &["DATA_FOLDER"] }
    "GitLab" [
        "gitlab/gitlab-ce": Volume("/var/opt/gitlab"), "gitlab/gitlab-ee": Volume("/var/opt/gitlab"),
    ] {}
}
