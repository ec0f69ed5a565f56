"""Writes an invented chat archive with planted secrets and planted faults. Nobody in it lives.

    python archive.py FOLDER --messages 20000 --files 20 --format jsonl --faults
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

#: What must be nowhere in what comes out. The number is of nobody; it is written in two ways, and in two halves.
SECRETS = ("Kari Nordvik", "Nordvik", "110379", "66640", "11.03.79", "412 00 0", "kari.nordvik", "migrene")
CLEAN = [
    "Hei, når åpner kontoret i morgen?",
    "Tusen takk for hjelpen, ha en fin dag videre!",
    "Kan dere sende skjemaet på nytt? Jeg finner det ikke igjen.",
    "Kva er fristen for å klage på vedtaket?",
    "Det står at siden ikke finnes når jeg trykker på lenken 😊",
]
DIRTY = [
    "Jeg heter Kari Nordvik, fnr 110379 66640.",
    "Fødselsnummer: 11.03.79-66640, ring 412 00 {n:03}",
    "Skriv til kari.nordvik@example.no eller ring 412 00 {n:03}",
    "Eg har migrene og er sjukmeld. Helsing Kari Nordvik",
]
#: A number in two messages: only the conversation shows what the halves are.
SPLIT = [("bot", "Hva er fødselsnummeret ditt?"), ("user", "110379"), ("user", "66640")]

Row = dict[str, object]

#: What `--most-bytes` must be for the planted messages that are too large; small, so that they do not fill the archive.
MOST_BYTES = 20_000

#: Lines that are no message, with the reason that the job gives for each. They hold secrets too.
BROKEN: list[tuple[bytes, str]] = [
    (b'{"id": "x1", "role": "user", "text": "fnr 110379 66640', "invalid_json"),
    (b'{"id": "x2", "role": "user", "text": "Kari Nordvik \xff\xfe"}', "invalid_utf8"),
    (b'["Kari Nordvik"]', "not_an_object"),
    (b'{"id": "x3", "role": "user", "text": null}', "text_is_null"),
    (b'{"id": "x4", "role": "user"}', "text_is_null"),
    (b'{"id": "x5", "role": "user", "text": 11037966640}', "text_is_no_string"),
    (b'{"id": "x6", "role": "Kari Nordvik", "text": "hei"}', "unknown_role"),
    (b'{"id": "x7", "role": "user", "text": "110379 66640 \\ud800"}', "text_is_no_unicode"),
    (b'{"id": "x8", "n": "110379", "role": "user", "text": "hei"}', "n_is_no_number"),
    (b"   ", "empty_line"),
    (b"[" * 10_000, "invalid_json"),
    (b'{"id": "x9", "role": "user", "text": "' + b"fnr 110379 66640 " * (MOST_BYTES // 10) + b'"}', "too_large"),
]


def conversations(messages: int, seed: int = 11) -> Iterator[Row]:
    """Messages of conversations of five to eight, one after another; the same for the same seed."""
    draw, number, chat = random.Random(seed), 0, 0
    while number < messages:
        chat += 1
        turns = [("user", draw.choice(CLEAN if draw.random() < 0.7 else DIRTY)) for _ in range(draw.randrange(5, 9))]
        if draw.random() < 0.3:
            turns[2:2] = SPLIT
        for n, (role, text) in enumerate(turns[: messages - number]):
            text = text.format(n=draw.randrange(1000))
            yield {"id": f"m{number}", "conversation": f"c{chat}", "n": n, "role": role, "text": text}
            number += 1


def write(folder: Path, messages: int, files: int, form: str, faults: bool, seed: int = 11) -> dict[str, int]:
    """Writes the archive; gives the faults that are in it, counted by reason."""
    folder.mkdir(parents=True)
    rows = list(conversations(messages, seed))
    size, planted = -(-len(rows) // files), {}
    for at in range(files):
        part = rows[at * size : (at + 1) * size]
        broken = BROKEN if faults and at % 5 == 0 else []
        if form == "jsonl":
            lines = [json.dumps(row, ensure_ascii=False).encode() for row in part]
            for place, (line, _) in enumerate(broken):
                lines.insert(place * len(part) // len(BROKEN), line)
            (folder / f"part-{at:04}.jsonl").write_bytes(b"\n".join(lines) + b"\n")
            reasons = [reason for _, reason in broken]
        else:
            reasons = _parquet(folder / f"part-{at:04}.parquet", part, bool(broken))
        for reason in reasons:
            planted[reason] = planted.get(reason, 0) + 1
    return planted


def _parquet(path: Path, rows: list[Row], faults: bool) -> list[str]:
    raw = [str(row["text"]).encode() for row in rows]
    roles = [row["role"] for row in rows]
    reasons = []
    if faults:
        for text, role, reason in (
            (None, "user", "text_is_null"),
            (b"Kari Nordvik \xff\xfe", "user", "invalid_utf8"),
            (b"hei", "Kari Nordvik", "unknown_role"),
            (b"hei", None, "unknown_role"),
            (b"fnr 110379 66640 " * (MOST_BYTES // 10), "user", "too_large"),
            (b"hei", "user", "n_is_no_number"),
        ):
            n = "110379 66640" if reason == "n_is_no_number" else 0
            rows = [*rows, {"id": f"x{len(reasons)}", "conversation": None, "n": n}]
            raw, roles, reasons = [*raw, text], [*roles, role], [*reasons, reason]
    # A string column whose bytes nobody checked, as a sloppy writer leaves it.
    binary = pa.array(raw, pa.binary())
    text = pa.Array.from_buffers(pa.string(), len(raw), binary.buffers())
    columns = {name: pa.array([row[name] for row in rows]) for name in ("id", "conversation")}
    # A writer that takes everything for text lets anything be a number.
    columns["n"] = pa.array([str(row["n"]) for row in rows])
    pq.write_table(pa.table({**columns, "role": pa.array(roles, pa.string()), "text": text}), path)
    return reasons


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--format", choices=("jsonl", "parquet"), default="jsonl")
    parser.add_argument("--faults", action="store_true", help="plant faults in every fifth file")
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    planted = write(given.folder, given.messages, given.files, given.format, given.faults, given.seed)
    print(json.dumps({"messages": given.messages, "faults": planted}))


if __name__ == "__main__":
    main()
