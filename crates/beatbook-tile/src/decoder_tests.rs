//! A small decoder of vector tiles, written from the specification and strict about it: it shares no
//! code with the encoder. Any departure panics.

/// What a tile holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decoded {
    pub name: String,
    pub features: Vec<DecodedFeature>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DecodedFeature {
    pub id: Option<u64>,
    /// 1 points, 2 lines, 3 polygons.
    pub kind: u64,
    /// Positions of points and lines; rings without the closing vertex.
    pub paths: Vec<Vec<[i64; 2]>>,
    pub properties: Vec<(String, DecodedValue)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DecodedValue {
    Text(String),
    Integer(i64),
    Number(f64),
    Truth(bool),
}

enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    Fixed(u64),
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return value;
        }
    }
    panic!("a varint longer than ten bytes");
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        let field = match key & 7 {
            0 => Field::Number(varint(&mut bytes)),
            1 => {
                let (fixed, rest) = bytes.split_first_chunk().unwrap();
                bytes = rest;
                Field::Fixed(u64::from_le_bytes(*fixed))
            }
            2 => {
                let length = varint(&mut bytes) as usize;
                let (inner, rest) = bytes.split_at(length);
                bytes = rest;
                Field::Bytes(inner)
            }
            other => panic!("wire type {other}"),
        };
        found.push((key >> 3, field));
    }
    found
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn packed(mut bytes: &[u8]) -> Vec<u64> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(varint(&mut bytes));
    }
    numbers
}

pub(crate) fn decode(bytes: &[u8]) -> Vec<Decoded> {
    fields(bytes)
        .into_iter()
        .map(|field| match field {
            (3, Field::Bytes(layer)) => decode_layer(layer),
            (number, _) => panic!("field {number} in a tile"),
        })
        .collect()
}

fn decode_layer(bytes: &[u8]) -> Decoded {
    let (mut name, mut keys, mut values, mut raw) = (None, Vec::new(), Vec::new(), Vec::new());
    let (mut version, mut extent) = (None, None);
    for field in fields(bytes) {
        match field {
            (15, Field::Number(number)) => version = Some(number),
            (1, Field::Bytes(bytes)) => name = Some(text(bytes)),
            (2, Field::Bytes(bytes)) => raw.push(bytes),
            (3, Field::Bytes(bytes)) => keys.push(text(bytes)),
            (4, Field::Bytes(bytes)) => values.push(decode_value(bytes)),
            (5, Field::Number(number)) => extent = Some(number),
            (number, _) => panic!("field {number} in a layer"),
        }
    }
    assert_eq!((version, extent), (Some(2), Some(4_096)));
    assert!(!raw.is_empty(), "a layer must hold a feature");
    let features = raw
        .into_iter()
        .map(|bytes| decode_feature(bytes, &keys, &values))
        .collect();
    Decoded {
        name: name.unwrap(),
        features,
    }
}

fn decode_value(bytes: &[u8]) -> DecodedValue {
    match &fields(bytes)[..] {
        [(1, Field::Bytes(bytes))] => DecodedValue::Text(text(bytes)),
        [(3, Field::Fixed(bits))] => DecodedValue::Number(f64::from_bits(*bits)),
        [(4, Field::Number(number))] => DecodedValue::Integer(*number as i64),
        [(7, Field::Number(truth @ (0 | 1)))] => DecodedValue::Truth(*truth == 1),
        _ => panic!("a value of another kind"),
    }
}

fn decode_feature(bytes: &[u8], keys: &[String], values: &[DecodedValue]) -> DecodedFeature {
    let (mut id, mut tags, mut kind, mut commands) = (None, Vec::new(), 0, Vec::new());
    for field in fields(bytes) {
        match field {
            (1, Field::Number(number)) => id = Some(number),
            (2, Field::Bytes(bytes)) => tags = packed(bytes),
            (3, Field::Number(number)) => kind = number,
            (4, Field::Bytes(bytes)) => commands = packed(bytes),
            (number, _) => panic!("field {number} in a feature"),
        }
    }
    DecodedFeature {
        id,
        kind,
        paths: decode_geometry(kind, &commands),
        properties: tags
            .chunks_exact(2)
            .map(|pair| {
                (
                    keys[pair[0] as usize].clone(),
                    values[pair[1] as usize].clone(),
                )
            })
            .collect(),
    }
}

/// Section 4.3.4 of the specification: each kind of geometry has one legal sequence of commands.
fn decode_geometry(kind: u64, commands: &[u64]) -> Vec<Vec<[i64; 2]>> {
    let mut rest = commands;
    let mut cursor = [0_i64; 2];
    let mut next = |command: u64, least: u64| {
        let (head, tail) = rest.split_first().expect("a command");
        assert_eq!(
            head & 7,
            command,
            "command {} where {command} is due",
            head & 7
        );
        let count = head >> 3;
        assert!(count >= least, "{count} positions where {least} are due");
        rest = tail;
        let mut path = Vec::new();
        if command == 7 {
            assert_eq!(count, 1);
            return (path, rest.is_empty());
        }
        for _ in 0..count {
            for (axis, value) in cursor.iter_mut().enumerate() {
                let coded = rest[axis] as i64;
                *value += (coded >> 1) ^ -(coded & 1);
            }
            rest = &rest[2..];
            path.push(cursor);
        }
        (path, rest.is_empty())
    };
    let mut paths = Vec::new();
    loop {
        let (mut path, mut done) = next(1, 1);
        if kind == 1 {
            assert!(done, "points are one command");
            return vec![path];
        }
        assert_eq!(path.len(), 1, "a line begins with one move");
        let (more, end) = next(2, if kind == 3 { 2 } else { 1 });
        path.extend(more);
        done = done || end;
        if kind == 3 {
            done = next(7, 1).1;
        }
        paths.push(path);
        if done {
            return paths;
        }
    }
}
