//! Named streams of chance: a new use of chance in one place changes nothing elsewhere.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// The stream of one name under one seed: `ChaCha8`, whose output is fixed for all platforms.
pub(crate) fn stream(seed: u64, name: &str) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(fnv1a(name));
    rng
}

/// FNV-1a, 64 bits.
fn fnv1a(name: &str) -> u64 {
    name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}
