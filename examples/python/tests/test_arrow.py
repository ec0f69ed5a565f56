"""Arrow arrays."""

import threading

import pytest
import sladd
from conftest import MASKED, MESSAGE

pa = pytest.importorskip("pyarrow")

ROWS = [MESSAGE, None, "", "hei på deg", "Blåbær 🫐: ring 412 00 000", None, MESSAGE]
TYPES = [pa.string(), pa.large_string(), pa.string_view()]


def expected(scrubber, rows):
    return [None if row is None else scrubber.scrub(row).text for row in rows]


@pytest.mark.parametrize("type", TYPES, ids=str)
def test_rows_are_masked_and_nulls_kept(scrubber, type):
    array = pa.array(ROWS, type)
    report = sladd.Report()
    masked = scrubber.scrub_arrow(array, report=report)
    assert isinstance(masked, pa.Array) and masked.type == type
    masked.validate(full=True)
    assert masked.to_pylist() == expected(scrubber, ROWS)
    assert masked.null_count == 2
    assert array.to_pylist() == ROWS, "what came in is not touched"
    assert (report.messages, report.messages_touched) == (5, 3)


@pytest.mark.parametrize("type", TYPES, ids=str)
def test_slices_and_empty_arrays(scrubber, type):
    array = pa.array(ROWS, type)
    assert scrubber.scrub_arrow(array[1:5]).to_pylist() == expected(scrubber, ROWS[1:5])
    assert scrubber.scrub_arrow(array[:0]).to_pylist() == []
    assert scrubber.scrub_arrow(pa.array([None, None], type)).to_pylist() == [None, None]


def test_chunked_arrays(scrubber):
    chunked = pa.chunked_array([ROWS[:3], [], ROWS[3:]], pa.large_string())
    report = sladd.Report()
    masked = scrubber.scrub_arrow(chunked, report=report)
    assert isinstance(masked, pa.ChunkedArray) and masked.type == pa.large_string()
    assert masked.to_pylist() == expected(scrubber, ROWS)
    assert report.messages == 5


def test_what_is_no_string_array_is_refused(scrubber):
    for other in (pa.array([1, 2]), pa.array([b"hei"]), "hei", ["hei"], None):
        with pytest.raises(TypeError, match="expected"):
            scrubber.scrub_arrow(other)


@pytest.mark.parametrize("type", TYPES[:2], ids=str)
def test_bytes_that_are_no_utf8_are_refused_without_quoting_them(scrubber, type):
    binary = pa.binary() if type == pa.string() else pa.large_binary()
    rows = pa.array([b"hei", b"fnr 110379 66640 \xff\xfe"], binary)
    # A sloppy writer of Parquet can leave such a string array behind; pyarrow takes it on trust.
    array = pa.Array.from_buffers(type, 2, rows.buffers())
    with pytest.raises(ValueError) as raised:
        scrubber.scrub_arrow(array)
    assert "110379" not in f"{raised.value!r}" and "Arrow" in str(raised.value)


CHAT = [
    ("a", "bot", "Hva er fødselsnummeret ditt?"),
    ("a", "user", "110379"),
    ("a", "user", None),
    ("a", "user", "66640"),
    ("b", "user", "66640"),
    (None, "user", "lund"),
    (None, "user", MESSAGE),
]


def test_conversations_amend_earlier_rows(scrubber):
    names, roles, texts = (pa.array(column, pa.string()) for column in zip(*CHAT))
    report = sladd.Report()
    masked = scrubber.scrub_arrow_conversations(names, roles, texts.cast(pa.large_string()), report=report)
    assert masked.type == pa.large_string()
    masked = masked.to_pylist()
    assert masked[:4] == ["Hva er fødselsnummeret ditt?", "[FØDSELSNUMMER]", None, "[FØDSELSNUMMER]"]
    assert masked[4] == scrubber.scrub_in(sladd.Conversation(), "user", "66640").text
    assert masked[6] == MASKED
    assert report.conversations == 2 and report.messages == 6


def test_conversations_of_unequal_columns_or_unknown_roles(scrubber):
    names, roles, texts = (pa.array(column, pa.string()) for column in zip(*CHAT))
    with pytest.raises(ValueError, match="length"):
        scrubber.scrub_arrow_conversations(names, roles[:2], texts)
    with pytest.raises(ValueError, match="row 1 has a role"):
        scrubber.scrub_arrow_conversations(names[:2], pa.array(["bot", "Kari"]), texts[:2])


def test_buffers_live_as_long_as_the_result(scrubber):
    masked = scrubber.scrub_arrow(pa.array([MESSAGE] * 1000))
    part = masked[500:]
    del masked
    assert part[0].as_py() == MASKED


def test_threads_work_on_arrays_together(scrubber):
    array = pa.array([MESSAGE] * 2000)
    results = []
    threads = [threading.Thread(target=lambda: results.append(scrubber.scrub_arrow(array))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 3 and all(masked.to_pylist() == [MASKED] * 2000 for masked in results)
