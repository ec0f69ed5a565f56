"""Messages, policies, maskers, errors."""

import copy
import pickle
import threading
import time

import pytest
import sladd
from conftest import KEY, MASKED, MESSAGE, SECRETS


def test_a_message_is_masked(scrubber):
    scrubbed = scrubber.scrub(MESSAGE)
    assert scrubbed.text == MASKED == str(scrubbed)
    assert [f.label for f in scrubbed.findings] == ["name", "fodselsnummer", "phone", "health"]
    assert not scrubbed.is_clean


def test_a_clean_message_is_the_same_object(scrubber):
    text = "Når åpner kontoret i morgen?"
    scrubbed = scrubber.scrub(text)
    assert scrubbed.text is text
    assert scrubbed.is_clean and scrubbed.findings == []


def test_offsets_count_code_points_and_bytes(scrubber):
    text = "Blåbærsyltetøy 🫐 til Kari Nordvik på Ås, ring 412 00 000 😊"
    scrubbed = scrubber.scrub(text)
    found = [(f.label, text[f.start : f.end]) for f in scrubbed.findings]
    assert ("name", "Kari Nordvik") in found and ("phone", "412 00 000") in found
    for finding in scrubbed.findings:
        start, end = finding.byte_span
        assert text.encode()[start:end].decode() == text[finding.start : finding.end]
        assert finding.span == (finding.start, finding.end)
    for finding, (start, end) in scrubbed.replacements:
        assert scrubbed.text[start:end].startswith("[") and scrubbed.text[start:end].endswith("]")
        assert finding in scrubbed.findings


def test_many_are_as_each(scrubber):
    texts = [MESSAGE, "hei", "", "fnr 110379 66640"]
    assert [s.text for s in scrubber.scrub_many(texts)] == [scrubber.scrub(t).text for t in texts]


def test_masking_twice_changes_nothing(scrubber):
    assert scrubber.scrub(MASKED).text == MASKED


def test_nothing_prints_message_text(scrubber):
    chat, vault, stream = sladd.Conversation(), sladd.Vault(KEY, "samtale 1"), scrubber.stream()
    turn = scrubber.scrub_in(chat, "user", "110379")
    second = scrubber.scrub_in(chat, "user", "66640 Kari Nordvik")
    vault.scrub(scrubber, MESSAGE)
    stream.push(MESSAGE)
    scrubbed = scrubber.scrub(MESSAGE)
    report = sladd.Report()
    report.add(scrubbed)
    known = sladd.KnownNames(mask=["Kari Nordvik"])
    things = [scrubber, scrubbed, turn, second, chat, vault, stream, report, known, sladd.ConversationTally()]
    things += scrubbed.findings + second.amendments + scrubber.advise(MESSAGE)
    things += [sladd.Policy.ready_made("strict"), sladd.Masker.pseudonyms(KEY, "prøve")]
    for thing in things:
        for secret in (*SECRETS, KEY.hex()):
            assert secret not in repr(thing), type(thing)
    assert second.amendments, "the second half of the number amends the first"


def test_names_that_the_host_knows(scrubber):
    known = sladd.KnownNames(mask=["Suphaporn Berg"], leave_unmasked=["Anne Lunde"])
    assert scrubber.scrub("suphapron berg ringte Anne Lunde", known=known).text == "[NAVN] ringte Anne Lunde"
    assert [f.label for f in scrubber.find("suphapron berg ringte", known=known)] == ["name"]


def test_what_is_masked_can_be_chosen():
    scrubber = sladd.Scrubber(masker=sladd.Masker.placeholders("english"), leave_unmasked=["health"])
    assert scrubber.scrub("Ring 412 00 000 om migrenen").text == "Ring [PHONE] om migrenen"
    assert "health" in sladd.labels()
    with pytest.raises(sladd.BuildError, match="label"):
        sladd.Scrubber(leave_unmasked=["helse"])
    with pytest.raises(ValueError, match="possible, likely, certain"):
        sladd.Scrubber(leave_unmasked_below="sure")


def test_maskers_combine():
    masker = sladd.Masker.placeholders().with_label("phone", sladd.Masker.keep_last(2))
    assert sladd.Scrubber(masker=masker).scrub("Ring 412 00 067, hilsen Kari Nordvik").text.endswith("67, hilsen [NAVN]")
    masker = sladd.Masker.pseudonyms(KEY, "prøve").or_else(sladd.Masker.fixed("x"))
    text = sladd.Scrubber(masker=masker).scrub("fnr 110379 66640, jeg har migrene").text
    assert "[FØDSELSNUMMER-" in text and "xxx" in text and "migrene" not in text


def test_pseudonyms_join_inside_a_scope_only():
    def code(scope, text, key=KEY):
        return sladd.Scrubber(masker=sladd.Masker.pseudonyms(key, scope)).scrub(text).text.split("[")[1]

    one = code("utgave 1", "fnr 110379 66640")
    assert one == code("utgave 1", "Fødselsnummer: 11.03.79-66640")
    assert one != code("utgave 2", "fnr 110379 66640")
    assert one != code("utgave 1", "fnr 110379 66640", key=bytes(reversed(KEY)))
    with pytest.raises(sladd.BuildError, match="32 bytes"):
        sladd.Masker.pseudonyms(b"hemmelig", "utgave 1")


POLICY = """
name = "medlem"
labels.leave_unmasked = ["health"]

[maskers]
national_numbers = { kind = "pseudonym", key = "study", scope = "release 1" }

[[patterns]]
name = "member-number"
label = "member_number"
regex = '\\b\\d{6}\\b'
cues = ["medlemsnr"]
"""


def test_policies_are_read_and_need_their_keys():
    policy = sladd.Policy.from_toml(POLICY)
    assert policy.name == "medlem" and policy.version is None and len(policy.fingerprint) >= 16
    with pytest.raises(sladd.PolicyError) as raised:
        sladd.Scrubber(policy)
    assert raised.value.place == "maskers.national_numbers.key" and "no key" in raised.value.problem
    text = sladd.Scrubber(policy, keys={"study": KEY}).scrub("Medlemsnr 271828, fnr 110379 66640, migrene").text
    assert text.startswith("Medlemsnr [FJERNET], fnr [FØDSELSNUMMER-") and text.endswith("migrene")


def test_policies_as_json_and_ready_made():
    policy = sladd.Policy.from_json('{"name": "numre", "labels": {"mask": ["national_numbers"]}}')
    assert sladd.Scrubber(policy).scrub("fnr 110379 66640").text == "fnr [FØDSELSNUMMER]"
    for name in sladd.Policy.READY_MADE:
        assert sladd.Policy.ready_made(name).name == name
    assert "$schema" in sladd.Policy.JSON_SCHEMA
    with pytest.raises(ValueError, match="llm-gateway"):
        sladd.Policy.ready_made("none")
    with pytest.raises(sladd.PolicyError) as raised:
        sladd.Policy.from_toml("name = 'x'\nhemmelighet = 'Kari Nordvik'")
    assert "Nordvik" not in str(raised.value)
    words = sladd.Policy.from_toml("name = 'w'\n[[dictionaries]]\nname = 'wards'\nlabel = 'ward'")
    words = words.with_dictionary_text("wards", "Fjordsenteret")
    assert sladd.Scrubber(words).scrub("Hun er på Fjordsenteret").text == "Hun er på [FJERNET]"


def test_errors_hold_no_text(scrubber):
    half = "fnr 110379 66640 \ud800"
    for call in (
        lambda: scrubber.scrub(half),
        lambda: scrubber.scrub_many(["hei", half]),
        lambda: scrubber.stream().push(half),
        lambda: scrubber.scrub_in(sladd.Conversation(), "user", half),
    ):
        with pytest.raises(ValueError) as raised:
            call()
        seen = f"{raised.value!r} {raised.value} {raised.value.__dict__} {raised.value.__cause__} {raised.value.__context__}"
        assert "surrogate" in seen and "110379" not in seen
        # UnicodeEncodeError carries the string it could not encode.
        assert not isinstance(raised.value, UnicodeError)
    with pytest.raises(TypeError):
        scrubber.scrub(b"fnr 110379 66640")
    with pytest.raises(ValueError, match="user, bot, adviser"):
        scrubber.scrub_in(sladd.Conversation(), "citizen", "hei")


def test_advice_before_a_message_is_sent(scrubber):
    text = "På Ås: ring 412 00 000"
    (advice,) = scrubber.advise(text)
    assert advice.label == "phone" and "telefonnummer" in advice.sentence
    assert [text[start:end] for start, end in advice.spans] == ["412 00 000"]
    assert "telephone" in scrubber.advise(text, "english")[0].sentence or "phone" in scrubber.advise(text, "english")[0].sentence
    assert scrubber.advise("hei") == []


def test_explanations_are_dictionaries_without_text(scrubber):
    explained = scrubber.explain("eg heiter gunnhild myklebust")
    assert explained[0]["finding"]["label"] == "name" and explained[0]["evidence"]
    assert "gunnhild" not in str(explained)


def test_the_lock_is_let_go(scrubber):
    """Another thread's Python code goes on while one long text is looked at."""
    text = "Ring Kari Nordvik på 412 00 000 i dag. " * 60_000
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    watcher = threading.Thread(target=tick)
    watcher.start()
    while not ticks:
        time.sleep(0.001)
    begun = time.perf_counter()
    scrubber.scrub(text)
    ended = time.perf_counter()
    done.set()
    watcher.join()
    during = [at for at in ticks if begun < at < ended]
    # With the lock held none could tick between the two; a busy machine may leave out many, not all.
    assert len(during) >= 3, f"{len(during)} ticks in {ended - begun:.3f} s"


def test_threads_share_a_scrubber(scrubber):
    wrong = []

    def work():
        for _ in range(200):
            if scrubber.scrub(MESSAGE).text != MASKED:
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_what_cannot_be_copied_says_so(scrubber):
    # A scrubber may hold a key: it is built where it is used.
    for thing in (scrubber, sladd.Conversation(), sladd.Vault(KEY, "s")):
        with pytest.raises(TypeError):
            pickle.dumps(thing)
        with pytest.raises(TypeError):
            copy.deepcopy(thing)


def test_detectors_and_dictionaries_are_named(scrubber):
    assert "fodselsnummer" in scrubber.detectors()["national-id"]
    assert scrubber.dictionary_version()
