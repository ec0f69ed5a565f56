//! Where characters begin: byte offsets that a text may be cut at.

/// The last boundary between characters at `at` or before it.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The first boundary between characters at `at` or behind it.
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        let text = "aå🙂";
        assert_eq!([0, 1, 2, 3, 4, 6, 7, 9].map(|at| floor(text, at)), [0, 1, 1, 3, 3, 3, 7, 7]);
        assert_eq!([0, 1, 2, 3, 4, 6, 7, 9].map(|at| ceil(text, at)), [0, 1, 3, 3, 7, 7, 7, 7]);
    }
}
