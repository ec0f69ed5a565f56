"""Megabytes a second of processor time, on one thread: each message from Python, many at once, an Arrow array.

Usage: python bench/bench.py FILE   (a message a line; `bench/messages.py 50000` makes one)

Rounds are interleaved and the best of each is given, so that a busy machine spoils none in particular. What the crate
does without Python: `cargo run --release --example native -- FILE`.
"""

import sys
import time

import pyarrow as pa
import sladd

ROUNDS = 5


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = file.read().splitlines()
    size = sum(len(row.encode()) for row in rows)
    scrubber = sladd.Scrubber()
    array = pa.array(rows)

    def each() -> None:
        for row in rows:
            scrubber.scrub(row)

    ways = {
        "scrub, a message a call": each,
        "scrub_many, a list of str": lambda: scrubber.scrub_many(rows),
        "scrub_arrow, one array": lambda: scrubber.scrub_arrow(array),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, way in ways.items():
            begun = time.process_time()
            way()
            best[name] = min(best[name], time.process_time() - begun)
    print(f"{len(rows)} messages, {size / 1e6:.1f} MB")
    for name, seconds in best.items():
        print(f"{name:28} {size / seconds / 1e6:7.1f} MB/s {seconds / len(rows) * 1e6:7.2f} µs/message")


if __name__ == "__main__":
    main()
