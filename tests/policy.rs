//! Policies: what they say is done, what is wrong with them is told without quoting it.

#![cfg(all(feature = "names", feature = "health", feature = "serde"))]

mod support;

use std::fs;

use sladd::{Policy, PolicyError, Scrubber};
use support::root;

fn policy(rest: &str) -> Policy {
    Policy::from_toml_str(&format!("name = 'test'\n{rest}")).unwrap_or_else(|error| panic!("{error} in {rest}"))
}

fn scrubber(rest: &str) -> Scrubber {
    Scrubber::from_policy(&policy(rest)).unwrap_or_else(|error| panic!("{error} in {rest}"))
}

fn scrub(rest: &str, text: &str) -> String {
    scrubber(rest).scrub(text).to_string()
}

fn error(rest: &str) -> PolicyError {
    let read = Policy::from_toml_str(&format!("name = 'test'\n{rest}"));
    read.and_then(|policy| policy.builder().map(drop)).expect_err(rest)
}

/// The place; of a line and a column only the line, since parsers differ on the other.
fn without_column(error: &PolicyError) -> &str {
    error.place().split(", column ").next().unwrap()
}

/// The example chat under each ready-made policy, as checked in. `UPDATE=1` writes the files anew.
#[test]
fn ready_made_policies_mask_the_example_chat_as_checked_in() {
    let chat = fs::read_to_string(root().join("examples/data/chat.txt")).unwrap();
    for name in Policy::READY_MADE {
        let scrubber = Scrubber::from_policy(&Policy::ready_made(name).unwrap()).unwrap();
        let masked: String = chat.lines().map(|line| format!("{}\n", scrubber.scrub(line))).collect();
        let path = root().join(format!("tests/policies/{name}.masked.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &masked).unwrap();
        }
        let wanted = fs::read_to_string(&path).unwrap_or_default();
        for (masked, wanted) in masked.lines().zip(wanted.lines()) {
            assert_eq!(masked, wanted, "{name}");
        }
        assert_eq!(masked.lines().count(), wanted.lines().count(), "{name}");
        for line in masked.lines() {
            assert_eq!(scrubber.scrub(line).as_str(), line, "{name}: scrubbing twice changes a line");
        }
    }
}

#[test]
fn ready_made_policies_are_the_files_in_examples_and_explain_themselves() {
    let mut files: Vec<String> = fs::read_dir(root().join("examples/policies"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut names: Vec<String> = Policy::READY_MADE.iter().map(|name| (*name).to_owned()).collect();
    files.sort();
    names.sort();
    assert_eq!(files, names);
    for name in names {
        let text = fs::read_to_string(root().join(format!("examples/policies/{name}.toml"))).unwrap();
        for heading in ["# For den behandlingsansvarlige:", "# Hva som maskeres, og hvorfor", "# Hva som står igjen"] {
            assert!(text.contains(heading), "{name} lacks {heading:?}");
        }
        let policy = Policy::ready_made(&name).unwrap();
        assert_eq!(policy.name(), name);
        assert!(policy.version().is_some() && policy.description().is_some());
        assert_eq!(policy.fingerprint(), Policy::from_toml_str(&text).unwrap().fingerprint());
    }
    assert!(Policy::ready_made("loose").is_none());
}

/// What tells the ready-made ones apart.
#[test]
fn ready_made_policies_differ_where_they_say_so() {
    let scrub = |name: &str, text: &str| {
        let scrubber = Scrubber::from_policy(&Policy::ready_made(name).unwrap()).unwrap();
        let masked = scrubber.scrub(text).to_string();
        assert_eq!(scrubber.scrub(&masked).as_str(), masked, "{name}");
        masked
    };
    let text = "Hva er symptomene på migrene? Ring 55 55 33 33. Jeg er muslim, orgnr 836338758";
    assert_eq!(
        scrub("helsenorge-chat", text),
        "Hva er symptomene på [HELSE]? Ring 55 55 33 33. Jeg er muslim, orgnr 836338758"
    );
    assert_eq!(
        scrub("nav-chat", text),
        "Hva er symptomene på [HELSE-1]? Ring 55 55 33 33. Jeg er [RELIGION-1], orgnr 836338758"
    );
    assert_eq!(
        scrub("llm-gateway", text),
        "Hva er symptomene på migrene? Ring 55 55 33 33. Jeg er [RELIGION-1], orgnr 836338758"
    );
    assert_eq!(
        scrub("strict", text),
        "Hva er symptomene på [HELSE]? Ring [TELEFON]. Jeg er [RELIGION], orgnr [ORGANISASJONSNUMMER]"
    );
    assert_eq!(
        scrub("log-lines", text),
        "Hva er symptomene på migrene? Ring 55 55 33 33. Jeg er muslim, orgnr [ORGANISASJONSNUMMER]"
    );
    assert_eq!(
        scrub("llm-gateway", "Kari Nordvik og Ola Haugland krangler. Har Kari rett?"),
        "[NAVN-1] og [NAVN-2] krangler. Har [NAVN-1] rett?"
    );
}

#[test]
fn log_lines_keep_what_is_technical() {
    let scrubber = Scrubber::from_policy(&Policy::ready_made("log-lines").unwrap()).unwrap();
    for (line, wanted) in [
        (
            "GET /person/11037966640?fnr=11037966640 -> 404 (12 ms)",
            "GET /person/[FØDSELSNUMMER]?fnr=[FØDSELSNUMMER] -> 404 (12 ms)",
        ),
        ("user=solveig_b ip=84.213.0.14 port=8080", "user=[BRUKERNAVN] ip=[IP-ADRESSE] port=8080"),
        ("userId: \"kari.n\", retry 3/5", "userId: \"[BRUKERNAVN]\", retry 3/5"),
        ("Bearer eyJhbGciOiJSUzI1NiJ9.eyJwaWQiOiIxIn0.c2ln x", "Bearer [INNLOGGINGSBEVIS] x"),
        ("kill -9 4711: fatal, aborted in Jenkins", "kill -9 4711: fatal, aborted in Jenkins"),
        ("HttpClientErrorException$NotFound at line 12345", "HttpClientErrorException$NotFound at line 12345"),
        ("opprettet av Kari Nordvik", "opprettet av [NAVN]"),
    ] {
        assert_eq!(scrubber.scrub(line).as_str(), wanted);
        assert_eq!(scrubber.scrub(wanted).as_str(), wanted);
    }
    // However long a token is, its tail is a part of it.
    let token = format!("eyJ{}.{}.{}", "a".repeat(900), "b".repeat(5000), "c".repeat(3000));
    assert_eq!(scrubber.scrub(&format!("token {token} ok")).as_str(), "token [INNLOGGINGSBEVIS] ok");
}

#[test]
fn the_closest_word_on_a_label_counts() {
    let text = "Kari, 412 00 000, kari@example.no, orgnr 836338758, jeg er muslim";
    for (labels, wanted) in [
        ("", "[NAVN], [TELEFON], [E-POST], orgnr 836338758, jeg er muslim"),
        ("mask = ['all']", "[NAVN], [TELEFON], [E-POST], orgnr [ORGANISASJONSNUMMER], jeg er [RELIGION]"),
        ("leave_unmasked = ['all']\nmask = ['email']", "Kari, 412 00 000, [E-POST], orgnr 836338758, jeg er muslim"),
        (
            "mask = ['all', 'phone']\nleave_unmasked = ['contact', 'special_categories']",
            "[NAVN], [TELEFON], [NAVN]@example.no, orgnr [ORGANISASJONSNUMMER], jeg er muslim",
        ),
        ("leave_unmasked = ['person']", "Kari, [TELEFON], [E-POST], orgnr 836338758, jeg er muslim"),
    ] {
        assert_eq!(scrub(&format!("[labels]\n{labels}"), text), wanted, "{labels}");
    }
}

#[test]
fn thresholds_hold_for_all_for_families_and_for_labels() {
    let text = "Kari, nummer 22000019, fnr 110379 66640";
    for (thresholds, wanted) in [
        ("", "[NAVN], nummer [TELEFON], fnr [FØDSELSNUMMER]"),
        ("default = 'certain'", "Kari, nummer 22000019, fnr [FØDSELSNUMMER]"),
        ("contact = 'certain'", "[NAVN], nummer 22000019, fnr [FØDSELSNUMMER]"),
        ("default = 'certain'\nphone = 'possible'", "Kari, nummer [TELEFON], fnr [FØDSELSNUMMER]"),
        ("contact = 'certain'\nphone = 'possible'", "[NAVN], nummer [TELEFON], fnr [FØDSELSNUMMER]"),
    ] {
        assert_eq!(scrub(&format!("[thresholds]\n{thresholds}"), text), wanted, "{thresholds}");
    }
}

#[test]
fn maskers_by_label_by_confidence_and_in_order() {
    let text = "Kari, nummer 22000019 og 412 00 067, kari@example.no";
    for (maskers, wanted) in [
        ("default = { kind = 'placeholder', language = 'english' }", "[NAME], nummer [PHONE] og [PHONE], [EMAIL]"),
        (
            "default = { kind = 'placeholder', form = '<{label}:{number}>' }",
            "<NAVN:1>, nummer <TELEFON:1> og <TELEFON:2>, <E-POST:1>",
        ),
        ("contact = { kind = 'fixed', character = '*' }", "[NAVN], nummer ***** og *****, *****"),
        ("contact = { kind = 'remove' }\nemail = { kind = 'text', text = 'e-post' }", "[NAVN], nummer og, e-post"),
        (
            "phone = [{ kind = 'text', text = 'tlf', at_least = 'certain' }, { kind = 'keep_last', n = 2 }]\ndefault = { kind = 'text', text = 'x' }",
            "x, nummer ██████19 og tlf, x",
        ),
        // A masker without an answer leaves it to the default.
        (
            "email = { kind = 'text', text = 'kari@example.no' }\ndefault = { kind = 'text', text = 'x' }",
            "x, nummer x og x, x",
        ),
        (
            "email = { kind = 'text', text = 'e', at_least = 'certain' }\nphone = { kind = 'text', text = 't', at_least = 'certain' }",
            "[NAVN], nummer [TELEFON] og t, e",
        ),
    ] {
        assert_eq!(scrub(&format!("[maskers]\n{maskers}"), text), wanted, "{maskers}");
    }
}

#[test]
fn spared_values_and_known_names() {
    let text = "Suphaporn fra Fjordnett, konto 3645.77.03788, ring 412 00 000 eller post@example.no, hilsen Frida";
    assert_eq!(
        scrub("", "konto 3645 77 03788, ring 412 00 000 eller post@example.no, hilsen Frida"),
        "konto [KONTONUMMER], ring [TELEFON] eller [E-POST], hilsen [NAVN]"
    );
    let rest = "spared = ['36457703788', '+47 412 00 000', 'post@example.no', 'Frida']\n[known_names]\nmask = ['Suphaporn Srisawat']";
    assert_eq!(
        scrub(rest, text),
        "[NAVN] fra Fjordnett, konto 3645.77.03788, ring 412 00 000 eller post@example.no, hilsen Frida"
    );
    assert_eq!(scrub(rest, "hilsen Frida Haugland, 412 00 001"), "hilsen [NAVN], [TELEFON]");
    assert_eq!(
        scrub("[known_names]\nleave_unmasked = ['Anne Lunde']", "Anne Lunde og Kari Nordvik"),
        "Anne Lunde og [NAVN]"
    );
}

#[test]
fn a_policy_switches_scope_and_public_bodies() {
    assert_eq!(scrub("health_scope = 'personal'", "Hva er symptomene på korona?"), "Hva er symptomene på korona?");
    assert_eq!(scrub("mask_public_bodies = true", "Ring 55 55 33 33"), "Ring [TELEFON]");
    assert!(policy("verify = true").verify());
    assert!(!policy("").verify());
}

#[test]
fn a_host_adds_to_what_a_policy_says() {
    let scrubber = policy("[maskers]\ndefault = { kind = 'text', text = 'x' }").builder().unwrap().masker("y").build();
    assert_eq!(scrubber.unwrap().scrub("ring 412 00 000").as_str(), "ring y");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (rest, place, problem) in [
        ("treshold = 1", "the document", "`treshold` is not known here"),
        ("[labels]\nmaks = ['name']", "labels", "did you mean `mask`?"),
        ("[labels]\nmask = ['phone', 'nmae']", "labels.mask[1]", "did you mean `name`?"),
        ("[labels]\nmask = 'name'", "labels.mask", "must be a list"),
        ("[labels]\nmask = ['name']\nleave_unmasked = ['name']", "labels.leave_unmasked[0]", "stands in `mask` too"),
        ("[thresholds]\nname = 'sure'", "thresholds.name", "one of `possible`, `likely`, `certain`"),
        ("[thresholds]\nnavn = 'likely'", "thresholds", "`navn` is not known here"),
        ("health_scope = 'none'", "health_scope", "one of `all`, `personal`"),
        ("verify = 1", "verify", "true or false"),
        ("version = 3", "version", "must be a text"),
        ("version = ''", "version", "is empty"),
        ("[maskers]\nname = { kind = 'keep_last' }", "maskers.name.n", "is missing"),
        ("[maskers]\nname = { kind = 'keep_last', n = 99 }", "maskers.name.n", "from 1 to 8"),
        ("[maskers]\nname = [{ kind = 'remove' }, { kind = 'hide' }]", "maskers.name[1].kind", "one of"),
        ("[maskers]\nname = { kind = 'remove', n = 2 }", "maskers.name", "`n` is not known here"),
        ("[maskers]\nname = []", "maskers.name", "1 to 8 maskers"),
        ("[maskers]\nname = { kind = 'placeholder', form = '{label}' }", "maskers.name.form", "a sign must stand"),
        (
            "[maskers]\nname = { kind = 'placeholder', form = '[{label}]', numbered = true }",
            "maskers.name.form",
            "leave `numbered` out",
        ),
        ("[maskers]\nname = { kind = 'fixed', character = 'ab' }", "maskers.name.character", "one sign"),
        ("[maskers]\nname = { kind = 'pseudonym', key = '', scope = 's' }", "maskers.name.key", "is empty"),
        ("[maskers]\nname = { kind = 'pseudonym', scope = 's' }", "maskers.name.key", "is missing"),
        ("[maskers]\nname = { kind = 'surrogate', key = 'k' }", "maskers.name.scope", "is missing"),
        (
            "[maskers]\nbirth_date = { kind = 'generalise', as_of = 'today' }",
            "maskers.birth_date.as_of",
            "must be a day",
        ),
        ("spared = ['12']", "spared[0]", "3 to 24 digits"),
        ("spared = ['post@example.no', '@']", "spared[1]", "neither a mailbox"),
        ("[known_names]\nmask = ['123']", "known_names.mask[0]", "no letter"),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'", "patterns[0].regex", "is missing"),
        ("[[patterns]]\nname = 'A b'\nlabel = 'b'\nregex = 'x'", "patterns[0].name", "lower-case"),
        ("[[patterns]]\nname = 'phone'\nlabel = 'b'\nregex = 'x'", "patterns[0].name", "another detector"),
        ("[[patterns]]\nname = 'a'\nlabel = 'contact'\nregex = 'x'", "patterns[0].label", "a family"),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = 'åå[z-a]'", "patterns[0].regex", "(character 4)"),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = 'x*'", "patterns[0].regex", "empty text"),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = '[a&&b]'", "patterns[0].regex", "match nothing"),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = '(?=x)'", "patterns[0].regex", "look-around"),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = '\\w{900}'", "patterns[0].regex", "4 MiB"),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = 'x'\ngroup = 1", "patterns[0].group", "no such group"),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = 'x'\ncues = ['a1']", "patterns[0].cues[0]", "letters only"),
        (
            "[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = 'x'\nwithout_cue = 'likely'",
            "patterns[0].without_cue",
            "no cues",
        ),
        ("[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = 'x'\nchecksum = 'mod12'", "patterns[0].checksum", "`mod11`"),
        (
            "[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = 'x'\non_failure = 'drop'",
            "patterns[0].on_failure",
            "no checksum",
        ),
        ("[[dictionaries]]\nname = 'a'\nterms = ['xy']", "dictionaries[0].label", "is missing"),
        ("[[dictionaries]]\nname = 'a'\nlabel = 'b'", "dictionaries[0]", "no terms"),
        ("[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['xy', '']", "dictionaries[0].terms[1]", "is empty"),
        (
            "[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = [\"x\\u0007y\"]",
            "dictionaries[0].terms[0]",
            "control character",
        ),
        (
            "[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['a b c d e f g h i']",
            "dictionaries[0].terms[0]",
            "eight words",
        ),
        ("[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['x']", "dictionaries[0].terms[0]", "two letters"),
        (
            "[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['xy']\n[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['xy']",
            "dictionaries[1].name",
            "another detector",
        ),
        ("[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['bl\u{FFFD}b']", "dictionaries[0].terms[0]", "in UTF-8"),
        (
            "[[patterns]]\nname = 'a'\nlabel = 'organisation_number'\nregex = 'x'",
            "patterns[0].label",
            "name it in `labels.mask`",
        ),
        (
            "labels.leave_unmasked = ['b']\n[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['xy']",
            "dictionaries[0].label",
            "stays unmasked",
        ),
        (
            "thresholds.default = 'certain'\n[[patterns]]\nname = 'a'\nlabel = 'b'\nregex = 'x'",
            "patterns[0].confidence",
            "below the threshold",
        ),
        ("x = [", "line 2", "not TOML"),
        ("name = 'again'", "line 2", "not TOML"),
        ("x = [[[[[[[[[[1]]]]]]]]]]", "line 2", "too deep"),
    ] {
        let error = error(rest);
        assert_eq!(without_column(&error), place, "{error} in {rest}");
        assert!(error.problem().contains(problem), "{error} in {rest}");
        assert_eq!(error.to_string(), format!("{}: {}", error.place(), error.problem()));
    }
}

#[test]
fn a_policy_without_a_name_and_faults_of_json_are_told_too() {
    assert_eq!(Policy::from_toml_str("").unwrap_err().to_string(), "name: this is missing");
    assert!(Policy::from_toml_str("\u{FEFF}name = 'a'\nversion = 2026-03-14").is_ok());
    assert_eq!(Policy::from_toml_str("name = 'Our chat'").unwrap_err().place(), "name");
    for (json, place, problem) in [
        ("{\"name\": \"a\",\n \"name\": \"b\"}", "line 2", "a key stands twice"),
        ("{\"name\": }", "line 1", "not JSON"),
        ("{\"name\": \"a\"} x", "line 1", "not JSON"),
        ("[]", "the document", "must be a table"),
        ("{\"name\": 1.5}", "name", "must be a text"),
        ("{\"name\": null}", "name", "must be a text"),
    ] {
        let error = Policy::from_json_str(json).unwrap_err();
        assert_eq!(without_column(&error), place, "{error} in {json}");
        assert!(error.problem().contains(problem), "{error} in {json}");
    }
}

#[test]
fn documents_are_bounded() {
    assert!(Policy::from_toml_str(&" ".repeat((16 << 20) + 1)).unwrap_err().to_string().contains("16 MiB"));
    let many: String = (0..201).map(|i| format!("[[patterns]]\nname = 'p{i}'\nlabel = 'b'\nregex = 'x'\n")).collect();
    assert!(error(&many).to_string().contains("more than 200"));
    let large: String =
        (0..20).map(|i| format!("[[patterns]]\nname = 'p{i}'\nlabel = 'b'\nregex = '\\w{{60}}'\n")).collect();
    assert!(error(&large).to_string().contains("32 MiB"), "{}", error(&large));
    let deep = format!("{{\"name\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Policy::from_json_str(&deep).is_err());
    assert!(Policy::from_toml_str(&format!("x = {}", "[".repeat(100_000))).is_err());
}
