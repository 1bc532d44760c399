//! The records of a `.shp` against their own counts, before a shape is read: a count that was changed
//! must not become a request for memory.
//!
//! Layout: ESRI Shapefile Technical Description (1998),
//! <https://www.esri.com/content/dam/esrisites/sitecore-archive/Files/Pdfs/library/whitepapers/pdfs/shapefile.pdf>.

/// The first record, from 1, whose counts go beyond its length or the file.
pub(crate) fn first_fault(shp: &[u8], shx: &[u8]) -> Option<u64> {
    let records = shx.get(100..).unwrap_or_default().chunks_exact(8);
    let sound = |record: &[u8]| is_sound(shp, record).unwrap_or(false);
    let place = records.into_iter().position(|record| !sound(record))?;
    Some(place as u64 + 1)
}

/// `None` where something lies beyond the end.
fn is_sound(shp: &[u8], record: &[u8]) -> Option<bool> {
    let words = |bytes: &[u8], at: usize| {
        let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(i32::from_be_bytes(four)).ok()
    };
    let start = 2 * words(record, 0)?;
    // The length in the record itself counts, as for the reader.
    let length = 2 * words(shp, start + 4)?;
    let content = shp.get(start + 8..start + 8 + length)?;
    let number = |at: usize| {
        let four: [u8; 4] = content.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(i32::from_le_bytes(four)).ok()
    };
    match number(0)? {
        // Many points, plain or with measure or height.
        8 | 18 | 28 => Some(content.len() >= 40 + 16 * number(36)?),
        // Lines, polygons and solids: bounds of parts, then points.
        3 | 5 | 13 | 15 | 23 | 25 | 31 => {
            let (parts, points) = (number(36)?, number(40)?);
            if content.len() < 44 + 4 * parts + 16 * points {
                return Some(false);
            }
            let mut last = 0;
            for part in 0..parts {
                let begin = number(44 + 4 * part)?;
                if begin < last || begin > points {
                    return Some(false);
                }
                last = begin;
            }
            Some(true)
        }
        _ => Some(true),
    }
}
