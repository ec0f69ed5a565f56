//! Placeholders that can be turned back.

mod issue;
mod placeholder;
mod sealed;
mod unmask;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;

use zeroize::Zeroizing;

use crate::canonical::canonical;
use crate::dictionary::standard_lexicon;
use crate::error::BuildError;
use crate::finding::Label;
use crate::key::Key;
use crate::known_names::KnownNames;
use crate::maskers::{FORGED, SEAL, bare, letters};
use crate::numbering::Numbering;
use crate::scrubbed::Scrubbed;
use crate::scrubber::Scrubber;
use placeholder::Seen;
pub use unmask::VaultUnmask;

/// Keeps what was masked in one conversation, so that it can be put back into the answer.
///
/// A message is scrubbed before it goes to a language model; what the model answers is restored before the customer
/// reads it. The model sees `[NAVN-1-kdvbzrtm]`: the label, a number that is the same for the same value (and for "Kari"
/// of "Kari Nordvik"), and a seal.
///
/// `restore(scrub(x))` is `x` for every text, whatever is in it, as long as the vault is not full and every label is
/// reversible.
///
/// ```
/// use sladd::{Key, Scrubber, Vault};
///
/// # let random: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37)).collect();
/// let key = Key::from_bytes(&random)?;
/// let scrubber = Scrubber::builder().build()?;
/// let mut vault = Vault::new(&key, "samtale 17")?;
///
/// let sent = vault.scrub(&scrubber, "Ring meg på 412 00 000").to_string();
/// assert!(sent.starts_with("Ring meg på [TELEFON-1-"));
/// let answer = format!("Vi ringer **{}** i dag.", sent.trim_start_matches("Ring meg på ").to_lowercase());
/// assert_eq!(vault.restore(&answer), "Vi ringer **412 00 000** i dag.");
/// assert_eq!(Vault::new(&key, "samtale 18")?.restore(&sent), sent);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What is restored
///
/// Only what this vault handed out: the seal is a keyed code over conversation, label, number and value, and the vault
/// knows those it gave. Models change what they copy, so letter case, kinds of dashes, spaces, backslashes and signs of
/// emphasis inside the brackets, and missing brackets are forgiven; a letter of the seal is not. Everything else stays as
/// it is, placeholders of other conversations included.
///
/// # Forged placeholders
///
/// Text of a message that looks like a placeholder of any vault is stored like a finding, as `[TEKST-1-…]` (label
/// `text`), and comes back as it was typed. So nobody can make the vault put a value where the host did not: neither with
/// an invented placeholder nor with a real one that was seen. A model can be talked into writing any placeholder of its
/// own conversation; keep in one vault only what all who read its answers may see.
///
/// # Memory and keys
///
/// Values are held encrypted under a key of this conversation (see [`Key`]) and opened one by one when they are put back.
/// There is room for 4096 values of a megabyte together; a value more gets the plain placeholder and cannot be restored.
/// `Debug` shows counts.
///
/// Cost: as scrubbing, and some ten microseconds for each new value; restoring is one pass over the text.
pub struct Vault {
    key: Key,
    entries: Vec<Entry>,
    /// By a MAC of kind and value.
    by_value: HashMap<[u8; 32], usize>,
    /// By number and seal.
    by_mark: HashMap<(u32, [u8; SEAL]), usize>,
    /// Of MACs of canonical values.
    numbering: Numbering,
    bytes: usize,
    only: Option<BTreeSet<Label>>,
    english: bool,
}

/// A value that was handed out.
struct Entry {
    kind: Label,
    number: u32,
    seal: [u8; SEAL],
    sealed: Vec<u8>,
}

/// The most values, so that numbers have four figures at most, and the most bytes of them all.
const MOST_VALUES: usize = 4096;
const MOST_BYTES: usize = 1 << 20;

/// The label of text that looks like a placeholder.
const KIND_OF_TEXT: Label = Label::Custom("text");

/// Labels with the same word are counted together.
const fn kind(label: Label) -> Label {
    match label {
        Label::Custom(_) => Label::Custom("custom"),
        built_in => built_in,
    }
}

/// The words of a kind, Norwegian and English.
fn words(kind: Label) -> [&'static str; 2] {
    if kind == KIND_OF_TEXT { FORGED } else { [kind.placeholder_norwegian(), kind.placeholder_english()].map(bare) }
}

/// The bytes of values that a restored text is given room for beside what it has itself.
const MOST_RESTORED: usize = 1 << 16;

impl Vault {
    /// An empty vault for a conversation. The name need not be secret, only its own.
    ///
    /// # Errors
    /// When the name is empty.
    pub fn new(key: &Key, conversation: &str) -> Result<Vault, BuildError> {
        if conversation.is_empty() {
            return Err(BuildError::EmptyScope);
        }
        Ok(Vault {
            key: key.derive("vault", conversation),
            entries: Vec::new(),
            by_value: HashMap::new(),
            by_mark: HashMap::new(),
            numbering: Numbering::default(),
            bytes: 0,
            only: None,
            english: false,
        })
    }

    /// The vault that [`Vault::seal`] made bytes of. Which labels are reversible is not among them: say it again.
    ///
    /// # Errors
    /// When the bytes are of another key or conversation, or were changed.
    pub fn open(key: &Key, conversation: &str, sealed: &[u8]) -> Result<Vault, BuildError> {
        let mut vault = Vault::new(key, conversation)?;
        let lexicon = standard_lexicon();
        vault.fill(sealed, |kind, value| canonical(kind, value, &lexicon)).ok_or(BuildError::SealedVault)?;
        Ok(vault)
    }

    /// Makes only these labels reversible. The others are masked as the scrubber does it, for good: a message then does
    /// not come back whole.
    #[must_use]
    pub fn only(mut self, labels: &[Label]) -> Vault {
        self.only = Some(labels.iter().copied().collect());
        self
    }

    /// English words in the placeholders from now on: `[NAME-1-kdvbzrtm]`.
    #[must_use]
    pub fn english(mut self) -> Vault {
        self.english = true;
        self
    }

    /// Masks a message; its values go into the vault.
    #[must_use]
    pub fn scrub<'t>(&mut self, scrubber: &Scrubber, text: &'t str) -> Scrubbed<'t> {
        self.replace(scrubber, None, text, scrubber.find(text))
    }

    /// The same, knowing some names besides.
    #[must_use]
    pub fn scrub_knowing<'t>(&mut self, scrubber: &Scrubber, known: &KnownNames, text: &'t str) -> Scrubbed<'t> {
        self.replace(scrubber, Some(known), text, scrubber.find_knowing(known, text))
    }

    /// Puts the values back into a text: the answer of a model, or what was scrubbed. Borrowed when there are none.
    #[must_use]
    pub fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut unmask = self.unmask();
        // Room for every value once, so that what is restored seldom moves and leaves itself behind.
        let mut out = Zeroizing::new(String::with_capacity(text.len() + self.bytes.min(text.len() + MOST_RESTORED)));
        unmask.push(text, &mut out);
        unmask.finish(&mut out);
        if unmask.restored() == 0 { Cow::Borrowed(text) } else { Cow::Owned(std::mem::take(&mut *out)) }
    }

    /// Restores a text that comes in pieces.
    #[must_use]
    pub fn unmask(&self) -> VaultUnmask<'_> {
        VaultUnmask::new(self)
    }

    /// Forgets every value: what was handed out is not restored any more.
    pub fn forget(&mut self) {
        self.entries.clear();
        self.by_value.clear();
        self.by_mark.clear();
        self.numbering = Numbering::default();
        self.bytes = 0;
    }

    /// How many values it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Bytes of the values it holds.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    fn has_room(&self, bytes: usize) -> bool {
        self.entries.len() < MOST_VALUES && self.bytes.saturating_add(bytes) <= MOST_BYTES
    }

    /// Stores a value under its number; its place. None when there is no room, or another has the same number and seal.
    fn insert(&mut self, kind: Label, number: u32, value: &str) -> Option<usize> {
        let [word, _] = words(kind);
        let code = self.key.mac(&[b"seal", word.as_bytes(), &number.to_le_bytes(), value.as_bytes()]);
        let seal: [u8; SEAL] = letters(&code, SEAL).into_bytes().try_into().ok()?;
        if !self.has_room(value.len()) || self.by_mark.contains_key(&(number, seal)) {
            return None;
        }
        let sealed = self.key.seal("value", "", value.as_bytes());
        let at = self.entries.len();
        self.bytes += value.len();
        self.by_value.insert(self.value_code(kind, value), at);
        self.by_mark.insert((number, seal), at);
        self.entries.push(Entry { kind, number, seal, sealed });
        Some(at)
    }

    fn value_code(&self, kind: Label, value: &str) -> [u8; 32] {
        self.key.mac(&[b"value", kind.as_str().as_bytes(), value.as_bytes()])
    }

    /// A canonical value for the numbering, each word of a name by itself, in codes: it holds no text.
    fn hashed(&self, kind: Label, canonical: &str) -> String {
        let code = |part: &str| letters(&self.key.mac(&[b"part", part.as_bytes()]), 24);
        match kind {
            Label::Name => canonical.split(' ').map(code).collect::<Vec<_>>().join(" "),
            _ => code(canonical),
        }
    }

    /// The value of a placeholder, when this vault handed it out.
    fn value(&self, seen: &Seen) -> Option<Zeroizing<String>> {
        let entry = self.entries.get(*self.by_mark.get(&(seen.number, seen.seal))?)?;
        words(entry.kind).contains(&seen.word).then(|| self.opened(entry)).flatten()
    }

    fn opened(&self, entry: &Entry) -> Option<Zeroizing<String>> {
        let mut bytes = self.key.open("value", "", &entry.sealed)?;
        String::from_utf8(std::mem::take(&mut *bytes)).ok().map(Zeroizing::new)
    }

    /// Everything it holds, in the order it came in.
    fn values(&self) -> impl Iterator<Item = (Label, u32, Zeroizing<String>)> {
        self.entries.iter().filter_map(|entry| Some((entry.kind, entry.number, self.opened(entry)?)))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").field("values", &self.len()).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}
