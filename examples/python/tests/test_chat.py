"""Conversations, streams, vaults, reports."""

import pickle

import pytest
import sladd
from conftest import KEY, MESSAGE


def test_a_number_split_over_messages(scrubber):
    chat, stored = sladd.Conversation(), []
    for role, message in [("bot", "Hva er fødselsnummeret ditt? 😊"), ("user", "på Ås: 110379"), ("user", "66640")]:
        turn = scrubber.scrub_in(chat, role, message)
        assert turn.number == len(stored)
        for amendment in turn.amendments:
            stored[amendment.message] = amendment.apply(stored[amendment.message])
        stored.append(turn.text)
    assert stored[1:] == ["på Ås: [FØDSELSNUMMER]", "[FØDSELSNUMMER]"]
    assert chat.messages == 3 and chat.remembered_bytes > 0
    with pytest.raises(ValueError, match="handed out"):
        turn.amendments[0].apply("")
    chat.forget()
    assert chat.messages == 0 and chat.remembered_bytes == 0


def test_the_host_says_what_is_asked_for(scrubber):
    chat = sladd.Conversation()
    chat.asks(["name"])
    assert scrubber.scrub_in(chat, "user", "lund").text == "[NAVN]"


def test_conversations_are_handed_over_sealed(scrubber):
    chat = sladd.Conversation()
    scrubber.scrub_in(chat, "user", "fnr 110379")
    sealed = chat.seal(KEY, "samtale 1")
    assert b"110379" not in sealed
    other = sladd.Conversation.open(KEY, "samtale 1", sealed)
    assert scrubber.scrub_in(other, "user", "66640").text == "[FØDSELSNUMMER]"
    with pytest.raises(sladd.BuildError):
        sladd.Conversation.open(KEY, "samtale 2", sealed)


@pytest.mark.parametrize("size", [1, 3, 17, 1000])
def test_a_stream_does_not_care_where_pieces_end(scrubber, size):
    stream = scrubber.stream()
    out = "".join(stream.push(MESSAGE[at : at + size]) for at in range(0, len(MESSAGE), size))
    assert stream.waiting <= 512
    out += stream.finish()
    assert out == scrubber.scrub(MESSAGE).text and stream.waiting == 0


def test_streams_of_lines(scrubber):
    stream = scrubber.stream(lines=True, window=4096)
    assert stream.push("ring 412 00 000\nhils") == "ring [TELEFON]\n"
    stream.discard()
    assert stream.finish() == ""


def test_a_vault_puts_values_back(scrubber):
    vault = sladd.Vault(KEY, "samtale 17")
    sent = vault.scrub(scrubber, MESSAGE)
    assert len(vault) == 4 and "Nordvik" not in sent.text
    assert vault.restore(sent.text) == MESSAGE
    again = sladd.Vault.open(KEY, "samtale 17", vault.seal())
    assert again.restore(sent.text) == MESSAGE
    assert sladd.Vault(KEY, "samtale 18").restore(sent.text) == sent.text
    only = sladd.Vault(KEY, "samtale 19", only=["phone"], english=True)
    assert only.scrub(scrubber, MESSAGE).text.count("-1-") == 1
    vault.forget()
    assert len(vault) == 0


def test_reports_count_merge_and_travel(scrubber):
    policy = sladd.Policy.ready_made("strict")
    one, two = sladd.Report(policy), sladd.Report()
    chat, tally = sladd.Conversation(), sladd.ConversationTally()
    one.add(scrubber.scrub(MESSAGE))
    one.add(scrubber.scrub("hei"))
    for message in ("hei", "ring 412 00 000"):
        two.add_in(tally, scrubber.scrub_in(chat, "user", message))
    assert (one.messages, one.messages_touched, one.findings, one.label("name")) == (2, 1, 4, 1)
    assert (two.conversations, two.conversations_touched) == (1, 1) and tally.is_touched
    merged = pickle.loads(pickle.dumps(one))
    assert merged == one
    merged.merge(two)
    other = sladd.Report.from_json(two.to_json())
    other.merge(one)
    assert merged == other and merged.messages == 4
    assert merged.to_dict()["policies"][0]["name"] == "strict"
    merged.merge(merged)
    assert merged.messages == 8
    assert "below" in str(merged.suppressed(5)) or merged.suppressed(5)
    with pytest.raises(ValueError, match="no report"):
        sladd.Report.from_json('{"schema": 1, "x": "Kari Nordvik"}')
    with pytest.raises(TypeError):
        one.add("hei")
