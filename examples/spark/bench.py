"""What a core of the workers does, without Spark around it: megabytes of message text a second of processor time.

    python bench.py [MESSAGES]
"""

import json
import sys

import archive
import masking
import pyarrow as pa

ROUNDS = 5


def main() -> None:
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in archive.conversations(int((sys.argv[1:] or [20_000])[0]))]
    rows = [{"raw": line, "file": "f", "place": 0} for line in lines]
    schema = pa.schema([("raw", pa.binary()), ("file", pa.string()), ("place", pa.int64())])
    batches = pa.Table.from_pylist(rows, schema).to_batches(max_chunksize=5000)
    for together in (False, True):
        settings, best = masking.Settings(together=together), None
        for _ in range(ROUNDS):
            *_, last = masking.mask(masking.read_lines(iter(batches), settings), settings)
            numbers = json.loads(last.to_pylist()[0]["text"])
            best = min(best or numbers, numbers, key=lambda of: of["seconds"])
        size = best["bytes"] / 1e6
        print(
            f"{'conversations' if together else 'messages alone'}: {len(lines)} messages, {size:.1f} MB, "
            f"{size / best['seconds']:.2f} MB/s with reading, {size / best['masking_seconds']:.2f} MB/s masking alone"
        )


if __name__ == "__main__":
    main()
