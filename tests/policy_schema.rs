//! The JSON Schema of a policy says what the reader does: the same keys, the same words, the same faults.

#![cfg(all(feature = "names", feature = "health", feature = "serde"))]

mod support;

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Map, Value, json};
use sladd::{Label, Policy};
use support::root;

fn schema() -> Value {
    serde_json::from_str(Policy::JSON_SCHEMA).unwrap()
}

/// Whether a value is what a schema says. Knows the keywords that this schema uses and no others.
fn valid(schema: &Value, root: &Value, value: &Value) -> bool {
    schema.as_object().unwrap().iter().all(|(keyword, said)| {
        let each = |said: &Value| said.as_array().unwrap().iter().filter(|said| valid(said, root, value)).count();
        let number = || usize::try_from(said.as_u64().unwrap()).unwrap();
        match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" => true,
            "$ref" => valid(root.pointer(said.as_str().unwrap().strip_prefix('#').unwrap()).unwrap(), root, value),
            "anyOf" => each(said) > 0,
            "oneOf" => each(said) == 1,
            "enum" => said.as_array().unwrap().contains(value),
            "const" => said == value,
            "type" => match said.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64(),
                other => panic!("the type {other} is not known here"),
            },
            "minimum" => value.as_i64().is_none_or(|n| n >= said.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|n| n <= said.as_i64().unwrap()),
            "minLength" => value.as_str().is_none_or(|text| text.chars().count() >= number()),
            "maxLength" => value.as_str().is_none_or(|text| text.chars().count() <= number()),
            "pattern" => value
                .as_str()
                .is_none_or(|text| regex_automata::meta::Regex::new(said.as_str().unwrap()).unwrap().is_match(text)),
            "minItems" => value.as_array().is_none_or(|items| items.len() >= number()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() <= number()),
            "items" => value.as_array().is_none_or(|items| items.iter().all(|item| valid(said, root, item))),
            "required" => value.as_object().is_none_or(|entries| {
                said.as_array().unwrap().iter().all(|key| entries.contains_key(key.as_str().unwrap()))
            }),
            "propertyNames" => {
                value.as_object().is_none_or(|entries| entries.keys().all(|key| valid(said, root, &json!(key))))
            }
            "properties" => value.as_object().is_none_or(|entries| {
                entries.iter().all(|(key, value)| said.get(key).is_none_or(|said| valid(said, root, value)))
            }),
            "additionalProperties" => value.as_object().is_none_or(|entries| {
                let others = entries.iter().filter(|(key, _)| schema.pointer(&format!("/properties/{key}")).is_none());
                others.into_iter().all(|(_, value)| if said == false { false } else { valid(said, root, value) })
            }),
            other => panic!("the keyword {other} is not known here"),
        }
    })
}

fn is_valid(policy: &Value) -> bool {
    let schema = schema();
    valid(&schema, &schema, policy)
}

#[test]
fn the_ready_made_policies_are_valid() {
    for name in Policy::READY_MADE {
        let text = fs::read_to_string(root().join(format!("examples/policies/{name}.toml"))).unwrap();
        let policy: Value = toml::from_str(&text).unwrap();
        assert!(is_valid(&policy), "{name}");
    }
}

/// A document with every key of the schema, each with a value of its kind.
fn full() -> Value {
    json!({
        "name": "full", "version": "1", "description": "Alt", "health_scope": "personal", "mask_public_bodies": true,
        "verify": true, "spared": ["Frida"],
        "labels": { "mask": ["all", "own"], "leave_unmasked": ["money", "phone"] },
        "thresholds": { "default": "likely", "own": "possible", "contact": "certain" },
        "known_names": { "mask": ["Kari"], "leave_unmasked": ["Anne Lunde"] },
        "maskers": {
            "default": { "kind": "placeholder", "at_least": "likely", "language": "english", "numbered": true },
            "own": [{ "kind": "placeholder", "form": "<{label}>" }, { "kind": "remove", "at_least": "certain" }],
            "name": { "kind": "fixed", "at_least": "likely", "character": "*", "keep_length": true },
            "phone": { "kind": "keep_last", "at_least": "likely", "n": 2 },
            "email": { "kind": "text", "at_least": "likely", "text": "epost" },
            "iban": { "kind": "pseudonym", "at_least": "likely", "key": "k", "scope": "s", "language": "norwegian" },
            "person": { "kind": "surrogate", "at_least": "likely", "key": "k", "scope": "s" },
            "bank_account": { "kind": "partial", "at_least": "likely" },
            "address": { "kind": "generalise", "at_least": "likely", "as_of": "2026-03-14", "age_bands": 10, "places": true, "language": "english" },
        },
        "patterns": [{
            "name": "own", "label": "own", "regex": "(a)", "group": 1, "confidence": "certain", "cues": ["a*"],
            "reach_before": 3, "reach_behind": 0, "without_cue": "possible", "checksum": "iban", "on_failure": "drop",
        }],
        "dictionaries": [{ "name": "terms", "label": "own", "confidence": "certain", "terms": ["Fjord"], "spare": true }],
    })
}

fn reads(policy: &Value) -> bool {
    Policy::from_json_str(&policy.to_string()).is_ok()
}

/// Every table of a document, by its path.
fn tables(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            found.push(path.to_owned());
            entries.iter().for_each(|(key, value)| tables(value, &format!("{path}/{key}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, value)| tables(value, &format!("{path}/{i}"), found));
        }
        _ => {}
    }
}

fn table<'d>(document: &'d mut Value, path: &str) -> &'d mut Map<String, Value> {
    document.pointer_mut(path).unwrap().as_object_mut().unwrap()
}

/// The words in backquotes at the end of the error that an unknown key gives.
fn known_keys(document: &Value, path: &str) -> BTreeSet<String> {
    let mut document = document.clone();
    table(&mut document, path).insert("zzzzzzzz".to_owned(), json!(1));
    let error = Policy::from_json_str(&document.to_string()).unwrap_err();
    let (_, known) = error.problem().split_once("known are ").unwrap_or_else(|| panic!("{path}: {error}"));
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_reader_and_the_schema_know_the_same_keys() {
    let (schema, document) = (schema(), full());
    assert!(reads(&document), "{:?}", Policy::from_json_str(&document.to_string()).err());
    assert!(is_valid(&document));
    let mut paths = Vec::new();
    tables(&document, "", &mut paths);
    assert!(paths.len() > 15, "{paths:?}");
    let mut kinds = BTreeSet::new();
    for path in paths {
        let known = known_keys(&document, &path);
        let kind = document.pointer(&path).unwrap().get("kind").and_then(Value::as_str);
        kinds.extend(kind);
        let place = match (path.split('/').nth(1), kind) {
            (_, Some(kind)) => format!("/$defs/{kind}"),
            (None, _) => String::new(),
            (Some("patterns"), _) => "/$defs/pattern".to_owned(),
            (Some("dictionaries"), _) => "/$defs/dictionary".to_owned(),
            (Some(key), _) => format!("/properties/{key}"),
        };
        let place = schema.pointer(&place).unwrap();
        let Some(properties) = place.get("properties") else {
            // Labels and families: each is understood, and the schema takes each.
            for key in known {
                assert!(valid(place.get("propertyNames").unwrap(), &schema, &json!(key)), "{path}: {key}");
            }
            continue;
        };
        let listed: BTreeSet<String> = properties.as_object().unwrap().keys().cloned().collect();
        assert_eq!(known, listed, "{path}");
    }
    let of_schema = schema.pointer("/$defs/masker/oneOf").unwrap().as_array().unwrap();
    assert_eq!(kinds.len(), of_schema.len());
}

#[test]
fn the_reader_and_the_schema_know_the_same_words() {
    let schema = schema();
    let words = |place: &str| schema.pointer(place).unwrap().as_array().unwrap().clone();
    let built_in: Vec<Value> = Label::BUILT_IN.iter().map(|label| json!(label.as_str())).collect();
    assert_eq!(words("/$defs/built_in/enum").len(), built_in.len());
    assert!(words("/$defs/built_in/enum").iter().all(|word| built_in.contains(word)));
    for (place, path) in [
        ("/$defs/label_or_family/anyOf/0/enum", "/labels/mask/0"),
        ("/$defs/built_in/enum", "/labels/mask/0"),
        ("/$defs/confidence/enum", "/thresholds/default"),
        ("/$defs/language/enum", "/maskers/default/language"),
        ("/properties/health_scope/enum", "/health_scope"),
        ("/$defs/pattern/properties/checksum/enum", "/patterns/0/checksum"),
        ("/$defs/pattern/properties/on_failure/enum", "/patterns/0/on_failure"),
    ] {
        let mut document = full();
        document.pointer_mut("/labels/leave_unmasked").unwrap().as_array_mut().unwrap().clear();
        for word in words(place) {
            *document.pointer_mut(path).unwrap() = word.clone();
            assert!(reads(&document), "{path}: {word}");
        }
        *document.pointer_mut(path).unwrap() = json!("zzzz");
        assert!(!reads(&document), "{path}");
        // Every word the reader would take is in the schema.
        let error = Policy::from_json_str(&document.to_string()).unwrap_err();
        if let Some((_, listed)) = error.problem().split_once("one of ") {
            assert_eq!(listed.split('`').skip(1).step_by(2).count(), words(place).len(), "{path}");
        }
    }
}

#[test]
fn what_the_schema_refuses_is_refused() {
    for (path, to) in [
        ("/name", json!("Full Name")),
        ("/name", json!(1)),
        ("/version", json!("")),
        ("/verify", json!("yes")),
        ("/health_scope", json!("none")),
        ("/spared", json!("Frida")),
        ("/labels/mask/0", json!("Not A Label")),
        ("/thresholds/default", json!("sure")),
        ("/maskers/phone/n", json!(0)),
        ("/maskers/phone/n", json!(9)),
        ("/maskers/phone/kind", json!("hide")),
        ("/maskers/name/character", json!("ab")),
        ("/maskers/own", json!([])),
        ("/maskers/iban/key", json!("")),
        ("/maskers/address/as_of", json!("today")),
        ("/maskers/address/age_bands", json!(3)),
        ("/patterns/0/name", json!("Not_kebab")),
        ("/patterns/0/group", json!(-1)),
        ("/patterns/0/reach_before", json!(17)),
        ("/patterns/0/checksum", json!("mod12")),
        ("/patterns/0/cues", json!("a")),
        ("/dictionaries/0/terms", json!({})),
        ("/dictionaries", json!({})),
    ] {
        let mut document = full();
        *document.pointer_mut(path).unwrap() = to;
        assert!(!is_valid(&document), "{path}");
        assert!(!reads(&document), "{path}");
    }
    for (path, key) in [
        ("", "name"),
        ("/maskers/phone", "kind"),
        ("/maskers/phone", "n"),
        ("/maskers/iban", "scope"),
        ("/patterns/0", "regex"),
        ("/patterns/0", "label"),
        ("/dictionaries/0", "name"),
    ] {
        let mut document = full();
        table(&mut document, path).remove(key);
        assert!(!is_valid(&document) && !reads(&document), "{path} without {key}");
    }
}
