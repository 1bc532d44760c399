use std::io::Cursor;

use super::{Archive, Head, cover, write};
use crate::Tile;

const HEAD: Head<'_> = Head {
    bounds: [-2.5, 53.3, -2.0, 53.6],
    centre: [-2.25, 53.45],
    centre_zoom: 11,
    zooms: (7, 12),
    metadata: r#"{"name":"hotspots","vector_layers":[{"id":"cells","fields":{}}]}"#,
};

/// Every third tile is empty, every fifth is as the others of its kind.
fn tiles() -> Vec<(Tile, Vec<u8>)> {
    let all = cover(HEAD.bounds, HEAD.zooms).into_iter().enumerate();
    all.map(|(at, tile)| {
        let bytes = match at {
            at if at % 3 == 0 => Vec::new(),
            at if at % 5 == 0 => vec![9; 40],
            at => format!("{at} {tile:?}").into_bytes(),
        };
        (tile, bytes)
    })
    .collect()
}

fn written(tiles: Vec<(Tile, Vec<u8>)>) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    write(&mut out, &HEAD, tiles).unwrap();
    out.into_inner()
}

#[test]
fn what_was_written_is_read_back() {
    let archive = Archive::open(written(tiles())).unwrap();
    assert_eq!(archive.metadata().unwrap(), HEAD.metadata);
    assert_eq!(archive.zooms(), HEAD.zooms);
    assert_eq!(archive.bounds(), HEAD.bounds);
    for (tile, bytes) in tiles() {
        let found = archive.tile(tile).unwrap();
        assert_eq!(found, (!bytes.is_empty()).then_some(bytes), "{tile:?}");
    }
    let elsewhere = Tile::new(12, 0, 0).unwrap();
    assert_eq!(archive.tile(elsewhere).unwrap(), None);
}

#[test]
fn equal_tiles_give_equal_bytes_and_any_order_can_be_read() {
    let once = written(tiles());
    assert_eq!(once, written(tiles()));
    let mut turned = tiles();
    turned.reverse();
    let turned = Archive::open(written(turned)).unwrap();
    for (tile, bytes) in tiles() {
        assert_eq!(turned.tile(tile).unwrap().unwrap_or_default(), bytes);
    }
}

#[test]
fn an_archive_too_large_for_one_directory_is_read_back() {
    let all = cover([-4.0, 51.0, 0.0, 54.0], (13, 13));
    assert!(all.len() > 5_000, "{}", all.len());
    let bytes = |tile: Tile| {
        format!("{}-{}", tile.column(), tile.row())
            .repeat(3)
            .into_bytes()
    };
    let archive = Archive::open(written(
        all.iter().map(|&tile| (tile, bytes(tile))).collect(),
    ))
    .unwrap();
    for &tile in all.iter().step_by(97) {
        assert_eq!(archive.tile(tile).unwrap(), Some(bytes(tile)));
    }
}

#[test]
fn bytes_that_are_no_archive_are_refused() {
    assert!(Archive::open(Vec::new()).is_err());
    assert!(Archive::open(b"PMTiles\x02 and nothing behind it".to_vec()).is_err());
    let mut cut = written(tiles());
    cut.truncate(200);
    assert!(Archive::open(cut).is_err());
}

#[test]
fn a_cover_holds_each_tile_once_and_all_that_meet_the_bounds() {
    let all = cover(HEAD.bounds, (0, 12));
    let mut apart = all.clone();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), all.len());
    assert_eq!(all[0], Tile::new(0, 0, 0).unwrap());
    // 0.5 degrees of longitude are 5.7 tiles at zoom 12; 0.3 of latitude at 53.45 are 5.7 as well.
    let last = all.iter().filter(|tile| tile.zoom() == 12).count();
    assert!((36..=56).contains(&last), "{last}");
    assert_eq!(cover([-180.0, -85.0, 180.0, 85.0], (2, 2)).len(), 16);
}
