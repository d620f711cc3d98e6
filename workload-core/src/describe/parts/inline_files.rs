//! Files given inline, which become a ConfigMap or a Secret of the app.

use std::collections::BTreeMap;

use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1::{ConfigMap, Secret};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::{Deserialize, Serialize};

use super::address_text::AddressText;
use crate::syntax::text::fingerprint;

/// The content of a file: bytes, or a text that may hold addresses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FileContent {
    /// A text; addresses in it are written as the app needs them.
    Text(AddressText),
    /// Bytes that are no text.
    Bytes(Vec<u8>),
}

impl FileContent {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.to_string().into_bytes(),
            Self::Bytes(bytes) => bytes.clone(),
        }
    }
}

impl From<AddressText> for FileContent {
    fn from(text: AddressText) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for FileContent {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned().into())
    }
}

impl From<String> for FileContent {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Vec<u8>> for FileContent {
    fn from(bytes: Vec<u8>) -> Self {
        String::from_utf8(bytes).map_or_else(|error| Self::Bytes(error.into_bytes()), Into::into)
    }
}

impl From<&[u8]> for FileContent {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl<const N: usize> From<&[u8; N]> for FileContent {
    fn from(bytes: &[u8; N]) -> Self {
        bytes.to_vec().into()
    }
}

/// Files by name, and whether they are secret.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct InlineFiles {
    pub(crate) files: BTreeMap<String, FileContent>,
    pub(crate) secret: bool,
}

impl InlineFiles {
    /// Writes the addresses in the files as an app in the namespace `caller` of `stack` needs them.
    pub(crate) fn settle(&mut self, caller: Option<&str>, stack: Option<&str>) {
        for content in self.files.values_mut() {
            if let FileContent::Text(text) = content {
                *text = text.seen_from(caller, stack).into();
            }
        }
    }

    /// Eight characters that change with the names or the contents of the files.
    pub(crate) fn digest(&self) -> String {
        let contents: Vec<_> = self.files.iter().map(|(name, content)| (name, content.bytes())).collect();
        let parts = contents.iter().flat_map(|(name, content)| [name.as_bytes(), content]);
        let mut digest = fingerprint(parts);
        digest.truncate(8);
        digest
    }

    /// The ConfigMap called `name` with these files; what is no UTF-8 is kept as binary data.
    pub(crate) fn config_map(&self, name: String) -> ConfigMap {
        let (mut texts, mut bytes) = (BTreeMap::new(), BTreeMap::new());
        for (file, content) in &self.files {
            match String::from_utf8(content.bytes()) {
                Ok(text) => drop(texts.insert(file.clone(), text)),
                Err(error) => drop(bytes.insert(file.clone(), ByteString(error.into_bytes()))),
            }
        }
        ConfigMap {
            metadata: ObjectMeta { name: Some(name), ..ObjectMeta::default() },
            data: (!texts.is_empty()).then_some(texts),
            binary_data: (!bytes.is_empty()).then_some(bytes),
            ..ConfigMap::default()
        }
    }

    /// The Secret called `name` with these files.
    pub(crate) fn secret(&self, name: String) -> Secret {
        let data = self.files.iter().map(|(file, content)| (file.clone(), ByteString(content.bytes())));
        Secret {
            metadata: ObjectMeta { name: Some(name), ..ObjectMeta::default() },
            data: Some(data.collect()),
            ..Secret::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> InlineFiles {
        let files = files.iter().map(|(name, content)| ((*name).to_owned(), (*content).into()));
        InlineFiles { files: files.collect(), secret: false }
    }

    #[test]
    fn any_change_changes_the_digest() {
        let one = files(&[("a", "bc")]).digest();
        assert_eq!(one.len(), 8);
        for other in [&[("ab", "c")][..], &[("a", "bd")], &[("a", "b"), ("c", "")], &[]] {
            assert_ne!(one, files(other).digest());
        }
    }

    #[test]
    fn what_is_no_text_is_kept_as_bytes() {
        let mut files = files(&[("a", "b")]);
        files.files.insert("c".to_owned(), b"\xff".into());
        let map = files.config_map("settings".to_owned());
        assert_eq!(map.data.unwrap()["a"], "b");
        assert_eq!(map.binary_data.unwrap()["c"].0, b"\xff");
    }
}
