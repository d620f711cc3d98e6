//! The representation that a client asks for.

/// How objects are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Accept {
    /// As they are.
    #[default]
    Objects,
    /// As rows for people: `Table` of `meta.k8s.io/v1`.
    Table,
    /// Only their metadata.
    Metadata,
}

impl Accept {
    /// Reads an `Accept` header: the first representation that is known.
    pub(crate) fn parse(header: &str) -> Self {
        for range in header.split(',') {
            let parameter = |name: &str| {
                let mut parameters = range.split(';').skip(1).filter_map(|part| part.trim().split_once('='));
                parameters.find(|(own, _)| *own == name).map(|(_, value)| value)
            };
            let is_known = parameter("g").is_none_or(|group| group == "meta.k8s.io")
                && parameter("v").is_none_or(|version| version == "v1");
            return match parameter("as") {
                None => Self::Objects,
                Some("Table") if is_known => Self::Table,
                Some("PartialObjectMetadata" | "PartialObjectMetadataList") if is_known => Self::Metadata,
                Some(_) => continue,
            };
        }
        Self::Objects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_representation_is_taken() {
        let kubectl = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";
        assert_eq!(Accept::parse(kubectl), Accept::Table);
        assert_eq!(
            Accept::parse("application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json"),
            Accept::Objects
        );
        assert_eq!(
            Accept::parse("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"),
            Accept::Metadata
        );
        assert_eq!(Accept::parse("*/*"), Accept::Objects);
    }
}
