//! The data import, which runs once (article §6.3).

use workload_core::{Address, Workload};

/// Loads the first data, once.
#[derive(Debug, Workload)]
#[workload(run_once, image = "data-importer:v1.0", command = ["python", "import.py"], restart = OnFailure)]
pub struct DataImport {
    /// Where the data goes: `REDIS_HOST`.
    #[workload(env)]
    pub redis_host: Address,
}
