"""What runs on the workers: rows of an archive in, masked rows, refused rows and one report for each partition out.

Everything here works on Arrow batches. A partition is one generator: it reads batches, and its last batch is the
partition's report, so that the report is committed with the rows it counts, or not at all.
"""

from __future__ import annotations

import functools
import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import sladd

#: Kinds of rows that come out; the output is split by them.
MASKED, REFUSED, REPORT = "masked", "quarantine", "report"
ROLES = ("user", "bot", "adviser")
#: Rows of one conversation that wait for what later ones show of them. A longer one is cut: the second part begins anew.
MOST_HELD = 50_000

#: A row between reading and masking. `fault` says why it is refused; `file` and `place` where it stands in the input.
READ = pa.schema(
    [
        ("id", pa.string()),
        ("conversation", pa.string()),
        ("n", pa.int64()),
        ("role", pa.string()),
        ("text", pa.string()),
        ("fault", pa.string()),
        ("file", pa.string()),
        ("place", pa.int64()),
        ("bytes", pa.int64()),
    ]
)
#: A row that comes out; `text` is masked, or the numbers of a partition where `kind` is "report".
WRITTEN = READ.insert(0, pa.field("kind", pa.string()))


@dataclass(frozen=True)
class Settings:
    """What a worker needs to know. It travels with every task, is kept in plan and log: it never holds a key."""

    policy: str | None = None
    #: Where each worker finds the bytes of the key: a file that only it can read.
    key_file: str | None = None
    scope: str | None = None
    together: bool = False
    most_bytes: int = 1 << 20


@functools.lru_cache(maxsize=4)
def scrubber(settings: Settings) -> sladd.Scrubber:
    """One for each worker process, which lives from task to task."""
    key = None
    if settings.key_file:
        with open(settings.key_file, "rb") as file:
            key = file.read()
        if not key:
            # Without it this worker would write placeholders where the others write codes.
            raise ValueError("the key file is empty")
    masker = None
    if key and settings.scope:
        masker = sladd.Masker.pseudonyms(key, settings.scope).or_else(sladd.Masker.placeholders())
    policy = sladd.Policy.from_toml(settings.policy) if settings.policy else None
    # A policy that asks for a key calls it by this name.
    return sladd.Scrubber(policy, keys={"archive": key} if key else None, masker=masker)


@functools.lru_cache(maxsize=4)
def fingerprint(settings: Settings) -> str:
    """What tells workers with one key from workers with several: a digest of what stands for values that nobody has."""
    invented = "Kari Nordvik, fnr 110379 66640, tlf 412 00 000, kari@example.no, konto 3645.77.03788, Storgata 5, 0155 Oslo"
    return hashlib.sha256(scrubber(settings).scrub(invented).text.encode()).hexdigest()[:16]


def report_for(settings: Settings) -> sladd.Report:
    """An empty report that names the policy."""
    return sladd.Report(sladd.Policy.from_toml(settings.policy)) if settings.policy else sladd.Report()


def read_lines(batches: Iterator[pa.RecordBatch], settings: Settings) -> Iterator[pa.RecordBatch]:
    """Lines of JSON, as raw bytes in `raw`: what is no message gets a fault and loses its text."""
    for batch in batches:
        rows = zip(*(batch.column(name).to_pylist() for name in ("raw", "file", "place")), strict=True)
        read = [_read_line(raw, file, place, settings.most_bytes) for raw, file, place in rows]
        yield pa.RecordBatch.from_pylist(read, READ)


def _read_line(raw: bytes, file: str, place: int, most_bytes: int) -> dict[str, object]:
    row: dict[str, object] = {"file": file, "place": place, "bytes": len(raw)}
    row["fault"] = _take(raw, row, most_bytes)
    return row


def _take(raw: bytes, row: dict[str, object], most_bytes: int) -> str | None:
    """Takes the fields of a line into a row; gives the reason where it is refused. No reason quotes the line."""
    if len(raw) > most_bytes:
        return "too_large"
    if not raw.strip():
        return "empty_line"
    try:
        line = raw.decode("utf-8")
    except UnicodeDecodeError:
        return "invalid_utf8"
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        return "invalid_json"
    if not isinstance(fields, dict):
        return "not_an_object"
    for name in ("id", "conversation", "role", "text"):
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            return f"{name}_is_no_string"
        # "\ud800" in JSON is half a surrogate pair, which no UTF-8 can hold.
        if value is not None and not _encodes(value):
            return f"{name}_is_no_unicode"
    n = fields.get("n", 0)
    if isinstance(n, bool) or not isinstance(n, int) or abs(n) >= 1 << 63:
        return "n_is_no_number"
    # An empty name is none: strangers must not become one conversation.
    row.update(id=fields.get("id"), conversation=fields.get("conversation") or None, n=n)
    if fields.get("role") not in ROLES:
        return "unknown_role"
    if fields.get("text") is None:
        return "text_is_null"
    row.update(role=fields["role"], text=fields["text"])
    return None


def _encodes(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def read_columns(batches: Iterator[pa.RecordBatch], settings: Settings) -> Iterator[pa.RecordBatch]:
    """Columns of Parquet, the text as raw bytes: a writer may have put there what is no UTF-8."""
    for batch in batches:
        raw = batch.column("raw")
        # Nothing but a length and a null mask is looked at for most batches.
        lengths = pc.fill_null(pc.binary_length(raw), 0)
        known = pc.is_in(batch.column("role"), pa.array(ROLES))
        faults = [
            (pc.invert(known), "unknown_role"),
            (pc.is_null(raw), "text_is_null"),
            (pc.greater(lengths, settings.most_bytes), "too_large"),
            (_no_utf8(raw), "invalid_utf8"),
            (batch.column("no_number"), "n_is_no_number"),
        ]
        fault = pa.nulls(batch.num_rows, pa.string())
        for wrong, reason in faults:
            fault = pc.if_else(wrong, pa.scalar(reason), fault)
        good = pc.is_null(fault)
        text = pc.if_else(good, raw, pa.scalar(None, raw.type)).cast(pa.string())
        role = pc.if_else(good, batch.column("role"), pa.scalar(None, pa.string()))
        # An empty name is none: strangers must not become one conversation.
        named = batch.column("conversation")
        named = pc.if_else(pc.equal(named, ""), pa.scalar(None, named.type), named)
        columns = {
            "text": text,
            "role": role,
            "fault": fault,
            "conversation": named,
            "bytes": pc.cast(lengths, pa.int64()),
        }
        taken = [columns[name] if name in columns else batch.column(name) for name in READ.names]
        yield pa.RecordBatch.from_arrays([a.cast(f.type) for a, f in zip(taken, READ, strict=True)], schema=READ)


def _no_utf8(raw: pa.Array) -> pa.Array:
    try:
        raw.cast(pa.string())
        return pa.repeat(pa.scalar(False), len(raw))
    except pa.ArrowInvalid:
        return pa.array([value is not None and not _decodes(value) for value in raw.to_pylist()])


def _decodes(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def mask(batches: Iterator[pa.RecordBatch], settings: Settings) -> Iterator[pa.RecordBatch]:
    """Masks what was read; the last batch is the partition's report."""
    # Its dictionaries are read once in a worker's life and are no part of what a message costs.
    ready = scrubber(settings)
    begun = time.process_time()
    counted, seconds, size = report_for(settings), 0.0, 0
    for batch in _conversations(batches) if settings.together else batches:
        good = pc.is_null(batch.column("fault"))
        rows, refused = batch.filter(good), batch.filter(pc.invert(good))
        started = time.process_time()
        if settings.together:
            masked = ready.scrub_arrow_conversations(
                rows.column("conversation"), rows.column("role"), rows.column("text"), report=counted
            )
        else:
            masked = ready.scrub_arrow(rows.column("text"), report=counted)
        seconds += time.process_time() - started
        size += pc.sum(pc.binary_length(rows.column("text"))).as_py() or 0
        rows = rows.set_column(READ.get_field_index("text"), "text", masked)
        yield from (_of_kind(kind, part) for kind, part in ((MASKED, rows), (REFUSED, refused)) if part.num_rows)
    numbers = {
        "report": json.loads(counted.to_json()),
        "bytes": size,
        "masking_seconds": seconds,
        "seconds": time.process_time() - begun,
        "key": fingerprint(settings),
    }
    yield _of_kind(REPORT, pa.RecordBatch.from_pylist([{"text": json.dumps(numbers)}], READ))


def _of_kind(kind: str, batch: pa.RecordBatch) -> pa.RecordBatch:
    kinds = pa.repeat(pa.scalar(kind), batch.num_rows)
    return pa.RecordBatch.from_arrays([kinds, *batch.columns], schema=WRITTEN)


def _conversations(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same rows in batches that no conversation lies across; they come sorted by conversation."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        if not batch.num_rows:
            continue
        names = batch.column("conversation")
        changes = pc.indices_nonzero(pc.fill_null(pc.not_equal(names[1:], names[:-1]), True))
        cut = changes[-1].as_py() + 1 if len(changes) else 0
        if not cut and held and names[0].as_py() != held[-1].column("conversation")[-1].as_py():
            yield _joined(held)
            held = []
        if cut:
            yield _joined([*held, batch[:cut]])
            held = []
        held.append(batch[cut:])
        if sum(part.num_rows for part in held) > MOST_HELD:
            yield _joined(held)
            held = []
    if held:
        yield _joined(held)


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return pa.concat_batches(batches)
