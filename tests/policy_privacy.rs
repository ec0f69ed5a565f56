//! Nothing that stands in a policy is quoted by an error or a `Debug`; its fingerprint depends on what it says only.

#![cfg(all(feature = "names", feature = "health", feature = "serde"))]

use serde_json::{Value, json};
use sladd::{Confidence, Fingerprint, Label, OwnDictionary, OwnPattern, Policy, Scrubber};

/// Unlike any word of the crate, in every part that a message could cut it into.
const SECRET: &str = "Zebrafine 41398765";

/// A policy with every key there is, and the secret wherever a value is free.
fn full() -> Value {
    json!({
        "name": "full",
        "version": SECRET,
        "description": SECRET,
        "health_scope": "personal",
        "mask_public_bodies": true,
        "verify": true,
        "spared": [SECRET, "41398765", "zebrafine@example.no", ".zebrafine.no", "@zebrafine"],
        "labels": { "mask": ["organisation_number", "ward"], "leave_unmasked": ["money"] },
        "thresholds": { "default": "likely", "ward": "possible", "contact": "certain" },
        "known_names": { "mask": [SECRET], "leave_unmasked": [SECRET] },
        "maskers": {
            "default": { "kind": "placeholder", "language": "english", "numbered": true },
            "name": [{ "kind": "text", "text": SECRET, "at_least": "certain" }, { "kind": "fixed", "character": "*", "keep_length": true }],
            "phone": { "kind": "keep_last", "n": 2 },
            "email": { "kind": "placeholder", "form": "<{label}>" },
            "iban": { "kind": "remove" },
        },
        "patterns": [{
            "name": "ward", "label": "ward", "regex": "(Zebrafine) (41398765)", "group": 1, "confidence": "certain", "cues": ["Zebrafine"],
            "reach_before": 3, "reach_behind": 1, "without_cue": "possible", "checksum": "luhn", "on_failure": "drop",
        }],
        "dictionaries": [
            { "name": "wards", "label": "ward", "confidence": "certain", "terms": [SECRET] },
            { "name": "not-wards", "spare": true, "terms": [SECRET] },
        ],
    })
}

fn holds_no_secret(printed: &str, from: &str) {
    let printed = printed.to_lowercase();
    for secret in ["zebrafine", "41398765"] {
        assert!(!printed.contains(secret), "{secret:?} is printed in {printed:?}, from {from}");
    }
}

/// Reads a document and prints all that there is to print of it.
fn print(json: &str) {
    match Policy::from_json_str(json) {
        Err(error) => {
            holds_no_secret(&format!("{error} {error:?} {} {}", error.place(), error.problem()), json);
        }
        Ok(policy) => {
            holds_no_secret(&format!("{policy:?} {:?} {}", policy.fingerprint(), policy.fingerprint()), json);
            match policy.builder() {
                Ok(builder) => holds_no_secret(&format!("{builder:?} {:?}", builder.build()), json),
                Err(error) => holds_no_secret(&format!("{error} {error:?}"), json),
            }
        }
    }
}

/// Everything that can be made of a value by putting something else in its place, inside it, or beside it.
fn mutations(value: &Value, path: &mut Vec<String>, change: &mut dyn FnMut(&[String], Value)) {
    for other in [
        json!(SECRET),
        json!([SECRET]),
        json!({ "zebrafine-41398765": 1 }),
        json!({ "kind": SECRET, "key": SECRET }),
        json!([[SECRET]]),
        json!(41398765),
        json!(0.41398765),
        json!(""),
        json!(null),
        json!(true),
        json!(format!("({SECRET}")),
        json!(format!("{SECRET}\u{7}")),
        json!(SECRET.repeat(400)),
    ] {
        change(path, other);
    }
    match value {
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                path.push(i.to_string());
                mutations(item, path, change);
                path.pop();
            }
        }
        Value::Object(entries) => {
            let mut more = entries.clone();
            more.insert(SECRET.to_owned(), json!(SECRET));
            change(path, Value::Object(more));
            for (key, item) in entries {
                let mut fewer = entries.clone();
                fewer.remove(key);
                change(path, Value::Object(fewer));
                path.push(key.clone());
                mutations(item, path, change);
                path.pop();
            }
        }
        _ => {}
    }
}

fn changed(document: &Value, path: &[String], to: Value) -> Value {
    let mut document = document.clone();
    let pointer: String = path.iter().map(|step| format!("/{step}")).collect();
    *document.pointer_mut(&pointer).unwrap() = to;
    document
}

#[test]
fn no_error_and_no_debug_quotes_a_policy() {
    let document = full();
    let policy = Policy::from_json_str(&document.to_string()).unwrap();
    let scrubber = Scrubber::from_policy(&policy).unwrap();
    assert!(!scrubber.find("ward Zebrafine 41398765").is_empty());
    print(&document.to_string());
    let mut count = 0;
    mutations(&document, &mut Vec::new(), &mut |path, to| {
        count += 1;
        print(&changed(&document, path, to).to_string());
    });
    assert!(count > 500, "{count}");
}

#[test]
fn no_document_that_is_cut_off_or_garbled_is_quoted() {
    let json = full().to_string();
    for end in 0..json.len() {
        print(&json[..end]);
        print(&format!("{}{}", &json[..end], &json[end + 1..]));
    }
    let toml = "name = 'x'\nspared = ['Zebrafine 41398765']\n[known_names]\nmask = ['Zebrafine', \"41398765\"]\n\
                zebrafine = 1\n[maskers]\nname = { kind = 'text', text = 'Zebrafine' }\n[zebrafine.41398765]\n";
    for end in 0..toml.len() {
        for text in [toml[..end].to_owned(), format!("{}{}", &toml[..end], &toml[end + 1..])] {
            if let Err(error) = Policy::from_toml_str(&text) {
                // A key that somebody wrote where keys stand is quoted, names that were to be hidden are not.
                let printed = format!("{error} {error:?}").replace("the key `zebrafine`", "").replace("`zebrafin`", "");
                holds_no_secret(&printed, &text);
            }
        }
    }
}

#[test]
fn terms_that_a_host_gives_are_not_quoted() {
    let policy = || Policy::from_toml_str("name = 'a'\n[[dictionaries]]\nname = 'wards'\nlabel = 'ward'").unwrap();
    let error =
        policy().with_dictionary_text("wards", &format!("# {SECRET}\n{SECRET}\n{}", SECRET.repeat(20))).unwrap_err();
    assert_eq!(error.place(), "dictionaries[0], line 3 of its text");
    holds_no_secret(&format!("{error} {error:?}"), "a text");
    let error = policy().with_dictionary_text(SECRET, "a").unwrap_err();
    holds_no_secret(&format!("{error} {error:?}"), "a name");
    let with = policy().with_dictionary_text("wards", &format!("# ward\n\n  {SECRET}  \n")).unwrap();
    holds_no_secret(&format!("{with:?} {:?}", with.builder()), "terms");
    assert!(Scrubber::from_policy(&with).unwrap().scrub(SECRET).as_str() == "[FJERNET]");
}

#[test]
fn detectors_of_a_hosts_own_print_nothing_of_their_terms() {
    let mut terms = OwnDictionary::new("terms", Label::Custom("ward"), Confidence::Likely).unwrap();
    terms.add(SECRET).unwrap();
    holds_no_secret(&format!("{terms:?}"), "a dictionary");
    let mut builder = OwnPattern::builder("secret", "zebrafine", Label::Custom("ward"));
    builder.cue("Zebrafine").unwrap();
    let pattern = builder.build().unwrap();
    holds_no_secret(&format!("{builder:?} {pattern:?}"), "a pattern");
}

fn fingerprint(json: &Value) -> Fingerprint {
    Policy::from_json_str(&json.to_string()).unwrap().fingerprint()
}

#[test]
fn a_fingerprint_depends_on_what_is_said_and_on_nothing_else() {
    let written = |toml: &str| Policy::from_toml_str(toml).unwrap().fingerprint();
    let plain = written(
        "name = 'a'\nverify = true\n[labels]\nmask = ['iban', 'religion']\nleave_unmasked = ['phone', 'email']",
    );
    for same in [
        "verify = true\nname = \"a\" # a comment\n\n[labels]\nleave_unmasked = [\n  'email',\n  'phone',\n]\nmask = ['religion']",
        "name = 'a'\ndescription = 'what for'\nverify = true\nhealth_scope = 'all'\nmask_public_bodies = false\nlabels = { mask = ['religion'], leave_unmasked = ['phone', 'email'] }\n[thresholds]\ndefault = 'possible'",
        "name = 'a'\nverify = true\nlabels = { mask = ['religion'], leave_unmasked = ['phone', 'email'] }\n[known_names]\nmask = ['Kari']",
    ] {
        assert_eq!(written(same), plain, "{same}");
    }
    let json = json!({ "labels": { "leave_unmasked": ["email", "phone"], "mask": ["religion"] }, "verify": true, "name": "a" });
    assert_eq!(fingerprint(&json), plain);
    assert_eq!(plain.to_string().len(), 64);
    assert!(plain.to_string().bytes().all(|b| b.is_ascii_hexdigit()));
    assert_eq!(serde_json::to_value(plain).unwrap(), json!(plain.to_string()));
}

/// Each change of what is masked or how is another fingerprint; who is known and what it is for are not in it.
#[test]
fn every_change_of_a_policy_shows_in_its_fingerprint() {
    let document = full();
    let plain = fingerprint(&document);
    let mut seen = 0;
    for (path, to) in [
        ("/name", json!("other")),
        ("/version", json!("2")),
        ("/health_scope", json!("all")),
        ("/mask_public_bodies", json!(false)),
        ("/verify", json!(false)),
        ("/spared/0", json!("Annet")),
        ("/labels/mask/0", json!("health")),
        ("/labels/leave_unmasked/0", json!("iban")),
        ("/thresholds/default", json!("possible")),
        ("/thresholds/contact", json!("possible")),
        ("/maskers/default/numbered", json!(false)),
        ("/maskers/name/0/at_least", json!("likely")),
        ("/maskers/name/1/character", json!("#")),
        ("/maskers/phone/n", json!(3)),
        ("/patterns/0/regex", json!("(a) (b)")),
        ("/patterns/0/group", json!(2)),
        ("/patterns/0/cues/0", json!("annet")),
        ("/patterns/0/reach_before", json!(4)),
        ("/patterns/0/without_cue", json!("likely")),
        ("/patterns/0/checksum", json!("mod11")),
        ("/patterns/0/on_failure", json!("possible")),
        ("/dictionaries/0/terms/0", json!("Annet")),
        ("/dictionaries/0/confidence", json!("likely")),
    ] {
        let mut changed = document.clone();
        *changed.pointer_mut(path).unwrap() = to;
        assert_ne!(fingerprint(&changed), plain, "{path}");
        seen += 1;
    }
    assert_eq!(seen, 23);
    for (path, to) in [("/known_names/mask/0", json!("Annen")), ("/description", json!("annet"))] {
        let mut changed = document.clone();
        *changed.pointer_mut(path).unwrap() = to;
        assert_eq!(fingerprint(&changed), plain, "{path}");
    }
    let terms = |text: &str| {
        let policy =
            Policy::from_toml_str("name = 'a'\n[[dictionaries]]\nname = 'w'\nlabel = 'ward'\nterms = ['Nord']")
                .unwrap();
        policy.with_dictionary_text("w", text).unwrap().fingerprint()
    };
    assert_eq!(terms("Sør\nØst"), terms("# i en annen orden\nøst\nSør\nnord"));
    assert_ne!(terms("Sør"), terms("Øst"));
}

#[test]
fn policies_cross_threads() {
    fn shared<T: Clone + Send + Sync>() {}
    shared::<Policy>();
    shared::<OwnPattern>();
    shared::<OwnDictionary>();
    shared::<sladd::PolicyError>();
    shared::<Fingerprint>();
}
