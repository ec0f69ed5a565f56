"""What runs on the workers, without Spark."""

import json

import archive
import masking
import pyarrow as pa
import pytest
import sladd

RAW = pa.schema([("raw", pa.binary()), ("file", pa.string()), ("place", pa.int64())])


def lines(*raw):
    return pa.RecordBatch.from_pylist([{"raw": line, "file": "f", "place": 0} for line in raw], RAW)


def rows(batches, kind):
    return [row for batch in batches for row in batch.to_pylist() if row["kind"] == kind]


@pytest.mark.parametrize(("line", "reason"), archive.BROKEN, ids=lambda value: value if isinstance(value, str) else "")
def test_a_broken_line_gets_its_reason_and_loses_its_text(line, reason):
    settings = masking.Settings(most_bytes=archive.MOST_BYTES)
    out = list(masking.mask(masking.read_lines(iter([lines(line)]), settings), settings))
    (refused,) = rows(out, masking.REFUSED)
    assert refused["fault"] == reason and refused["text"] is None and refused["role"] is None
    assert refused["bytes"] == len(line)
    assert not any(secret in json.dumps(refused, ensure_ascii=False) for secret in archive.SECRETS)
    assert rows(out, masking.MASKED) == []


def test_good_lines_between_broken_ones_are_masked_and_counted():
    settings = masking.Settings(most_bytes=archive.MOST_BYTES)
    good = b'{"id": "a", "conversation": "c", "n": 3, "role": "user", "text": "fnr 110379 66640", "more": "Kari Nordvik"}'
    batches = [lines(*(line for line, _ in archive.BROKEN), good), lines(good)]
    out = list(masking.mask(masking.read_lines(iter(batches), settings), settings))
    masked = rows(out, masking.MASKED)
    assert [row["text"] for row in masked] == ["fnr [FØDSELSNUMMER]"] * 2
    assert (masked[0]["id"], masked[0]["conversation"], masked[0]["n"], masked[0]["role"]) == ("a", "c", 3, "user")
    (report,) = rows(out, masking.REPORT)
    numbers = json.loads(report["text"])
    assert numbers["report"]["messages"] == 2 and numbers["bytes"] == 2 * len("fnr 110379 66640")
    assert sladd.Report.from_json(json.dumps(numbers["report"])).label("fodselsnummer") == 2


def test_an_empty_partition_reports_nothing_found():
    out = list(masking.mask(iter([]), masking.Settings()))
    (report,) = rows(out, masking.REPORT)
    assert json.loads(report["text"])["report"]["messages"] == 0


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_batches_do_not_cut_conversations(size):
    rows = [{"conversation": name, "text": str(at)} for at, name in enumerate("aaabccccdd")] + [
        {"conversation": None, "text": "n1"},
        {"conversation": None, "text": "n2"},
    ]
    whole = pa.RecordBatch.from_pylist(rows, masking.READ)
    batches = [whole[at : at + size] for at in range(0, len(rows), size)]
    out = [batch.column("conversation").to_pylist() for batch in masking._conversations(iter(batches))]
    assert [name for batch in out for name in batch] == [row["conversation"] for row in rows]
    named = [name for batch in out for name in set(batch) if name]
    assert len(named) == len(set(named)), "a conversation is in one batch"


def test_a_conversation_without_end_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(masking, "MOST_HELD", 10)
    batch = pa.RecordBatch.from_pylist([{"conversation": "a"}] * 4, masking.READ)
    out = list(masking._conversations(iter([batch] * 10)))
    assert sum(part.num_rows for part in out) == 40 and max(part.num_rows for part in out) <= 12


def test_a_split_number_is_masked_in_both_messages():
    settings = masking.Settings(together=True)
    said = [
        {"id": str(n), "conversation": "c", "n": n, "role": role, "text": text}
        for n, (role, text) in enumerate(archive.SPLIT)
    ]
    out = list(masking.mask(iter([pa.RecordBatch.from_pylist(said, masking.READ)]), settings))
    texts = [row["text"] for row in rows(out, masking.MASKED)]
    assert texts == ["Hva er fødselsnummeret ditt?", "[FØDSELSNUMMER]", "[FØDSELSNUMMER]"]


def test_a_policy_names_itself_in_the_report_and_gets_its_key(key_file):
    policy = "name = 'arkiv'\n[maskers]\nphone = { kind = 'pseudonym', key = 'archive', scope = 'utgave 1' }"
    settings = masking.Settings(policy=policy, key_file=key_file)
    batch = pa.RecordBatch.from_pylist([{"text": "Ring 412 00 000", "role": "user"}], masking.READ)
    out = list(masking.mask(iter([batch]), settings))
    assert rows(out, masking.MASKED)[0]["text"].startswith("Ring [TELEFON-")
    assert json.loads(rows(out, masking.REPORT)[0]["text"])["report"]["policies"][0]["name"] == "arkiv"
    # What travels with the tasks holds the place of the key, not the key.
    with open(key_file, "rb") as file:
        assert file.read() not in repr(settings).encode("latin-1", "replace")


def test_a_key_that_is_empty_or_another_one_does_not_pass_for_the_key(tmp_path, key_file):
    def settings(name, key):
        (tmp_path / name).write_bytes(key)
        return masking.Settings(key_file=str(tmp_path / name), scope="utgave 1")

    with pytest.raises(ValueError, match="empty"):
        masking.scrubber(settings("empty", b""))
    with open(key_file, "rb") as file:
        key = file.read()
    same = [masking.fingerprint(settings(name, key)) for name in ("one", "two")]
    assert same[0] == same[1] != masking.fingerprint(settings("other", key[::-1]))


def test_messages_without_a_conversation_have_none():
    settings = masking.Settings(together=True)
    line = b'{"id": "a", "conversation": "", "role": "user", "text": "hei"}'
    (read,) = masking.read_lines(iter([lines(line)]), settings)
    assert read.column("conversation").to_pylist() == [None]
    columns = {"id": "a", "conversation": "", "n": 0, "role": "user", "raw": b"hei", "file": "f", "place": 0, "no_number": False}
    (read,) = masking.read_columns(iter([pa.RecordBatch.from_pylist([columns])]), settings)
    assert read.column("conversation").to_pylist() == [None] and read.column("fault").to_pylist() == [None]
