//! Revisions as bytes: compressed, and cut into chunks that a Secret holds.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::revision::Revision;

/// Number of bytes in a chunk: as base64, and with its metadata, a Secret stays below 900 KiB.
pub(super) const CHUNK: usize = 640 << 10;

/// Number of bytes of a revision at most, once it is decompressed.
const MOST: u64 = 512 << 20;

/// The chunks of a revision; at least one.
pub(super) fn chunks(revision: &Revision) -> Result<Vec<Vec<u8>>, String> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let text = serde_json::to_vec(revision).map_err(|error| error.to_string())?;
    let packed = encoder.write_all(&text).and_then(|()| encoder.finish());
    let packed = packed.map_err(|error| error.to_string())?;
    Ok(packed.chunks(CHUNK).map(<[u8]>::to_vec).collect())
}

/// The revision that chunks in their order are.
pub(super) fn joined(chunks: &[Vec<u8>]) -> Result<Revision, String> {
    let packed = chunks.concat();
    let mut text = Vec::new();
    ZlibDecoder::new(packed.as_slice())
        .take(MOST)
        .read_to_end(&mut text)
        .map_err(|error| format!("its data is damaged: {error}"))?;
    let found: Revision =
        serde_json::from_slice(&text).map_err(|error| format!("its data is damaged: {error}"))?;
    if found.is_known() { Ok(found) } else { Err("a newer version of workload has written it".to_owned()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_revision_comes_back_from_its_chunks() {
        let small =
            Revision::new("salt", &[json!({"kind": "ConfigMap", "data": {"a": "b".repeat(100_000)}})]);
        let packed = chunks(&small).unwrap();
        assert_eq!((packed.len(), joined(&packed).unwrap() == small), (1, true));
        // Hexadecimal digits of hashes have no pattern.
        let noise = (0..60_000).map(|number: u32| super::super::digest::digest("", &number.to_le_bytes()));
        let large = Revision::new("salt", &[json!({"kind": "ConfigMap", "data": noise.collect::<Vec<_>>()})]);
        let packed = chunks(&large).unwrap();
        assert!(packed.len() > 2 && packed.iter().all(|chunk| chunk.len() <= CHUNK));
        assert!(joined(&packed).unwrap() == large);
        assert!(joined(&packed[1..]).unwrap_err().contains("damaged"));
    }
}
