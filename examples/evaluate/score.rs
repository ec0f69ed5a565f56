//! What is counted, by the definitions of the marking guide.
//!
//! A mark is *covered* when every letter and digit in it lies inside some finding, whatever the finding's label; a
//! genitive s at the end of a name may stay. A *false alarm* is a finding that touches no mark at all.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sladd::{Conversation, Finding, Scrubber};

use super::corpus::Message;

/// Kinds that count neither way: a finding on one is no false alarm, a miss of one is no leak.
pub const OPTIONAL: [&str; 7] = ["PUB", "HEALTHGEN", "DATE", "AGE", "PLACE", "UNIT", "MAYBE"];

/// Counts of one kind of marks.
#[derive(Clone, Debug, Default, Serialize, PartialEq)]
pub struct Kind {
    pub n: usize,
    pub covered: usize,
    pub touched: usize,
    pub characters: usize,
    pub leaked: usize,
}

/// Counts of a set of messages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scores {
    pub messages: usize,
    pub conversations: usize,
    pub words: usize,
    pub kinds: BTreeMap<String, Kind>,
    pub findings: usize,
    pub false_alarms: BTreeMap<String, usize>,
    /// Findings that touch a mark and false alarms, by label and confidence.
    pub by_confidence: BTreeMap<String, (usize, usize)>,
    pub with_personal_data: usize,
    pub leak_free: usize,
    pub clean: usize,
    pub clean_untouched: usize,
    /// Marks covered of marks, by the writer's register and origin.
    pub by_register: BTreeMap<String, (usize, usize)>,
    pub by_origin: BTreeMap<String, (usize, usize)>,
    #[serde(skip)]
    pub misses: Vec<Miss>,
}

/// A mark that was missed, or a finding that is a false alarm.
#[derive(Clone, Debug)]
pub struct Miss {
    pub what: String,
    pub missed: bool,
    pub id: String,
    pub text: String,
    pub start: usize,
    pub end: usize,
}

impl Scores {
    /// Runs the scrubber over the messages, each by itself or, `together`, the turns of a conversation in the light of
    /// each other.
    pub fn of(scrubber: &Scrubber, messages: &[Message], skip: &[String], together: bool) -> Scores {
        let mut scores = Scores::default();
        let conversations: BTreeSet<&String> = messages.iter().filter_map(|m| m.conversation.as_ref()).collect();
        scores.conversations = conversations.len();
        for turns in messages.chunk_by(|a, b| a.conversation.is_some() && a.conversation == b.conversation) {
            let found = if together && turns.iter().all(|turn| turn.conversation.is_some()) {
                conversation(scrubber, turns)
            } else {
                turns.iter().map(|turn| scrubber.find(&turn.text)).collect()
            };
            for (message, mut findings) in turns.iter().zip(found) {
                findings.retain(|finding| !skip.iter().any(|label| label == finding.label().as_str()));
                scores.add(message, &findings);
            }
        }
        scores
    }

    fn add(&mut self, message: &Message, findings: &[Finding]) {
        let text = &message.text;
        self.messages += 1;
        self.words += text.split_whitespace().count();
        self.findings += findings.len();
        let masked = |at: usize| findings.iter().any(|finding| finding.span().range().contains(&at));
        let mut whole = true;
        for mark in &message.marks {
            let body: Vec<(usize, char)> = text[mark.start..mark.end]
                .char_indices()
                .filter(|(_, c)| c.is_alphanumeric())
                .map(|(at, c)| (mark.start + at, c))
                .collect();
            let mut leaked: Vec<(usize, char)> = body.iter().copied().filter(|(at, _)| !masked(*at)).collect();
            if let [(at, 's' | 'S')] = leaked.as_slice() {
                if mark.kind == "NAME" && at + 1 == mark.end {
                    leaked.clear();
                }
            }
            let kind = self.kinds.entry(mark.kind.clone()).or_default();
            kind.n += 1;
            kind.characters += body.len();
            kind.leaked += leaked.len();
            kind.covered += usize::from(leaked.is_empty());
            kind.touched += usize::from(leaked.len() < body.len());
            if OPTIONAL.contains(&mark.kind.as_str()) {
                continue;
            }
            for (table, name) in [(&mut self.by_register, "register"), (&mut self.by_origin, "origin")] {
                let (covered, all) = table.entry(message.writer.field(name).to_owned()).or_default();
                *covered += usize::from(leaked.is_empty());
                *all += 1;
            }
            if !leaked.is_empty() {
                whole = false;
                self.miss(message, &mark.kind, true, mark.start, mark.end);
            }
        }
        let mut alarms = 0;
        for finding in findings {
            let (start, end) = (finding.span().start, finding.span().end);
            let kind = format!("{} {:?}", finding.label(), finding.confidence()).to_lowercase();
            let (hits, missed) = self.by_confidence.entry(kind).or_default();
            let touches = message.marks.iter().any(|mark| mark.start < end && start < mark.end);
            *(if touches { hits } else { missed }) += 1;
            if !message.marks.iter().any(|mark| mark.start < end && start < mark.end) {
                alarms += 1;
                *self.false_alarms.entry(finding.label().to_string()).or_default() += 1;
                self.miss(message, finding.label().as_str(), false, start, end);
            }
        }
        if message.marks.iter().any(|mark| !OPTIONAL.contains(&mark.kind.as_str())) {
            self.with_personal_data += 1;
            self.leak_free += usize::from(whole);
        } else if message.marks.is_empty() {
            self.clean += 1;
            self.clean_untouched += usize::from(alarms == 0);
        }
    }

    fn miss(&mut self, message: &Message, what: &str, missed: bool, start: usize, end: usize) {
        let (what, id, text) = (what.to_owned(), message.id.clone(), message.text.clone());
        self.misses.push(Miss { what, missed, id, text, start, end });
    }

    /// The kinds that must be covered, summed.
    pub fn total(&self) -> Kind {
        let must = self.kinds.iter().filter(|(kind, _)| !OPTIONAL.contains(&kind.as_str()));
        must.fold(Kind::default(), |sum, (_, kind)| Kind {
            n: sum.n + kind.n,
            covered: sum.covered + kind.covered,
            touched: sum.touched + kind.touched,
            characters: sum.characters + kind.characters,
            leaked: sum.leaked + kind.leaked,
        })
    }

    /// All false alarms.
    pub fn alarms(&self) -> usize {
        self.false_alarms.values().sum()
    }

    /// False alarms for every thousand words.
    pub fn alarms_per_thousand(&self) -> f64 {
        1000.0 * self.alarms() as f64 / self.words.max(1) as f64
    }
}

/// What is masked in each turn when the conversation has ended, amendments included.
fn conversation(scrubber: &Scrubber, turns: &[Message]) -> Vec<Vec<Finding>> {
    let mut chat = Conversation::new();
    let mut found: Vec<Vec<Finding>> = Vec::with_capacity(turns.len());
    for turn in turns {
        let answer = scrubber.scrub_in(&mut chat, turn.role, &turn.text);
        for amendment in answer.amendments() {
            if let Some(earlier) = found.get_mut(amendment.message() as usize) {
                let new = *amendment.finding();
                earlier.retain(|old| !old.span().overlaps(new.span()));
                earlier.push(new);
                earlier.sort_by_key(|finding| finding.span().start);
            }
        }
        found.push(answer.findings().to_vec());
    }
    found
}

/// A share in per cent.
pub fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
