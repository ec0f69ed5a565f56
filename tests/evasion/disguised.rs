//! A value in disguise, and which of its bytes carry it.

use std::ops::Range;

/// What a disguise made of a value. Separators, tags and emoji that it put in are not the value: leaving them readable
/// gives nothing away.
#[derive(Default)]
pub(crate) struct Disguised {
    pub(crate) text: String,
    /// The bytes that carry the value; all of them must be masked.
    pub(crate) carries: Vec<Range<usize>>,
}

impl Disguised {
    /// Appends what carries a part of the value, whatever it looks like.
    pub(crate) fn carry(&mut self, part: &str) {
        let start = self.text.len();
        self.text.push_str(part);
        self.carries.push(start..self.text.len());
    }

    /// Appends what carries nothing.
    pub(crate) fn noise(&mut self, noise: &str) {
        self.text.push_str(noise);
    }

    /// Appends a stretch of the value as it is: letters and digits carry it, what stands between does not.
    pub(crate) fn value(&mut self, value: &str) {
        for c in value.chars() {
            let mut buffer = [0; 4];
            let written = c.encode_utf8(&mut buffer);
            if c.is_alphanumeric() { self.carry(written) } else { self.noise(written) }
        }
    }
}

/// The whole value written as something else.
pub(crate) fn whole(text: impl AsRef<str>) -> Option<Disguised> {
    let mut out = Disguised::default();
    out.value(text.as_ref());
    Some(out)
}

/// Each letter and digit followed by what shows on it or around it: marks, the box of a keycap.
pub(crate) fn marked(value: &str, marks: &str, on: impl Fn(char) -> bool) -> Option<Disguised> {
    let mut out = Disguised::default();
    for c in value.chars() {
        out.value(c.encode_utf8(&mut [0; 4]));
        if on(c) {
            out.noise(marks);
        }
    }
    Some(out)
}

/// Each letter and digit written as something else, where there is something.
pub(crate) fn each(value: &str, other: impl Fn(char) -> Option<String>) -> Option<Disguised> {
    let mut out = Disguised::default();
    for c in value.chars() {
        match other(c) {
            Some(other) => out.carry(&other),
            None => out.value(c.encode_utf8(&mut [0; 4])),
        }
    }
    Some(out)
}

/// The value with `noise` between any two of its letters and digits that stand together.
pub(crate) fn between_all(value: &str, noise: &str) -> Option<Disguised> {
    let mut out = Disguised::default();
    let mut before = false;
    for c in value.chars() {
        if before && c.is_alphanumeric() {
            out.noise(noise);
        }
        before = c.is_alphanumeric();
        out.value(c.encode_utf8(&mut [0; 4]));
    }
    Some(out)
}

/// The value with `noise` between its groups: its words, or the groups that its digits are said in.
pub(crate) fn between_groups(value: &str, noise: &str) -> Option<Disguised> {
    let groups = groups(value)?;
    let mut out = Disguised::default();
    for (i, group) in groups.iter().enumerate() {
        if i > 0 {
            out.noise(noise);
        }
        out.value(group);
    }
    Some(out)
}

/// The value with `noise` in the middle of its longest stretch of letters or digits.
pub(crate) fn inside(value: &str, noise: &str) -> Option<Disguised> {
    let chars: Vec<char> = value.chars().collect();
    let longest = chars.split(|c| !c.is_alphanumeric()).map(<[char]>::len).max().filter(|longest| *longest > 3)?;
    let start = chars.windows(longest).position(|window| window.iter().all(|c| c.is_alphanumeric()))?;
    let (head, tail) = chars.split_at(start + longest / 2);
    let mut out = Disguised::default();
    out.value(&head.iter().collect::<String>());
    out.noise(noise);
    out.value(&tail.iter().collect::<String>());
    Some(out)
}

/// The value between `open` and `close`.
pub(crate) fn wrapped(value: &str, open: &str, close: &str) -> Option<Disguised> {
    let mut out = Disguised::default();
    out.noise(open);
    out.value(value);
    out.noise(close);
    Some(out)
}

/// Each group between `open` and `close`.
pub(crate) fn groups_wrapped(value: &str, open: &str, close: &str) -> Option<Disguised> {
    let mut out = between_groups(value, &format!("{close} {open}"))?;
    let shift = open.len();
    out.text = format!("{open}{}{close}", out.text);
    out.carries = out.carries.iter().map(|range| range.start + shift..range.end + shift).collect();
    Some(out)
}

/// The words of a value, or the groups that people say its digits in.
pub(crate) fn groups(value: &str) -> Option<Vec<String>> {
    if value.contains(' ') {
        return Some(value.split(' ').map(str::to_owned).collect());
    }
    if !value.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let lengths: &[usize] = match value.len() {
        11 => &[6, 5],
        12 => &[6, 6],
        16 => &[4, 4, 4, 4],
        9 => &[3, 3, 3],
        8 => &[2, 2, 2, 2],
        7 => &[3, 4],
        _ => return None,
    };
    let mut rest = value;
    Some(
        lengths
            .iter()
            .map(|length| {
                let (group, behind) = rest.split_at(*length);
                rest = behind;
                group.to_owned()
            })
            .collect(),
    )
}

/// The value with its digits in words; none where it has none.
pub(crate) fn in_words(value: &str, words: [&str; 10], separator: &str) -> Option<Disguised> {
    let mut out = Disguised::default();
    let mut first = true;
    for c in value.chars().filter(|c| !c.is_whitespace()) {
        let digit = c.to_digit(10)?;
        if !first {
            out.noise(separator);
        }
        first = false;
        out.carry(words[digit as usize]);
    }
    Some(out)
}

/// One letter or digit in the middle of the longest stretch changed, with its neighbour behind it.
pub(crate) fn slipped(value: &str, change: impl Fn(char, char) -> String) -> Option<Disguised> {
    let chars: Vec<char> = value.chars().collect();
    let middle = chars.len() / 2;
    let near = |at: usize| chars.get(at..at + 2).is_some_and(|pair| pair.iter().all(|c| c.is_alphanumeric()));
    let at = (middle.saturating_sub(1)..chars.len()).find(|at| near(*at) && chars[*at] != chars[at + 1])?;
    let (head, tail): (String, String) = (chars[..at].iter().collect(), chars[at + 2..].iter().collect());
    whole(format!("{head}{}{tail}", change(chars[at], chars[at + 1])))
}
