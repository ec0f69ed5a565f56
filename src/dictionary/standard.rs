//! The dictionaries that come with the crate, and the table built of them once a process.

use std::sync::{Arc, LazyLock};

use super::builder::Builder;
use super::inflect::Forms;
use super::lexicon::Lexicon;
use super::{Tag, Tags, built, inflect};
use crate::eight;
use crate::embedded::embedded;
use crate::text::number_words;

/// One embedded dictionary.
pub(crate) struct Entry {
    pub(super) name: &'static str,
    text: fn() -> &'static str,
    columns: Columns,
}

/// What stands behind a term, and which tags that gives it.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(all(feature = "names", feature = "health")),
    allow(dead_code, reason = "some dictionaries are left out")
)]
pub(crate) enum Columns {
    /// Nothing: every term has these tags.
    Plain(Tags),
    /// An inflection class, and perhaps `weak`: the tags of an ordinary and of a weak term.
    Inflected(Tags, Tags),
    /// How much of a word an ambiguous name is.
    Level,
    /// Whether a usual name is a given name or a surname.
    Usual,
    /// Whether an element of farm names stands first or last.
    Element,
    /// An inflection class and whether compounds that end in it speak of health or name a service.
    Head,
    /// An inflection class and what the cue speaks of.
    Cue,
}

macro_rules! dictionary {
    ($name:literal, $columns:expr) => {
        Entry { name: $name, text: || embedded!(concat!("dictionaries/", $name)), columns: $columns }
    };
}

/// Terms that all carry one tag.
const fn plain(tag: Tag) -> Columns {
    Columns::Plain(Tags::of(tag))
}

/// Terms of a special category of personal data.
const fn special(tag: Tag) -> Columns {
    Columns::Inflected(Tags::of(tag), Tags::of(tag).and(Tag::SpecialWeak))
}

/// The dictionaries that are small, or that numbers and addresses need.
const ALWAYS: &[Entry] = &[
    dictionary!("cues", Columns::Cue),
    dictionary!("places", plain(Tag::Place)),
    dictionary!("places-norway", plain(Tag::Place)),
    dictionary!("places-world", plain(Tag::Place)),
    dictionary!("special-criminal", special(Tag::Crime)),
    dictionary!("special-ethnicity", special(Tag::Ethnicity)),
    dictionary!("special-orientation", special(Tag::Orientation)),
    dictionary!("special-politics", special(Tag::Politics)),
    dictionary!("special-religion", special(Tag::Religion)),
    dictionary!("special-union", special(Tag::TradeUnion)),
];

#[cfg(feature = "names")]
const NAMES: &[Entry] = {
    const GIVEN: Columns = plain(Tag::GivenName);
    const SURNAME: Columns = plain(Tag::Surname);
    const fn common(class: Tag) -> Columns {
        Columns::Inflected(Tags::of(Tag::CommonWord).and(class), Tags::of(Tag::CommonWord).and(class))
    }
    &[
        dictionary!("common-adjectives", common(Tag::Adjective)),
        dictionary!("common-dialect", common(Tag::CommonWord)),
        dictionary!("common-english", common(Tag::CommonWord)),
        dictionary!("common-function-words", common(Tag::CommonWord)),
        dictionary!("common-nouns", common(Tag::Noun)),
        dictionary!("common-verbs", common(Tag::Verb)),
        dictionary!("eponyms", plain(Tag::Eponym)),
        dictionary!("farm-name-elements", Columns::Element),
        dictionary!("given-names-africa", GIVEN),
        dictionary!("given-names-asia", GIVEN),
        dictionary!("given-names-eastern-europe", GIVEN),
        dictionary!("given-names-middle-east", GIVEN),
        dictionary!("given-names-nordic", GIVEN),
        dictionary!("given-names-norwegian", GIVEN),
        dictionary!("given-names-sami-kven", GIVEN),
        dictionary!("given-names-western", GIVEN),
        dictionary!("name-particles", plain(Tag::NameParticle)),
        dictionary!("names-also-words", Columns::Level),
        dictionary!("names-short-asia", plain(Tag::ShortName)),
        dictionary!("names-usual", Columns::Usual),
        dictionary!("organisations", plain(Tag::Organisation)),
        dictionary!("patronymic-stems", plain(Tag::PatronymicStem)),
        dictionary!("surnames-africa", SURNAME),
        dictionary!("surnames-asia", SURNAME),
        dictionary!("surnames-eastern-europe", SURNAME),
        dictionary!("surnames-middle-east", SURNAME),
        dictionary!("surnames-norwegian", SURNAME),
        dictionary!("surnames-western", SURNAME),
        dictionary!("well-known-persons", SURNAME),
    ]
};
#[cfg(not(feature = "names"))]
const NAMES: &[Entry] = &[];

#[cfg(feature = "health")]
const HEALTH: &[Entry] = {
    const TERM: Columns = Columns::Inflected(Tags::of(Tag::Health), Tags::of(Tag::HealthWeak));
    const MEDICINE: Columns =
        Columns::Inflected(Tags::of(Tag::Health).and(Tag::Medicine), Tags::of(Tag::HealthWeak).and(Tag::Medicine));
    &[
        dictionary!("body-parts", Columns::Inflected(Tags::of(Tag::BodyPart), Tags::NONE)),
        dictionary!("figures-of-speech", plain(Tag::Figure)),
        dictionary!("health-compound-heads", Columns::Head),
        dictionary!("health-disability", TERM),
        dictionary!("health-diseases", TERM),
        dictionary!("health-english", TERM),
        dictionary!("health-everyday", TERM),
        dictionary!("health-mental", TERM),
        dictionary!("health-reproduction", TERM),
        dictionary!("health-services", Columns::Inflected(Tags::of(Tag::HealthService), Tags::of(Tag::HealthService))),
        dictionary!("health-sayings", TERM),
        dictionary!("health-symptoms", TERM),
        dictionary!("health-treatments", TERM),
        dictionary!("medicines", MEDICINE),
    ]
};
#[cfg(not(feature = "health"))]
const HEALTH: &[Entry] = &[];

/// Every dictionary that is compiled in.
pub(crate) fn embedded() -> impl Iterator<Item = &'static Entry> {
    ALWAYS.iter().chain(NAMES).chain(HEALTH)
}

impl Entry {
    /// The whole file.
    pub(super) fn text(&self) -> &'static str {
        (self.text)()
    }

    /// The lines that hold terms, split into columns.
    pub(crate) fn rows(&self) -> Rows {
        Rows { rest: self.text() }
    }

    /// The terms of health that are long and strong enough to be known with a letter wrong.
    fn long_terms(&self) -> impl Iterator<Item = &'static str> + use<> {
        let of_health = matches!(self.columns, Columns::Inflected(strong, _) if strong.has(Tag::Health));
        let rows = of_health.then(|| self.rows()).into_iter().flatten();
        rows.filter(|row| row.third.is_empty() && row.term.len() >= built::SLIP)
            .map(|row| row.term)
            .filter(|term| !term.bytes().any(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()))
    }

    /// Calls `each` with the forms of every term and their tags. Returns the first row that cannot be read.
    pub(super) fn forms(&self, each: &mut impl FnMut(Forms<'_>, Tags)) -> Result<(), Row<'static>> {
        for row in self.rows() {
            let mut one = |tags: Tags| each(Forms::one(row.term), tags);
            let understood = match self.columns {
                Columns::Plain(tags) => {
                    one(tags);
                    row.second.is_empty()
                }
                Columns::Inflected(strong, weak) => {
                    let tags = if row.third == "weak" { weak } else { strong };
                    matches!(row.third, "" | "weak")
                        && inflect::forms(row.term, row.second, &mut |forms| each(forms, tags))
                }
                Columns::Level => level(row.second).map(one).is_some(),
                Columns::Usual => usual(row.second).map(one).is_some(),
                Columns::Element => element(row.second).map(one).is_some(),
                Columns::Head => head(row.third)
                    .is_some_and(|tags| inflect::forms(row.term, row.second, &mut |forms| each(forms, tags))),
                Columns::Cue => cue_tags(row.third)
                    .is_some_and(|tags| inflect::forms(row.term, row.second, &mut |forms| each(forms, tags))),
            };
            if !understood {
                return Err(row);
            }
        }
        Ok(())
    }
}

/// The lines of a dictionary that hold terms.
pub(crate) struct Rows {
    rest: &'static str,
}

impl Iterator for Rows {
    type Item = Row<'static>;

    #[inline(always)]
    fn next(&mut self) -> Option<Row<'static>> {
        while !self.rest.is_empty() {
            let mut columns = [""; 3];
            let comment = self.rest.starts_with('#');
            let mut column = columns.iter_mut();
            loop {
                // A tab or a line break: the only characters below the space that a dictionary has.
                let end = eight::position(self.rest.as_bytes(), |eight| eight::below(eight, b' '));
                let (text, behind) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
                let ends_line = !behind.starts_with('\t');
                if let Some(column) = column.next() {
                    *column = text;
                }
                self.rest = behind.get(1..).unwrap_or("");
                if ends_line {
                    break;
                }
            }
            let [term, second, third] = columns;
            if !comment && !term.is_empty() {
                return Some(Row { term, second, third });
            }
        }
        None
    }
}

/// A line of a dictionary.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) term: &'a str,
    pub(crate) second: &'a str,
    pub(crate) third: &'a str,
}

fn level(name: &str) -> Option<Tags> {
    Some(Tags::of(match name {
        "mostly-word" => Tag::NameMostlyWord,
        "both" => Tag::NameOrWord,
        "mostly-name" => Tag::NameMostlyName,
        _ => return None,
    }))
}

fn usual(name: &str) -> Option<Tags> {
    Some(Tags::of(Tag::UsualName).and(match name {
        "given" => Tag::GivenName,
        "surname" => Tag::Surname,
        _ => return None,
    }))
}

fn element(place: &str) -> Option<Tags> {
    Some(Tags::of(match place {
        "first" => Tag::FarmFirst,
        "last" => Tag::FarmLast,
        _ => return None,
    }))
}

fn head(kind: &str) -> Option<Tags> {
    Some(Tags::of(match kind {
        "health" => Tag::HealthHead,
        "service" => Tag::ServiceHead,
        _ => return None,
    }))
}

/// The kinds of cues, as the dictionary of cues names them.
pub(crate) const CUE_KINDS: [(&str, Tag); 33] = [
    ("account", Tag::CueAccount),
    ("address", Tag::CueAddress),
    ("at-sign", Tag::SpelledAt),
    ("birth", Tag::CueBirth),
    ("card", Tag::CueCard),
    ("case", Tag::CueCase),
    ("dot", Tag::SpelledDot),
    ("duf", Tag::CueDuf),
    ("email", Tag::CueEmail),
    ("field", Tag::CueField),
    ("firm", Tag::CueFirm),
    ("first-person", Tag::FirstPerson),
    ("handle", Tag::CueHandle),
    ("hpr", Tag::CueHpr),
    ("identity", Tag::CueIdentity),
    ("money", Tag::CueMoney),
    ("month", Tag::Month),
    ("name", Tag::CueName),
    ("national-id", Tag::CueNationalId),
    ("number", Tag::CueNumber),
    ("order", Tag::CueOrder),
    ("organisation", Tag::CueOrganisation),
    ("part", Tag::CuePart),
    ("passport", Tag::CuePassport),
    ("phone", Tag::CuePhone),
    ("plate", Tag::CuePlate),
    ("post-code", Tag::CuePostCode),
    ("property", Tag::CueProperty),
    ("relative", Tag::CueRelative),
    ("role", Tag::CueRole),
    ("says", Tag::CueSays),
    ("sign-off", Tag::CueSignOff),
    ("thing", Tag::CueThing),
];

/// The tags of a list of kinds of cues separated by commas; none when one of them is unknown.
fn cue_tags(kinds: &str) -> Option<Tags> {
    kinds.split(',').try_fold(Tags::NONE, |tags, kind| {
        let (_, tag) = CUE_KINDS.iter().find(|(name, _)| *name == kind)?;
        Some(tags.and(*tag))
    })
}

/// It holds numbers and addresses, so it is no part of the table.
pub(super) const BODIES: Entry = dictionary!("public-bodies", Columns::Plain(Tags::NONE));

/// The entries of the dictionary of public bodies.
pub(crate) fn public_bodies() -> impl Iterator<Item = &'static str> {
    BODIES.rows().map(|row| row.term)
}

/// The names that many people carry, each with whether it is a given name or a surname.
#[cfg(all(feature = "names", feature = "keyed"))]
pub(crate) fn usual_names() -> impl Iterator<Item = (&'static str, Tags)> {
    let usual_entries = NAMES.iter().filter(|entry| matches!(entry.columns, Columns::Usual));
    usual_entries.flat_map(|entry| entry.rows().filter_map(|row| Some((row.term, usual(row.second)?))))
}

/// The terms of the dictionaries of names with the tags each gives them.
#[cfg(all(test, feature = "names"))]
pub(crate) fn name_terms() -> impl Iterator<Item = (&'static str, Tags)> {
    NAMES.iter().flat_map(|entry| {
        entry.rows().filter_map(|row| match entry.columns {
            Columns::Plain(tags) => Some((row.term, tags)),
            Columns::Usual => usual(row.second).map(|tags| (row.term, tags)),
            _ => None,
        })
    })
}

/// Every form of every strong term of health.
#[cfg(all(test, feature = "health"))]
pub(crate) fn health_forms() -> Vec<String> {
    let mut forms = Vec::new();
    for entry in HEALTH {
        let all = entry.forms(&mut |of_term, tags| {
            if tags.has(Tag::Health) {
                forms.extend(of_term.words());
            }
        });
        assert!(all.is_ok());
    }
    forms
}

/// The table of every embedded dictionary: built on first use, then shared.
pub(crate) fn standard_lexicon() -> Arc<Lexicon> {
    static SHARED: LazyLock<Arc<Lexicon>> = LazyLock::new(|| Arc::new(build()));
    Arc::clone(&SHARED)
}

fn build() -> Lexicon {
    let bytes: usize = embedded().map(|entry| entry.text().len()).sum();
    // Inflection makes about one form of every five bytes.
    let mut lexicon = Builder::with_room_for(bytes / 5);
    // The words of the language first: most words of a message are such, and who comes first stands where it is
    // looked for first.
    let is_common = |entry: &&Entry| matches!(entry.columns, Columns::Cue | Columns::Inflected(..));
    for entry in embedded().filter(is_common).chain(embedded().filter(|entry| !is_common(entry))) {
        // A row that cannot be read is a fault of this crate that `tests/dictionaries.rs` shows; its term still counts.
        if let Err(row) = entry.forms(&mut |forms, tags| lexicon.add_forms(forms, tags)) {
            lexicon.add_forms(Forms::one(row.term), Tags::NONE);
        }
        for term in entry.long_terms() {
            lexicon.add_slips(term);
        }
    }
    number_words::spellings(&mut |spelling| lexicon.add_forms(Forms::one(spelling), number_words::NUMBER_WORD));
    lexicon.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::dictionary::WordKey;

    /// The name a dictionary gives itself in its first line.
    fn name(entry: &Entry) -> &'static str {
        let first = entry.text().lines().next();
        first.and_then(|line| line.strip_prefix("# ")?.split_once(':')).map_or("", |(name, _)| name)
    }

    #[test]
    fn every_row_is_understood() {
        let mut forms = 0;
        for entry in embedded() {
            let understood = entry.forms(&mut |of_term, _| forms += of_term.endings.len());
            assert!(understood.is_ok(), "{}: {:?}", name(entry), understood.err());
        }
        let fewest = if cfg!(all(feature = "names", feature = "health")) { 150_000 } else { 5_000 };
        assert!(forms > fewest, "{forms} forms");
    }

    #[test]
    #[cfg(all(feature = "names", feature = "health"))]
    fn every_file_is_embedded() {
        let embedded: std::collections::BTreeSet<String> = embedded().map(name).map(str::to_owned).collect();
        let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries");
        for file in std::fs::read_dir(directory).unwrap().map(|file| file.unwrap().path()) {
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            // These two are no part of the table.
            let apart = ["public-bodies", "nicknames"].contains(&stem.as_str());
            let is_dictionary = file.extension().is_some_and(|extension| extension == "txt") && !apart;
            assert!(!is_dictionary || embedded.contains(&stem), "dictionaries/{stem}.txt is not embedded");
        }
    }

    /// The table holds hashes only; this holds it against a linear scan of the forms themselves.
    #[test]
    fn the_table_answers_as_the_files_do() {
        let mut slow: HashMap<String, Tags> = HashMap::new();
        for entry in embedded() {
            let all = entry.forms(&mut |forms, tags| {
                for form in forms.words().into_iter().filter(|form| form.chars().all(char::is_alphabetic)) {
                    *slow.entry(form).or_default() |= tags;
                }
            });
            assert!(all.is_ok());
        }
        let lexicon = standard_lexicon();
        for (form, tags) in &slow {
            let found = lexicon.tags_of_key(WordKey::of(form));
            // What the table knows besides, terms that end in a number among it, is none of this test's business.
            assert_eq!(found.only(*tags).without(Tag::NumberWord), tags.without(Tag::NumberWord), "{form}");
        }
        // A slot holds 20 bits of a hash, and a search for a word that no dictionary holds looks at two or three slots: one
        // in some hundred thousand meets a word that is not its own.
        let unknown = (0..200_000)
            .map(|i| format!("qx{i}zz"))
            .filter(|word| lexicon.tags_of_key(WordKey::of(word)) != Tags::NONE)
            .count();
        assert!(unknown <= 4, "{unknown} of 200 000 words are taken for others");
    }

    /// Words are not taken apart in scripts in which no part of a word is known.
    #[test]
    fn nothing_but_cues_is_written_in_other_scripts() {
        for entry in embedded().filter(|entry| !matches!(entry.columns, Columns::Cue)) {
            for row in entry.rows() {
                assert!(row.term.as_bytes()[0] < built::OTHER_SCRIPTS, "{}: {}", entry.name, row.term);
            }
        }
    }

    #[test]
    fn the_sets_of_tags_fit_into_a_slot() {
        let lexicon = standard_lexicon();
        assert!(lexicon.sets() < 4096, "{} sets", lexicon.sets());
    }

    #[test]
    fn a_genitive_has_the_tags_of_its_word() {
        let lexicon = standard_lexicon();
        assert_eq!(lexicon.tags("qxqxqs"), Tags::NONE);
        let month = lexicon.tags("aprils");
        assert!(month.has(Tag::Month));
    }
}
