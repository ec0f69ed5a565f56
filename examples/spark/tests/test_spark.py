"""The job itself: on one machine, on separate executors, and with an executor killed in the middle."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import archive
import masking
import pyarrow.dataset as ds
import pytest
import sladd
from conftest import HERE

MESSAGES = 3000


def job(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, str(HERE / "mask_archive.py"), "--most-bytes", str(archive.MOST_BYTES), *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options,
    )  # fmt: skip


def written(output: Path):
    """Every row that was written, by kind."""
    rows = ds.dataset(output, partitioning="hive", schema=None).to_table().to_pylist()
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in (masking.MASKED, masking.REFUSED, masking.REPORT)}
    assert sum(map(len, kinds.values())) == len(rows)
    return kinds


def expected(settings, messages=MESSAGES):
    """The same messages masked here, without Spark."""
    scrubber, texts, chat = masking.scrubber(settings), {}, None
    for row in archive.conversations(messages):
        if not settings.together:
            texts[row["id"]] = scrubber.scrub(row["text"]).text
            continue
        if chat is None or chat[0] != row["conversation"]:
            chat = (row["conversation"], sladd.Conversation(), [])
        turn = scrubber.scrub_in(chat[1], row["role"], row["text"])
        for amendment in turn.amendments:
            earlier = chat[2][amendment.message]
            texts[earlier] = amendment.apply(texts[earlier])
        chat[2].append(row["id"])
        texts[row["id"]] = turn.text
    return texts


def check(output: Path, settings, planted, log, messages=MESSAGES):
    kinds = written(output)
    masked = kinds[masking.MASKED]
    assert len(masked) == messages, "nothing is lost and nothing is there twice"
    assert {row["id"]: row["text"] for row in masked} == expected(settings, messages)
    told = json.loads(Path(f"{output}.report.json").read_text())
    assert told["masked"] == told["report"]["messages"] == messages
    assert told["quarantined"] == planted
    reasons: dict[str, int] = {}
    for row in kinds[masking.REFUSED]:
        reasons[row["fault"]] = reasons.get(row["fault"], 0) + 1
        assert row["text"] is None and row["file"] and row["place"] is not None
    assert reasons == planted
    # Half a number by itself is told by nothing but its conversation.
    secrets = archive.SECRETS if settings.together else [s for s in archive.SECRETS if s not in ("110379", "66640")]
    everything = json.dumps(kinds, ensure_ascii=False) + json.dumps(told) + log
    for secret in secrets:
        assert secret not in everything, secret


def codes(output: Path, label: str):
    texts = [row["text"] for row in written(output)[masking.MASKED]]
    return {code for text in texts for code in re.findall(rf"\[{label}-[a-z]+\]", text)}


def test_lines_of_json_on_one_machine(tmp_path, key_file):
    planted = archive.write(tmp_path / "in", MESSAGES, 6, "jsonl", faults=True)
    settings = masking.Settings(key_file=key_file, scope="utgave 1")
    running = job(tmp_path / "in", tmp_path / "out", "--key-file", key_file, "--scope", "utgave 1", "--split-bytes", 32768)
    log, _ = running.communicate()
    assert running.returncode == 0, log
    check(tmp_path / "out", settings, planted, log)
    assert re.search(r"stage \d+: \d+ of \d+ tasks", log), "progress is shown"
    # One number, written in two ways in many partitions, has one code.
    assert len(codes(tmp_path / "out", "FØDSELSNUMMER")) == 1 and len(codes(tmp_path / "out", "E-POST")) == 1
    again = job(tmp_path / "in", tmp_path / "out", "--key-file", key_file, "--scope", "utgave 1")
    log, _ = again.communicate()
    assert again.returncode != 0 and "already exists" in log, "an output is never mixed with another"


def test_conversations_in_parquet_on_one_machine(tmp_path, key_file):
    planted = archive.write(tmp_path / "in", MESSAGES, 6, "parquet", faults=True)
    settings = masking.Settings(key_file=key_file, scope="utgave 1", together=True)
    running = job(
        tmp_path / "in", tmp_path / "out", "--format", "parquet", "--together", "--partitions", 3, "--key-file", key_file,
        "--scope", "utgave 1",
    )  # fmt: skip
    log, _ = running.communicate()
    assert running.returncode == 0, log
    check(tmp_path / "out", settings, planted, log)
    report = json.loads((tmp_path / "out.report.json").read_text())["report"]
    assert report["conversations"] == len({row["conversation"] for row in archive.conversations(MESSAGES)})


def test_what_cannot_be_done_is_said_at_once(tmp_path, key_file):
    for arguments, reason in (
        (("hdfs://nn/out", "--key-file", key_file, "--scope", "utgave 1"), "--report"),
        (("out", "--key-file", key_file), "belong together"),
        (("out", "--key-file", key_file, "--scope", "utgave 1", "--policy", "policy.toml"), "without one"),
    ):
        running = job(tmp_path / "in", *arguments)
        log, _ = running.communicate()
        assert running.returncode == 2 and reason in log, log


def executors(of: int) -> list[int]:
    """Process ids of the executors among the descendants of a process."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it has ended
    found = []
    for pid in parents:
        at = pid
        while at in parents and at != of:
            at = parents[at]
        if at == of:
            try:
                if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
            except OSError:
                continue
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="NO /proc: executors cannot be found to be killed")
def test_an_executor_killed_in_the_middle_loses_and_duplicates_nothing(tmp_path, key_file):
    messages = 12_000
    planted = archive.write(tmp_path / "in", messages, 24, "jsonl", faults=True)
    settings = masking.Settings(key_file=key_file, scope="utgave 1")
    running = job(
        tmp_path / "in", tmp_path / "out", "--master", "local-cluster[2,1,1024]", "--split-bytes", 65536, "--progress", 0.2,
        "--key-file", key_file, "--scope", "utgave 1",
    )  # fmt: skip
    log, killed = [], None
    stop = threading.Timer(1500, running.kill)
    stop.start()
    try:
        for line in running.stdout:
            log.append(line)
            seen = re.search(r"stage 0: (\d+) of (\d+) tasks", line)
            if seen and killed is None and 0 < int(seen[1]) < int(seen[2]) - 4:
                before = executors(running.pid)
                assert len(before) == 2, before
                killed = before[0]
                os.kill(killed, signal.SIGKILL)
                time.sleep(0.1)
        running.wait()
    finally:
        stop.cancel()
        if running.poll() is None:
            running.kill()
    log = "".join(log)
    assert running.returncode == 0, log
    assert killed, "the job ended before an executor could be killed:\n" + log
    assert "Lost executor" in log or "failed and tried again" in log, log
    check(tmp_path / "out", settings, planted, log, messages)
    assert len(codes(tmp_path / "out", "FØDSELSNUMMER")) == 1
