//! What earlier messages of one chat teach: names, open questions, the first half of a number.
//!
//! A [`Conversation`] is a value the host owns, one for each chat. [`Scrubber::scrub_in`] masks a message in the light
//! of what was said before, and says what of earlier messages is to be masked as well now ([`Amendment`]).

mod answer;
mod asked;
mod numbers;
mod open;
mod recent;
#[cfg(feature = "keyed")]
pub(crate) mod sealed;
mod split;
mod things;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;

use asked::Asked;
use numbers::Numbers;
pub use recent::Amendment;
use recent::{Form, Messages, Recent};
use split::Earlier;
use things::Things;

use crate::detectors::Detector;
use crate::finding::{Claim, Claims, Confidence, Finding, Label};
use crate::known_names::KnownNames;
use crate::maskers::Scope;
use crate::masking::masked;
use crate::numbering::Numbering;
use crate::scrubbed::Scrubbed;
use crate::scrubber::Scrubber;
use crate::text::Text;
use crate::wiped::Wiped;

/// Who writes a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Role {
    /// The citizen, the customer, the patient.
    User,
    /// The chatbot.
    Bot,
    /// A human adviser.
    Adviser,
}

impl Role {
    /// Whether both are on the same side of the conversation. Bot and adviser are.
    const fn is_side_of(self, other: Role) -> bool {
        matches!(self, Role::User) == matches!(other, Role::User)
    }
}

/// What one chat has taught so far: a value the host owns, one for each chat, for [`Scrubber::scrub_in`].
///
/// ```
/// # #[cfg(all(feature = "names", feature = "health"))] {
/// use sladd::{Conversation, Role, Scrubber};
///
/// let scrubber = Scrubber::norwegian();
/// let mut chat = Conversation::new();
/// let mut stored = Vec::new();
/// for (role, message) in [
///     (Role::Bot, "Hva er fødselsnummeret ditt?"),
///     (Role::User, "110379"),
///     (Role::User, "66640"),
/// ] {
///     let turn = scrubber.scrub_in(&mut chat, role, message);
///     for amendment in turn.amendments() {
///         assert!(amendment.apply(&mut stored[amendment.message() as usize]));
///     }
///     stored.push(turn.as_str().to_owned());
/// }
/// // "110379" was masked at once as a part of a number; now the whole is known.
/// assert_eq!(stored, ["Hva er fødselsnummeret ditt?", "[FØDSELSNUMMER]", "[FØDSELSNUMMER]"]);
/// # }
/// ```
///
/// # What is kept
///
/// The last messages in clear, in memory only, for identifiers that are split over messages: at most
/// 16 messages and 16 KiB. Names that were found, folded: at most 256 of their parts. The canonical values behind
/// numbered placeholders: at most 4 096. [`Conversation::forget`] overwrites and drops all of it; so does dropping the
/// value. `Debug` shows counts.
///
/// # Cost
///
/// A message costs what [`Scrubber::scrub`] costs, once more for each kind of answer that was asked for, and a few
/// looks at the message joined with the writer's last ones.
#[derive(Clone, Default)]
pub struct Conversation {
    recent: Messages,
    known: KnownNames,
    /// Parts of names in the order they were learned.
    learned: VecDeque<Wiped>,
    numbers: Numbers,
    things: Things,
    numbering: RefCell<Numbering>,
    asked: Asked,
    /// What the host said that the next answer is.
    marked: Option<Asked>,
    messages: u64,
}

/// The most parts of names that are learned; the oldest goes first.
const MOST_LEARNED: usize = 256;
/// How many messages of the same side back an identifier may have begun.
const REACH: usize = 3;
/// The most messages of the other side that may stand between two pieces.
const INTERRUPTIONS: usize = 2;

impl Conversation {
    /// Nothing has been said.
    #[must_use]
    pub fn new() -> Conversation {
        Conversation::default()
    }

    /// Nothing has been said, but some names are known: of the person who is logged in, to mask in any writing; of
    /// staff, to leave readable.
    #[must_use]
    pub fn knowing(known: KnownNames) -> Conversation {
        Conversation { known, ..Conversation::default() }
    }

    /// Says that the next message of the user answers a question for these, whatever the question says. An empty list
    /// says that nothing is asked for.
    pub fn asks(&mut self, labels: &[Label]) -> &mut Conversation {
        self.marked = Some(Asked::of_labels(labels));
        self
    }

    /// How many messages have been masked.
    #[must_use]
    pub const fn messages(&self) -> u64 {
        self.messages
    }

    /// Forgets everything, known names included: the user deletes the conversation. Messages and numbers that were
    /// remembered are overwritten.
    pub fn forget(&mut self) {
        *self = Conversation::default();
    }

    /// Bytes of message text that are remembered, at most 16 KiB.
    #[must_use]
    pub fn remembered_bytes(&self) -> usize {
        self.recent.bytes()
    }

    /// The names that are known, given or learned.
    pub(crate) const fn known(&self) -> &KnownNames {
        &self.known
    }

    /// Takes over what the host said of the next answer.
    pub(crate) const fn keep_mark(&mut self, before: &Conversation) {
        if before.marked.is_some() {
            self.marked = before.marked;
        }
    }

    /// What is masked next has this number, and nothing that was said before is amended from now on: it is of another
    /// count. What was learned stays.
    pub(crate) fn count_from(&mut self, number: u64) {
        self.recent = Messages::default();
        self.messages = number;
    }

    /// Learns the parts of the names that were found with confidence. Whether there was one that was not known.
    fn learn(&mut self, text: &str, findings: &[Finding]) -> bool {
        let mut news = false;
        for finding in findings.iter().filter(|f| f.label == Label::Name && f.confidence >= Confidence::Likely) {
            for part in self.known.learn(text.get(finding.span.range()).unwrap_or("")) {
                news = true;
                self.learned.push_back(part);
            }
        }
        while self.learned.len() > MOST_LEARNED {
            if let Some(oldest) = self.learned.pop_front() {
                self.known.unlearn(&oldest);
            }
        }
        news
    }
}

impl fmt::Debug for Conversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversation")
            .field("messages", &self.messages)
            .field("remembered_bytes", &self.recent.bytes())
            .field("learned", &self.learned.len())
            .field("numbering", &self.numbering.borrow())
            .finish_non_exhaustive()
    }
}

/// A message masked in its conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "earlier messages stay readable until its amendments are applied"]
pub struct Turn<'t> {
    number: u64,
    scrubbed: Scrubbed<'t>,
    amendments: Vec<Amendment>,
}

impl<'t> Turn<'t> {
    /// The number of the message in its conversation, from 0.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The masked text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.scrubbed.as_str()
    }

    /// The masked text with what was found.
    #[must_use]
    pub const fn scrubbed(&self) -> &Scrubbed<'t> {
        &self.scrubbed
    }

    /// The same, given away.
    #[must_use]
    pub fn into_scrubbed(self) -> Scrubbed<'t> {
        self.scrubbed
    }

    /// What was found: offsets into the message.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        self.scrubbed.findings()
    }

    /// What of earlier messages is to be masked as well, in the order to apply it.
    #[must_use]
    pub fn amendments(&self) -> &[Amendment] {
        &self.amendments
    }
}

/// Claims that come from outside the text.
struct Given(Vec<Claim>);

impl Detector for Given {
    fn name(&self) -> &'static str {
        answer::DETECTOR
    }

    fn labels(&self) -> &'static [Label] {
        Label::BUILT_IN
    }

    fn detect(&self, _text: &Text<'_>, claims: &mut Claims) {
        claims.claims.extend_from_slice(&self.0);
    }
}

impl Scrubber {
    /// Masks a message of a conversation in the light of what was said before.
    ///
    /// The result says which earlier messages are to be masked further. Cost: see [`Conversation`].
    pub fn scrub_in<'t>(&self, conversation: &mut Conversation, role: Role, text: &'t str) -> Turn<'t> {
        let asked = match role {
            Role::User => conversation.marked.take().unwrap_or(conversation.asked),
            _ => Asked::default(),
        };
        let mut given = Vec::new();
        let view = self.view(text);
        answer::claims(self, asked, &view, &mut given);
        conversation.numbers.claims(conversation.messages, asked, &view, &mut given);
        let mut earlier_claims: Vec<(u64, Claim)> = Vec::new();
        for message in pieces_before(conversation, role) {
            let earlier = Earlier { text: &message.text, findings: &message.findings };
            let joined = split::joined(self, asked, &earlier, &view);
            given.extend(joined.here);
            earlier_claims.extend(joined.earlier.into_iter().map(|claim| (message.number, claim)));
        }
        let mut findings = self.find_given(&conversation.known, &Given(given), text);
        conversation.things.take_out(asked, &conversation.known, &view, &mut findings);
        let mut amendments = Vec::new();
        for (number, claim) in earlier_claims {
            self.amend(conversation, number, &[claim], &mut amendments);
        }
        if conversation.learn(text, &findings) {
            self.look_again(conversation, &mut amendments);
        }
        if role == Role::User {
            // The question stays open for the rest of the answer.
            conversation.asked = asked.still_open();
        } else {
            let asked_back =
                conversation.recent.latest().next().is_some_and(|last| {
                    last.role == Role::User && last.findings.is_empty() && open::asks_back(&last.text)
                });
            conversation.asked = Asked::read(text, conversation.asked, asked_back, self.lexicon());
        }
        let number = conversation.messages;
        conversation.messages += 1;
        conversation.numbers.learn(self, number, text, &findings);
        let turn = self.write_in(conversation, text, findings.clone());
        let handed_out = Form::of(turn.as_str());
        conversation.recent.push(Recent { number, role, text: text.to_owned().into(), findings, handed_out });
        Turn { number, scrubbed: turn, amendments }
    }

    /// Masks with the numbers of the conversation; text that imitates a placeholder is always made distinct.
    fn write_in<'t>(&self, conversation: &Conversation, text: &'t str, findings: Vec<Finding>) -> Scrubbed<'t> {
        let numbering = &conversation.numbering;
        let scope = Scope { lexicon: self.lexicon(), numbering, always_distinct: true };
        self.checked(Some(&conversation.known), masked(text, findings, self.masker(), &scope), numbering)
    }

    /// Masks more of an earlier message that is still remembered.
    fn amend(&self, conversation: &mut Conversation, number: u64, claims: &[Claim], amendments: &mut Vec<Amendment>) {
        let Some(message) = conversation.recent.latest().find(|message| message.number == number).cloned() else {
            return;
        };
        let (mut findings, mut handed_out) = (message.findings.clone(), message.handed_out);
        for claim in claims {
            let more = self.settle_with(&message.text, &findings, &[*claim]);
            let masks = more.iter().find(|finding| finding.span.contains(claim.span)).copied();
            let Some(finding) = masks.filter(|_| more != findings) else { continue };
            let before = self.write_in(conversation, &message.text, findings);
            let after = self.write_in(conversation, &message.text, more.clone());
            let amendment = Amendment::between(number, handed_out, before.as_str(), after.as_str(), finding);
            handed_out = amendment.as_ref().map_or(handed_out, Amendment::after);
            amendments.extend(amendment);
            before.overwrite();
            after.overwrite();
            findings = more;
        }
        if let Some(message) = conversation.recent.iter_mut().find(|message| message.number == number) {
            (message.findings, message.handed_out) = (findings, handed_out);
        }
    }

    /// Looks at remembered messages again for names that are known by now.
    fn look_again(&self, conversation: &mut Conversation, amendments: &mut Vec<Amendment>) {
        let again: Vec<(u64, Vec<Claim>)> = conversation
            .recent
            .latest()
            .map(|message| {
                let named = self.find_named(&conversation.known, &message.text);
                (message.number, named)
            })
            .filter(|(_, claims)| !claims.is_empty())
            .collect();
        for (number, claims) in again.into_iter().rev() {
            self.amend(conversation, number, &claims, amendments);
        }
    }
}

/// The messages of the same side that an identifier may have begun in, nearest first.
fn pieces_before(conversation: &Conversation, role: Role) -> Vec<Recent> {
    let mut pieces = Vec::new();
    let mut interruptions = 0;
    for message in conversation.recent.latest() {
        if message.role.is_side_of(role) {
            pieces.push(message.clone());
            interruptions = 0;
            if pieces.len() == REACH {
                break;
            }
        } else {
            interruptions += 1;
            if interruptions > INTERRUPTIONS {
                break;
            }
        }
    }
    pieces
}
