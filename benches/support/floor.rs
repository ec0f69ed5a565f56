//! What reading a text costs that nobody looks for anything in.

/// What is counted keeps the work from being left out.
pub type Reading = &'static dyn Fn(&str) -> usize;

/// Name and work.
pub const FLOOR: &[(&str, Reading)] = &[
    ("memchr", &|text| memchr::memchr(b'\0', text.as_bytes()).unwrap_or(text.len())),
    ("from_utf8", &|text| std::str::from_utf8(std::hint::black_box(text.as_bytes())).map_or(0, str::len)),
    ("split(' ')", &|text| text.split(' ').map(|word| std::hint::black_box(word).len()).sum()),
    ("split_whitespace", &|text| text.split_whitespace().map(|word| std::hint::black_box(word).len()).sum()),
];
