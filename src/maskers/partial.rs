//! The part of a value by which its owner knows it again.

use super::figures::Figures;
use super::{Hit, Masker, Replacement};
use crate::dictionary::{Lexicon, Tag};
use crate::finding::Label;
use crate::text::fold::fold;

/// Shows a little of a telephone number, an e-mail address, an account or a card, in its own shape, as services do
/// when they ask "is this still yours?".
///
/// - Telephone: the last three digits, `** ** *5 67`; five digits of a Norwegian number stay hidden, a hundred thousand
///   of them.
/// - E-mail: the first letter and the domain, `k***@example.no`, always three stars. A domain that is itself a name, or
///   repeats what stands before the sign, is no mail service and is not shown.
/// - Account and card: a quarter of the digits, four at most.
///
/// Everything else it leaves to the next masker, national numbers before all: their last digits are the secret part.
/// So it does with numbers in words, extensions, addresses as they are dictated: what is not understood is not shown.
///
/// What it writes is still personal data, and can look like it: scrubbing such a text again masks the rest of it.
///
/// ```
/// use sladd::{Partial, Scrubber};
///
/// let scrubber = Scrubber::builder().masker(Partial::new()).build()?;
/// let scrubbed = scrubber.scrub("Ring +47 41 20 05 67 eller skriv til kari.n@example.no, konto 3645.77.03788");
/// assert_eq!(scrubbed.as_str(), "Ring +** ** ** *5 67 eller skriv til k***@example.no, konto ****.**.***88");
/// # Ok::<(), sladd::BuildError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Partial;

/// The digits of a telephone number that are shown, and the fewest that such a number has.
const OF_PHONE: usize = 3;
const SHORTEST_PHONE: usize = 8;
/// The most digits that are shown of an account or a card.
const MOST: usize = 4;

impl Partial {
    /// The masker.
    #[must_use]
    pub const fn new() -> Partial {
        Partial
    }
}

impl Masker for Partial {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let (value, lexicon) = (hit.value(), hit.scope.lexicon);
        let part = match hit.label() {
            Label::Phone => last_digits(value, lexicon, |digits| if digits < SHORTEST_PHONE { 0 } else { OF_PHONE }),
            Label::BankAccount | Label::PaymentCard => last_digits(value, lexicon, |digits| (digits / 4).min(MOST)),
            Label::Email => email(value, lexicon),
            _ => None,
        };
        out.push_str(&part.unwrap_or_default());
    }
}

/// The number with stars for all digits but the last ones. None when anything but digits and the signs between them
/// stands in it, or nothing would be shown.
fn last_digits(value: &str, lexicon: &Lexicon, shown: impl Fn(usize) -> usize) -> Option<String> {
    let figures = Figures::read(value, lexicon)?;
    let count = figures.digits.len();
    let hidden = count.checked_sub(shown(count)).filter(|hidden| *hidden < count)?;
    let shown = figures.digits.iter().skip(hidden).map(|digit| char::from(b'0' + digit));
    Some(figures.written(std::iter::repeat_n('*', hidden).chain(shown)))
}

/// "kari@example.no" as "k***@example.no".
fn email(value: &str, lexicon: &Lexicon) -> Option<String> {
    let (local, domain) = value.split_once('@')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let first = local.chars().next().filter(|c| c.is_alphanumeric())?;
    let long = local.chars().count() > 1 && local.chars().all(plain);
    let (above, top) = domain.rsplit_once('.')?;
    let named = above.split(['.', '-']).any(|label| {
        let tags = lexicon.tags(&fold(label));
        tags.has(Tag::GivenName) || tags.has(Tag::Surname)
    });
    let local = fold(local);
    let mut parts = local.split(|c: char| !c.is_alphabetic()).filter(|part| part.chars().count() > 2);
    let repeated = parts.any(|part| fold(domain).contains(part));
    let whole = !above.is_empty() && !top.is_empty() && domain.chars().all(plain);
    (long && whole && !named && !repeated).then(|| format!("{first}***@{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;

    #[test]
    fn an_address_that_is_understood_shows_a_letter_and_the_domain() {
        let lexicon = standard_lexicon();
        for (value, shown) in [
            ("qx@example.no", Some("q***@example.no")),
            ("q.x-y_z+1@example.no", Some("q***@example.no")),
            ("7x@qxq.example.no", Some("7***@qxq.example.no")),
            // The name of the domain is half of it, but two letters are no name.
            ("ex.qx@example.no", Some("e***@example.no")),
            // One letter is all there is.
            ("q@example.no", None),
            ("-qx@example.no", None),
            ("q x@example.no", None),
            ("qx@example", None),
            ("qx@.no", None),
            ("qx@example.", None),
            ("qx@exa mple.no", None),
            ("qx.example.no", None),
        ] {
            assert_eq!(email(value, &lexicon).as_deref(), shown, "{value}");
        }
    }

    #[test]
    fn a_domain_that_repeats_the_person_is_not_shown() {
        let lexicon = standard_lexicon();
        for value in ["qxz@qxzstue.no", "post.qxz@min-qxz.no", "QXZ@qxz.no"] {
            assert_eq!(email(value, &lexicon), None, "{value}");
        }
    }

    #[cfg(feature = "names")]
    #[test]
    fn a_domain_that_is_a_name_is_not_shown() {
        let lexicon = standard_lexicon();
        for value in ["qx@nordvik.no", "qx@post.nordvik.no", "qx@bil-nordvik.no", "qx@kari.no"] {
            assert_eq!(email(value, &lexicon), None, "{value}");
        }
    }

    #[test]
    fn the_last_digits_are_shown_in_the_shape_of_the_number() {
        let lexicon = standard_lexicon();
        let last = |value: &str, shown: usize| last_digits(value, &lexicon, |_| shown);
        assert_eq!(last("412 00-567", 3).as_deref(), Some("*** **-567"));
        assert_eq!(last("412", 3).as_deref(), Some("412"));
        assert_eq!(last("412 00 567", 0), None, "nothing would be shown");
        assert_eq!(last("412", 4), None, "more than there is");
        assert_eq!(last("412 linje 5", 1), None, "words say something");
    }
}
