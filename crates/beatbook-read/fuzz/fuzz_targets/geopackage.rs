#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| beatbook_read_fuzz::geopackage(bytes));
