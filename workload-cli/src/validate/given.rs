//! What an argument names: a path, a chart, or a chart with values.

use std::path::{Path, PathBuf};

use crate::error::{CliError, Result};
use crate::files::display_name;

/// The word that may stand before a chart.
const PREFIX: &str = "chart";

/// An argument, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given {
    /// The file or folder.
    pub(super) path: PathBuf,
    /// Files of values for the chart at that path, the later ones over the earlier; empty means
    /// that nothing is said of values.
    pub(super) values: Vec<PathBuf>,
}

/// Reads `k8s/`, `chart:shop`, `shop:prod.yaml`, `shop:base.yaml,prod.yaml`: what is there as it
/// stands is a path.
///
/// # Errors
///
/// When a chart is named with values that are no files.
pub(super) fn given(path: &Path) -> Result<Given> {
    let plain = |path: &Path| Given { path: path.to_owned(), values: Vec::new() };
    let text = path.to_str().filter(|_| !path.exists());
    let Some((folder, rest)) = text.and_then(|text| text.split_once(':')) else { return Ok(plain(path)) };
    let chart = Path::new(folder);
    if is_chart(chart) {
        let values: Vec<_> = rest.split(',').map(PathBuf::from).collect();
        return match values.iter().find(|values| !values.is_file()) {
            None => Ok(Given { path: chart.to_owned(), values }),
            // The folder is called `chart`, and the word stands before another.
            Some(_) if folder == PREFIX && rest.contains(':') => given(Path::new(rest)),
            Some(missing) => Err(CliError::new(format!(
                "no file {}: expected values of the chart {}",
                display_name(missing),
                display_name(chart)
            ))
            .help(format!("write it as `{folder}:values.yaml`, or `{folder}:base.yaml,prod.yaml`"))),
        };
    }
    // A chart may be called one, though its folder says so.
    if folder == PREFIX { given(Path::new(rest)) } else { Ok(plain(path)) }
}

fn is_chart(folder: &Path) -> bool {
    folder.join("Chart.yaml").is_file()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_chart_may_have_values() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("shop")).unwrap();
        for file in ["shop/Chart.yaml", "old.yaml", "new.yaml"] {
            fs::write(at(file), "").unwrap();
        }
        let read = |text: String| given(Path::new(&text));
        let (shop, old, new) = (at("shop"), at("old.yaml"), at("new.yaml"));
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        for prefix in ["", "chart:"] {
            let one = read(format!("{prefix}{}:{}", text(&shop), text(&old))).unwrap();
            assert_eq!(one, Given { path: shop.clone(), values: vec![old.clone()] });
        }
        let both = read(format!("{}:{},{}", text(&shop), text(&old), text(&new))).unwrap();
        assert_eq!(both.values, [old.clone(), new]);
        assert_eq!(read(format!("chart:{}", text(&old))).unwrap(), Given { path: old, values: Vec::new() });
        let error = read(format!("{}:gone.yaml", text(&shop))).unwrap_err().to_string();
        assert!(error.contains("no file gone.yaml: expected values of the chart"), "{error}");
        assert_eq!(read("a:b".to_owned()).unwrap().path, Path::new("a:b"));
    }
}
