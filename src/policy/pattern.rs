//! A regular expression of a host's own as a detector.

use std::fmt;
use std::ops::Range;

use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_automata::{Input, Span as Found};

use super::PolicyError;
use super::checksum::Checksum;
use super::cues::Cues;
use super::intern;
use super::words::in_placeholder;
use crate::characters::ceil;
use crate::detectors::Detector;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::Text;

/// The longest regular expression, in bytes.
pub(super) const LONGEST_REGEX: usize = 4096;
/// How deep groups may stand in one another.
const DEEPEST: u32 = 40;
/// The most memory of one compiled pattern, in bytes.
const LARGEST: usize = 4 << 20;
/// The most cues of one pattern.
const MOST_CUES: usize = 100;

/// How far one search looks at first. One that always looked to the end would take quadratic time over many short
/// matches, whatever the engine.
const WINDOW: usize = 2048;
/// How long a match may be before it shows that it is one.
const SHOWN: usize = 1024;
/// How long a match may be that is looked into when it is dropped: as many searches as it has characters.
const LOOKED_INTO: usize = 64;

/// A detector made of a regular expression, with cue words and check digits if wanted.
///
/// The syntax is that of the `regex` crate: no look-around, no back-references, Unicode classes; `(?i)` for any letter
/// case. It is matched against the message as received, not folded. A match may be of any length, as long as its first
/// 1024 bytes are a match too: `BEGIN.*END` finds no END that is further away. What an earlier call wrote is never matched
/// alone.
///
/// ```
/// use sladd::{Checksum, Confidence, Label, OwnPattern, Scrubber};
///
/// let member = OwnPattern::builder("member-number", r"\b\d{6,9}\b", Label::Custom("member_number"))
///     .cue("medlemsnr")?
///     .cue("medlem*")?
///     .checksum(Checksum::Mod11)
///     .build()?;
/// let scrubber = Scrubber::builder().detector(member).masker("<medlem>").build()?;
/// assert_eq!(scrubber.scrub("Medlemsnummeret er 1234560").as_str(), "Medlemsnummeret er <medlem>");
/// assert_eq!(scrubber.scrub("Det kostet 1234560 i fjor").as_str(), "Det kostet 1234560 i fjor");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Cost: time linear in the message, whatever the pattern; memory of a pattern is bounded by 4 MiB.
#[derive(Clone)]
pub struct OwnPattern {
    name: &'static str,
    labels: &'static [Label],
    label: Label,
    regex: Regex,
    group: usize,
    confidence: Confidence,
    cues: Cues,
    without_cue: Option<Confidence>,
    checksum: Option<Checksum>,
    drop_failed: bool,
}

/// Puts an [`OwnPattern`] together; made by [`OwnPattern::builder`].
#[derive(Clone)]
pub struct OwnPatternBuilder {
    name: String,
    regex: String,
    label: Label,
    group: usize,
    confidence: Option<Confidence>,
    cues: Cues,
    cue_count: usize,
    without_cue: Option<Confidence>,
    checksum: Option<Checksum>,
    drop_failed: bool,
}

impl OwnPattern {
    /// A pattern that claims each whole match.
    ///
    /// Findings carry its name, which is kebab-case, as that of their detector.
    #[must_use]
    pub fn builder(name: &str, regex: &str, label: Label) -> OwnPatternBuilder {
        OwnPatternBuilder {
            name: name.to_owned(),
            regex: regex.to_owned(),
            label,
            group: 0,
            confidence: None,
            cues: Cues::default(),
            cue_count: 0,
            without_cue: None,
            checksum: None,
            drop_failed: false,
        }
    }

    /// Heap bytes of the compiled regular expression.
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.regex.memory_usage()
    }

    /// The first match that begins in a range: all of it, and what of it is claimed.
    fn search(&self, raw: &str, range: Range<usize>, captures: &mut Captures) -> Option<(Found, Found)> {
        let input = Input::new(raw).range(range);
        if self.group == 0 {
            let whole = self.regex.search(&input)?.span();
            return Some((whole, whole));
        }
        self.regex.search_captures(&input, captures);
        let whole = captures.get_match()?.span();
        // A group that took no part leaves all of the match: rather too much.
        Some((whole, captures.get_group(self.group).filter(|group| !group.is_empty()).unwrap_or(whole)))
    }

    /// Claims a match, unless its check digits are wrong and such a match is dropped. Returns whether it was dropped.
    fn claim(&self, text: &Text<'_>, found: Found, claims: &mut Claims) -> bool {
        let span = Span::new(found.start, found.end);
        if in_placeholder(text, span) {
            return false;
        }
        let called = self.cues.is_empty() || self.cues.near(text, span);
        let confidence = if called { Some(self.confidence) } else { self.without_cue };
        let Some(confidence) = confidence else { return false };
        let fits = self.checksum.is_none_or(|checksum| checksum.fits(text.between(span.start, span.end)));
        if fits {
            claims.add(span, self.label, confidence);
        } else if !self.drop_failed {
            // A mistyped number points at somebody all the same.
            claims.add(span, self.label, Confidence::Possible);
        }
        !fits && self.drop_failed
    }
}

impl Detector for OwnPattern {
    fn name(&self) -> &'static str {
        self.name
    }

    fn labels(&self) -> &'static [Label] {
        self.labels
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        let raw = text.as_str();
        if !self.regex.is_match(raw) {
            return;
        }
        let mut captures = self.regex.create_captures();
        let (mut at, mut window) = (0, WINDOW);
        while at < raw.len() {
            let end = ceil(raw, at.saturating_add(window));
            let Some((whole, claimed)) = self.search(raw, at..end, &mut captures) else {
                if end == raw.len() {
                    break;
                }
                at = ceil(raw, end - SHOWN);
                continue;
            };
            // Cut by the end of the window: once more with twice the room. What is found then is no shorter, so that
            // the time of both searches is in proportion to what is passed.
            if whole.end == end && end < raw.len() {
                (at, window) = (whole.start, window * 2);
                continue;
            }
            let dropped = self.claim(text, claimed, claims);
            // A match that is dropped may hide a right one that begins inside it.
            let next = if dropped && whole.end - whole.start <= LOOKED_INTO { whole.start } else { whole.end };
            (at, window) = (ceil(raw, next.max(at + 1)), WINDOW);
        }
    }
}

impl OwnPatternBuilder {
    /// Claims what this group of the regular expression matched, counted from 1, and not all of the match.
    pub fn group(&mut self, group: usize) -> &mut OwnPatternBuilder {
        self.group = group;
        self
    }

    /// How sure a match is, beside a cue where there are cues. Unless said otherwise it is likely, with a cue certain.
    pub fn confidence(&mut self, confidence: Confidence) -> &mut OwnPatternBuilder {
        self.confidence = Some(confidence);
        self
    }

    /// Adds a word that says what stands beside it. With one cue or more, a match without any near it is not claimed.
    ///
    /// Cues are found in any letter case and with the endings of Norwegian nouns; several words count as one cue;
    /// `medlem*` means every word that begins so.
    ///
    /// # Errors
    /// When the cue has no letters, a digit, or more than four words, or there are a hundred already.
    pub fn cue(&mut self, cue: &str) -> Result<&mut OwnPatternBuilder, PolicyError> {
        let added = if self.cue_count < MOST_CUES { self.cues.add(cue) } else { Err("a pattern has at most 100 cues") };
        added.map_err(|problem| PolicyError::new("cues", problem))?;
        self.cue_count += 1;
        Ok(self)
    }

    /// How many words before and behind a match its cues may stand; 4 and 2 unless said otherwise, at most 16.
    pub fn reach(&mut self, before: usize, behind: usize) -> &mut OwnPatternBuilder {
        (self.cues.before, self.cues.behind) = (before.min(16), behind.min(16));
        self
    }

    /// Claims a match without a cue too, this sure.
    pub fn without_cue(&mut self, confidence: Confidence) -> &mut OwnPatternBuilder {
        self.without_cue = Some(confidence);
        self
    }

    /// Asks for check digits. A match whose check digits are wrong is claimed as possible: a slip of the finger does
    /// not make a number impersonal.
    pub fn checksum(&mut self, checksum: Checksum) -> &mut OwnPatternBuilder {
        self.checksum = Some(checksum);
        self
    }

    /// Leaves a match unmasked whose check digits are wrong.
    pub fn leave_unmasked_when_wrong(&mut self) -> &mut OwnPatternBuilder {
        self.drop_failed = true;
        self
    }

    /// Compiles the pattern.
    ///
    /// # Errors
    /// When the name is not usable; when the regular expression cannot be read, can match nothing or the empty text, or
    /// is too large; when it has no such group. The place is `name`, `label`, `regex` or `group`.
    pub fn build(&self) -> Result<OwnPattern, PolicyError> {
        let at = |place: &'static str| move |problem: &'static str| PolicyError::new(place, problem);
        let name = intern::detector(&self.name).map_err(at("name"))?;
        let labels = intern::only(self.label).map_err(at("label"))?;
        let regex = compile(&self.regex)?;
        if self.group >= regex.group_info().group_len(regex_automata::PatternID::ZERO) {
            return Err(PolicyError::new("group", "the regex has no such group"));
        }
        Ok(OwnPattern {
            name,
            labels,
            label: self.label,
            regex,
            group: self.group,
            confidence: self.confidence.unwrap_or(default_confidence(!self.cues.is_empty())),
            cues: self.cues.clone(),
            without_cue: self.without_cue,
            checksum: self.checksum,
            drop_failed: self.drop_failed,
        })
    }
}

/// How sure a match is when nobody says: a cue is proof.
pub(super) const fn default_confidence(has_cues: bool) -> Confidence {
    if has_cues { Confidence::Certain } else { Confidence::Likely }
}

/// Compiles a regular expression within bounds. The errors of the engine quote the pattern, so only their kind and
/// place are told.
fn compile(regex: &str) -> Result<Regex, PolicyError> {
    let refuse = |problem: String| Err(PolicyError::new("regex", problem));
    if regex.len() > LONGEST_REGEX {
        return refuse("a regex has at most 4096 bytes".to_owned());
    }
    let parsed = regex_syntax::ParserBuilder::new().nest_limit(DEEPEST).build().parse(regex);
    let hir = match parsed {
        Ok(hir) => hir,
        Err(regex_syntax::Error::Parse(error)) => {
            return refuse(format!("{} (character {})", error.kind(), character(regex, error.span().start.offset)));
        }
        Err(regex_syntax::Error::Translate(error)) => {
            return refuse(format!("{} (character {})", error.kind(), character(regex, error.span().start.offset)));
        }
        Err(_) => return refuse("this is not a regex".to_owned()),
    };
    match hir.properties().minimum_len() {
        Some(0) => return refuse("this matches the empty text, and so stands everywhere".to_owned()),
        None => return refuse("this can match nothing".to_owned()),
        Some(_) => {}
    }
    let config = Regex::config().nfa_size_limit(Some(LARGEST)).hybrid_cache_capacity(1 << 18).onepass(false);
    let compiled = Regex::builder().configure(config).build_from_hir(&hir);
    match compiled {
        Ok(regex) if regex.memory_usage() <= LARGEST => Ok(regex),
        _ => refuse("this takes more than 4 MiB: use smaller repetitions, or [0-9] for \\d".to_owned()),
    }
}

fn character(regex: &str, offset: usize) -> usize {
    regex.get(..offset).unwrap_or(regex).chars().count() + 1
}

impl fmt::Debug for OwnPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnPattern").field("name", &self.name).field("label", &self.label).finish_non_exhaustive()
    }
}

impl fmt::Debug for OwnPatternBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnPatternBuilder")
            .field("name", &self.name)
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}
