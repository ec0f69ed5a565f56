//! What an audit has seen, and the search for secrets in it.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{Debug, Display};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

/// Marked secrets: each unlike any word, number or name of the crate. Names, numbers, contact data, illness; what a
/// vault holds; the bytes of keys; what a host's own policy holds.
pub(crate) const SECRETS: [&str; 11] = [
    "Zebrafine",
    "Kvitteson",
    "413 98 765",
    "zebrafine@example.no",
    "psoriasis",
    "018199 12323",
    "3645.77.03788",
    "Quintelbråten 7",
    "wxyz-vault-value-813",
    KEY,
    "Ward Omikron 5",
];

/// The bytes of the host's key.
pub(crate) const KEY: &str = "jumps0over1the2lazy3quick4brown5";

/// A message in which the crate finds the first eight.
pub(crate) fn message() -> String {
    format!(
        "Hei, jeg heter {} {}, tlf {}, epost {}, har {}, fnr {}, konto {}, bor i {}.",
        SECRETS[0], SECRETS[1], SECRETS[2], SECRETS[3], SECRETS[4], SECRETS[5], SECRETS[6], SECRETS[7]
    )
}

/// How a type gives itself away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Debug,
    Display,
    Json,
    /// Bytes or text that a method gives.
    Output,
}

/// Collects what was looked at, by type and form. Shared with detectors and maskers that see values only in a call.
#[derive(Clone, Default)]
pub(crate) struct Audit(Arc<Mutex<BTreeSet<(String, Form)>>>);

impl Audit {
    pub(crate) fn debug<T: Debug>(&self, value: &T) {
        self.looked::<T>(Form::Debug);
        holds_no_secret(&format!("{value:?}"));
    }

    pub(crate) fn display<T: Display>(&self, value: &T) {
        self.looked::<T>(Form::Display);
        holds_no_secret(&value.to_string());
    }

    #[cfg(feature = "serde")]
    pub(crate) fn json<T: serde::Serialize>(&self, value: &T) {
        self.looked::<T>(Form::Json);
        holds_no_secret(&serde_json::to_string(value).unwrap());
    }

    pub(crate) fn error<T: Error + 'static>(&self, error: &T) {
        self.debug(error);
        self.display(error);
        let mut source: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(error) = source {
            holds_no_secret(&format!("{error} {error:?}"));
            source = error.source();
        }
    }

    /// Text that a method of the type gives.
    pub(crate) fn output<T>(&self, text: &str) {
        self.looked::<T>(Form::Output);
        holds_no_secret(text);
    }

    /// Bytes that a method of the type gives.
    pub(crate) fn bytes<T>(&self, bytes: &[u8]) {
        self.looked::<T>(Form::Output);
        holds_no_secret(&String::from_utf8_lossy(bytes));
        let folded = bytes.to_ascii_lowercase();
        for secret in SECRETS {
            for secret in [secret.to_ascii_lowercase(), figures(secret)] {
                let utf16: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
                assert!(!holds(&folded, secret.as_bytes()) && !holds(&folded, &utf16), "{secret:?} is in sealed bytes");
            }
        }
    }

    fn looked<T>(&self, form: Form) {
        self.seen().insert((own_name(std::any::type_name::<T>()), form));
    }

    /// Whether a value of this type was looked at in this form.
    pub(crate) fn has(&self, name: &str, form: Form) -> bool {
        self.seen().contains(&(name.to_owned(), form))
    }

    fn seen(&self) -> MutexGuard<'_, BTreeSet<(String, Form)>> {
        // A host's own code that panics in a call may have held it.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// `Scrubbed` of `&sladd::scrubbed::Scrubbed<'_>`.
fn own_name(path: &str) -> String {
    let path = path.split('<').next().unwrap_or("").trim_start_matches('&');
    path.rsplit("::").next().unwrap_or("").to_owned()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    !part.is_empty() && bytes.windows(part.len()).any(|window| window == part)
}

/// The figures of a secret; nothing for one that has too few to tell.
fn figures(text: &str) -> String {
    let figures: String = text.chars().filter(char::is_ascii_digit).collect();
    if figures.len() >= 7 { figures } else { text.to_ascii_lowercase() }
}

/// Each secret with the forms it could show in: in small letters, as bytes in decimals or hexadecimals, and its letters
/// and figures without separators.
static FORMS: LazyLock<Vec<(&str, [String; 3], String)>> = LazyLock::new(|| {
    let forms = |secret: &'static str| {
        let lower = secret.to_lowercase();
        let own = lower.chars().filter(|c| c.is_alphanumeric()).collect();
        let decimals: Vec<String> = secret.bytes().take(8).map(|byte| byte.to_string()).collect();
        let hex = secret.bytes().take(8).map(|byte| format!("{byte:02x}")).collect();
        (secret, [lower, decimals.join(", "), hex], own)
    };
    SECRETS.into_iter().map(forms).collect()
});

/// Looks for every secret in every form.
pub(crate) fn holds_no_secret(printed: &str) {
    let folded = printed.to_lowercase();
    let joined: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    for (secret, forms, own) in &*FORMS {
        for form in forms {
            assert!(!folded.contains(form), "the secret {secret:?} shows as {form:?} in {printed:?}");
        }
        assert!(!joined.contains(own), "the secret {secret:?} shows in {printed:?}");
    }
}
