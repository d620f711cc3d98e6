//! What counts where: `workload.toml`, and the command line before it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use workload_core::k8s::Versions;
use workload_core::syntax::text::nearest;
use workload_core::validate::custom_resources::CustomResources;
use workload_core::validate::lint::Selection;
use workload_core::validate::rules;

use super::arguments::{KubernetesVersions, ProfileName, SeverityName};
use super::definitions::named;
use super::patterns::{Pattern, Patterns, any};
use crate::error::{CliError, Result};
use crate::files::{STANDARD_INPUT, display_name, normalized, read_text};
use crate::render::{ChartSettings, Rendering};

/// The name of the configuration.
const NAME: &str = "workload.toml";

/// Everything that a configuration may say, under `[validate]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Settings {
    select: Vec<String>,
    ignore: Vec<String>,
    severity: Option<SeverityName>,
    profile: Option<ProfileName>,
    /// The versions of Kubernetes that manifests are for.
    pub(crate) kubernetes: Option<KubernetesVersions>,
    /// Whether objects of kinds that are not checked are findings.
    pub(crate) strict_kinds: bool,
    /// Files in folders: only these.
    include: Vec<String>,
    /// Files in folders: not these.
    exclude: Vec<String>,
    /// The findings that are known.
    pub(crate) baseline: Option<PathBuf>,
    /// Files and folders with custom resource definitions.
    pub(crate) crds: Vec<PathBuf>,
    /// More sets of values that charts are tried with.
    chart: Vec<ChartSettings>,
    /// Settings of their own for some files; the last that fits counts.
    per_path: Vec<PerPath>,
    /// What is rendered, and how.
    #[serde(skip)]
    rendering: Rendering,
    /// The folder that paths in it are meant from.
    #[serde(skip)]
    folder: PathBuf,
    /// The file that it was read from.
    #[serde(skip)]
    pub(crate) file: Option<PathBuf>,
    /// The patterns of the command line, which go by the current folder.
    #[serde(skip)]
    given: Given,
    /// Whether every error is reported, however many there are of one object.
    #[serde(skip)]
    pub(crate) all: bool,
    /// What standard input is called in findings.
    #[serde(skip)]
    pub(crate) stdin_filename: Option<String>,
}

/// The patterns of the command line.
#[derive(Clone, Debug, Default)]
struct Given {
    include: Vec<String>,
    exclude: Vec<String>,
}

/// Settings for the files that fit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PerPath {
    paths: Vec<String>,
    #[serde(default)]
    ignore: Vec<String>,
    severity: Option<SeverityName>,
    profile: Option<ProfileName>,
}

/// The whole file; other tools of ours may have tables of their own one day.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Configuration {
    validate: Settings,
}

impl Settings {
    /// The settings of the given configuration, or of the nearest one upwards, or none.
    pub(crate) fn find(given: Option<&Path>) -> Result<Self> {
        let here = std::env::current_dir()
            .map_err(|error| CliError::new(format!("cannot find the current folder: {error}")))?;
        let found = here.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file());
        let Some(path) = given.map(Path::to_owned).or(found) else {
            return Ok(Self { folder: here, ..Self::default() });
        };
        let text = read_text(&path)?;
        let configuration: Configuration = toml::from_str(&text).map_err(|error| {
            CliError::new(format!("{} cannot be read: {}", display_name(&path), error.message()))
                .help(place(&text, error.span()))
        })?;
        let folder = path.parent().map(|folder| here.join(folder)).unwrap_or(here);
        let mut settings = configuration.validate;
        settings.baseline = settings.baseline.map(|baseline| folder.join(baseline));
        settings.crds = settings.crds.iter().map(|crds| folder.join(crds)).collect();
        settings.rendering.charts = charts(&settings.chart, &folder);
        Ok(Self { folder, file: Some(path), ..settings })
    }

    /// Puts the command line before the configuration.
    pub(crate) fn prefer(
        &mut self,
        select: &[String],
        ignore: &[String],
        severity: Option<SeverityName>,
        profile: Option<ProfileName>,
    ) {
        if !select.is_empty() {
            self.select = select.to_vec();
        }
        self.ignore.extend(ignore.iter().cloned());
        self.severity = severity.or(self.severity);
        if profile.is_some() {
            self.profile = profile;
            self.per_path.iter_mut().for_each(|per_path| per_path.profile = None);
        }
    }

    /// Adds patterns of the command line.
    pub(crate) fn narrow(&mut self, include: &[String], exclude: &[String]) {
        self.given.include.extend(include.iter().cloned());
        self.given.exclude.extend(exclude.iter().cloned());
    }

    /// Lets charts and bases that lie elsewhere be fetched.
    pub(crate) fn fetch(&mut self, fetch: bool) {
        self.rendering.fetch = fetch;
    }

    /// Renders every kustomization that changes anything.
    pub(crate) fn render_whole(&mut self) {
        self.rendering.whole = true;
    }

    /// Renders a chart with these values and no others.
    pub(crate) fn render_with(&mut self, chart: &Path, values: &[PathBuf]) {
        let values = values.iter().map(|file| normalized(file)).collect();
        let own = ChartSettings { path: normalized(chart), values, alone: true, ..ChartSettings::default() };
        self.rendering.charts.push(own);
    }

    /// What is rendered, and how.
    pub(crate) fn rendering(&self) -> &Rendering {
        &self.rendering
    }

    /// What findings call standard input.
    pub(crate) fn input_name(&self) -> String {
        self.stdin_filename.clone().unwrap_or_else(|| STANDARD_INPUT.to_owned())
    }

    /// Which files of a folder are read.
    pub(crate) fn patterns(&self) -> Result<Patterns> {
        let own = |texts: &[String]| patterns(texts, Some(&self.folder));
        let both = |texts: &[String], given: &[String]| {
            Ok([own(texts)?, patterns(given, None)?].into_iter().flatten().collect())
        };
        let per_path = self.per_path.iter().flat_map(|per_path| per_path.paths.iter().cloned());
        Ok(Patterns {
            include: both(&self.include, &self.given.include)?,
            exclude: both(&self.exclude, &self.given.exclude)?,
            per_path: own(&per_path.collect::<Vec<_>>())?,
        })
    }

    /// Refuses words that mean no rule, and patterns that are not globs.
    pub(crate) fn check(&self) -> Result<()> {
        let own = self.select.iter().chain(&self.ignore);
        for word in own.chain(self.per_path.iter().flat_map(|per_path| &per_path.ignore)) {
            known(word)?;
        }
        self.patterns().map(|_| ())
    }

    /// What counts for everything that no path is named for.
    pub(crate) fn selection(&self) -> Selection {
        Selection {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            least: self.severity.map(Into::into),
            profile: self.profile.map(Into::into).unwrap_or_default(),
            kubernetes: self.versions(),
            strict_kinds: self.strict_kinds,
            all: self.all,
            ..Selection::default()
        }
    }

    /// The versions of Kubernetes that manifests are for; the newest, unless somebody says.
    pub(crate) fn versions(&self) -> Versions {
        self.kubernetes.map(|versions| versions.0).unwrap_or_default()
    }

    /// What counts for each file, asked by path.
    pub(crate) fn by_path(&self) -> Result<ByPath> {
        let mut parts = Vec::new();
        for per_path in &self.per_path {
            parts.push((patterns(&per_path.paths, Some(&self.folder))?, per_path.clone()));
        }
        let mut all = self.selection();
        all.custom_resources = Arc::new(named(&self.crds)?);
        Ok(ByPath { all, parts })
    }
}

/// What counts for a file.
#[derive(Debug)]
pub(crate) struct ByPath {
    all: Selection,
    parts: Vec<(Vec<Pattern>, PerPath)>,
}

impl ByPath {
    /// Checks the objects of these custom resources too.
    pub(crate) fn know(&mut self, custom_resources: Arc<CustomResources>) {
        self.all.custom_resources = custom_resources;
    }

    /// What counts for the file at `path`.
    pub(crate) fn of(&self, path: &Path) -> Selection {
        let mut selection = self.all.clone();
        for (_, part) in self.parts.iter().filter(|(patterns, _)| any(patterns, path, Path::new("."))) {
            selection.ignore.extend(part.ignore.iter().cloned());
            selection.least = part.severity.map(Into::into).or(selection.least);
            selection.profile = part.profile.map_or(selection.profile, Into::into);
        }
        selection
    }

    /// Whether every file has the same selection.
    pub(crate) fn is_plain(&self) -> bool {
        self.parts.is_empty()
    }

    /// What counts where no path is named.
    pub(crate) fn everywhere(&self) -> &Selection {
        &self.all
    }
}

/// Settings of charts with their paths as seen from `folder`.
fn charts(settings: &[ChartSettings], folder: &Path) -> Vec<ChartSettings> {
    let absolute = |path: &PathBuf| normalized(&folder.join(path));
    let of = |own: &ChartSettings| ChartSettings {
        path: absolute(&own.path),
        values: own.values.iter().map(absolute).collect(),
        ..own.clone()
    };
    settings.iter().map(of).collect()
}

fn patterns(texts: &[String], folder: Option<&Path>) -> Result<Vec<Pattern>> {
    texts.iter().map(|text| Pattern::new(text, folder)).collect()
}

/// Refuses a word that is neither a code, the beginning of one, nor a name.
fn known(word: &str) -> Result<()> {
    let upper = word.to_uppercase();
    let fits = |rule: &rules::Rule| rule.name == word || (!word.is_empty() && rule.code.starts_with(&upper));
    if rules::all().any(fits) {
        return Ok(());
    }
    let names: Vec<_> = rules::all().flat_map(|rule| [rule.name, rule.code]).collect();
    let failure = CliError::new(format!("unknown rule `{word}`"));
    Err(match nearest(word, &names) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`workload explain --list` lists them"),
    })
}

/// The line of a mistake in the configuration.
fn place(text: &str, span: Option<std::ops::Range<usize>>) -> String {
    let start = span.map_or(0, |span| span.start.min(text.len()));
    let line = text[..start].matches('\n').count();
    format!("line {}: {}", line + 1, text.lines().nth(line).unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use workload_core::validate::rules::Profile;

    fn settings(text: &str) -> Settings {
        let configuration: Configuration = toml::from_str(text).unwrap();
        Settings { folder: std::env::current_dir().unwrap(), ..configuration.validate }
    }

    #[test]
    fn paths_have_settings_of_their_own() {
        let text = "[validate]\nignore = ['V01']\n[[validate.per-path]]\npaths = ['test/**']\nprofile = 'test'\nignore = ['V02']\n";
        let by_path = settings(text).by_path().unwrap();
        assert_eq!(by_path.of(Path::new("prod/a.yaml")).ignore, ["V01"]);
        for path in ["test/a.yaml", "./test/b/a.yaml"] {
            let selection = by_path.of(Path::new(path));
            assert_eq!(selection.ignore, ["V01", "V02"], "{path}");
            assert_eq!(selection.profile, Profile::Test, "{path}");
        }
    }

    #[test]
    fn paths_are_meant_from_the_folder_of_the_configuration() {
        let text = "[[validate.per-path]]\npaths = ['k8s/test/**']\nignore = ['V02']\n";
        let here = std::env::current_dir().unwrap();
        let above = Settings { folder: here.parent().unwrap().to_owned(), ..settings(text) };
        let from_here = text.replace("k8s/", &format!("{}/", here.file_name().unwrap().to_string_lossy()));
        assert_eq!(above.by_path().unwrap().of(Path::new("test/a.yaml")).ignore, [""; 0]);
        let above = Settings { folder: above.folder, ..settings(&from_here) };
        assert_eq!(above.by_path().unwrap().of(Path::new("test/a.yaml")).ignore, ["V02"]);
    }

    #[test]
    fn the_guide_and_the_schema_show_every_key() {
        let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../workload-core/docs/validate.md");
        let guide = std::fs::read_to_string(guide).unwrap();
        let blocks = guide.split("```toml\n").skip(1).filter_map(|block| block.split("```").next());
        let text: String = blocks.collect();
        settings(&text).check().unwrap();
        let source = include_str!("settings.rs").split("struct Settings {").nth(1).unwrap();
        let keys = source.split("#[serde(skip)]").next().unwrap().lines().filter_map(|line| {
            let (key, _) = line.trim().trim_start_matches("pub(crate) ").split_once(": ")?;
            (!key.starts_with('/')).then(|| key.replace('_', "-"))
        });
        let keys: Vec<_> = keys.collect();
        assert_eq!(keys.len(), 12, "{keys:?}");
        let schema: serde_json::Value =
            serde_json::from_str(include_str!("../../schemas/config.schema.json")).unwrap();
        for key in keys {
            let shown =
                text.contains(&format!("\n{key} = ")) || text.contains(&format!("[[validate.{key}]]"));
            assert!(shown, "the guide does not show `{key}`");
            assert!(
                schema["properties"]["validate"]["properties"][&key].is_object(),
                "no `{key}` in the schema"
            );
        }
        let value: serde_json::Value = toml::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        for wrong in [
            "[validate]\nignored = []",
            "[validate]\nseverity = 'fatal'",
            "[[validate.per-path]]\nignore = []",
        ] {
            let value: serde_json::Value = toml::from_str(wrong).unwrap();
            assert!(
                !validator.is_valid(&value) && toml::from_str::<Configuration>(wrong).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn mistakes_are_refused() {
        assert!(settings("[validate]\nignore = ['V0', 'wrong_type']\n").check().is_ok());
        let error = settings("[validate]\nignore = ['wrong_tpye']\n").check().unwrap_err();
        assert_eq!(error.helps(), ["did you mean `wrong_type`?"]);
        assert!(settings("[validate]\ninclude = ['a{']\n").check().is_err());
        assert!(toml::from_str::<Configuration>("[validate]\nignored = []\n").is_err());
    }
}
