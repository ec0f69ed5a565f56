"""Masks a chat archive on Apache Spark. `python mask_archive.py --help` says how.

One pass: every task reads its part of the archive, masks it and writes three kinds of rows, `kind=masked`,
`kind=quarantine` and `kind=report`, which are committed together. The reports are then added up into `report.json`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import masking
import pyarrow as pa
import sladd
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.types import LongType, StringType, StructField, StructType

_TYPES = {pa.string(): StringType(), pa.int64(): LongType()}


def spark_schema(schema: pa.Schema) -> StructType:
    """The same columns as Spark names them."""
    return StructType([StructField(field.name, _TYPES[field.type]) for field in schema])


def session(master: str, split_bytes: int, together: bool) -> SparkSession:
    """A session on this machine or on a cluster, with what the guarantees stand on."""
    # Workers take the interpreter that has the wheel.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = (
        SparkSession.builder.appName("sladd")
        .master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        # A task that is tried again, or twice at a time, leaves no rows behind: output moves when the job commits.
        .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1")
        # Three kinds are three open files a task; without this Spark would sort all rows by kind first.
        .config("spark.sql.maxConcurrentOutputFileWriters", "3")
        .config("spark.sql.files.maxPartitionBytes", str(split_bytes))
        .config("spark.sql.files.openCostInBytes", str(min(split_bytes, 4 << 20)))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "5000")
    )
    if together:
        # What is shuffled is raw text, on the executors' discs. Between machines set spark.network.crypto.enabled too.
        builder = builder.config("spark.io.encryption.enabled", "true")
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.addPyFile(masking.__file__)
    return spark


def read(spark: SparkSession, path: str, form: str) -> DataFrame:
    """The archive, its text as raw bytes. Spark itself never decodes it: bytes that are no UTF-8 would be lost."""
    file = f.col("_metadata.file_path").alias("file")
    if form == "jsonl":
        lines = spark.read.text(path, recursiveFileLookup=True)
        return lines.select(f.col("value").cast("binary").alias("raw"), file, f.col("_metadata.file_block_start").alias("place"))
    columns = spark.read.parquet(path)
    # A cast that fails ends the job and quotes the value: it is tried, and what is no number is a fault of its row.
    order = f.expr("try_cast(n AS bigint)") if "n" in columns.columns else f.lit(0).cast("long")
    no_number = f.col("n").isNotNull() & order.isNull() if "n" in columns.columns else f.lit(False)
    kept = [f.col(name).cast("string").alias(name) for name in ("id", "conversation", "role")]
    kept += [order.alias("n"), no_number.alias("no_number")]
    return columns.select(*kept, f.col("text").cast("binary").alias("raw"), file, f.col("_metadata.row_index").alias("place"))


def masked(archive: DataFrame, form: str, settings: masking.Settings, partitions: int | None) -> DataFrame:
    """The rows that come out."""
    reader = masking.read_lines if form == "jsonl" else masking.read_columns
    written = spark_schema(masking.WRITTEN)
    if not settings.together:
        return archive.mapInArrow(lambda batches: masking.mask(reader(batches, settings), settings), written)
    rows = archive.mapInArrow(lambda batches: reader(batches, settings), spark_schema(masking.READ))
    # Rows without a conversation are spread, or one task would get them all.
    by = f.coalesce("conversation", "id", f.concat("file", f.col("place").cast("string")))
    rows = rows.repartition(partitions, by) if partitions else rows.repartition(by)
    rows = rows.sortWithinPartitions("conversation", "n", "id")
    return rows.mapInArrow(lambda batches: masking.mask(batches, settings), written)


@contextlib.contextmanager
def progress(spark: SparkSession, every: float) -> Iterator[None]:
    """Says on standard error how many tasks are done, for people and for whoever waits."""
    done = threading.Event()
    tracker, begun, said = spark.sparkContext.statusTracker(), time.monotonic(), ""

    def watch() -> None:
        nonlocal said
        while not done.wait(every):
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            for stage in filter(None, stages):
                failed = f", {stage.numFailedTasks} failed and tried again" if stage.numFailedTasks else ""
                line = f"stage {stage.stageId}: {stage.numCompletedTasks} of {stage.numTasks} tasks{failed}"
                if line != said:
                    print(f"[{time.monotonic() - begun:6.1f} s] {line}", file=sys.stderr, flush=True)
                said = line

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def summary(spark: SparkSession, output: str) -> dict[str, object]:
    """What was written, added up from what was committed."""
    rows = spark.read.schema(spark_schema(masking.WRITTEN)).parquet(output)
    report, sums, keys = sladd.Report(), {"bytes": 0, "masking_seconds": 0.0, "seconds": 0.0}, set()
    # A report is some hundred bytes and there is one for each task.
    for part in rows.where(f.col("kind") == masking.REPORT).select("text").collect():
        numbers = json.loads(part.text)
        report.merge(sladd.Report.from_json(json.dumps(numbers["report"])))
        keys.add(numbers["key"])
        for name in sums:
            sums[name] += numbers[name]
    if len(keys) > 1:
        raise SystemExit(f"the workers do not have one key but {len(keys)}: throw {output} away")
    counts = {(row["kind"], row["fault"]): row["count"] for row in rows.groupBy("kind", "fault").count().collect()}
    return {
        "masked": counts.get((masking.MASKED, None), 0),
        "quarantined": {fault: count for (_, fault), count in sorted(counts.items(), key=str) if fault},
        "report": report.to_dict(),
        **sums,
    }


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Masks the archive; gives the summary that is in `report.json`."""
    policy = Path(arguments.policy).read_text(encoding="utf-8") if arguments.policy else None
    settings = masking.Settings(
        policy, arguments.key_file, arguments.scope, arguments.together, arguments.most_bytes
    )
    if os.path.exists(arguments.output):
        # Spark refuses too, wherever the output is; on this machine it can be said at once.
        raise SystemExit(f"{arguments.output} already exists: an output is never mixed with another")
    # What cannot be built fails here, in a second, and not in every task.
    masking.scrubber(settings)
    spark = session(arguments.master, arguments.split_bytes, arguments.together)
    try:
        begun = time.monotonic()
        with progress(spark, arguments.progress):
            rows = masked(read(spark, arguments.input, arguments.format), arguments.format, settings, arguments.partitions)
            rows.write.mode("error").partitionBy("kind").parquet(arguments.output)
            told = summary(spark, arguments.output)
        told["wall_seconds"] = time.monotonic() - begun
    finally:
        spark.stop()
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description="Masks a chat archive on Apache Spark.")
    parser.add_argument("input", help="folder or file of the archive")
    parser.add_argument("output", help="folder to write; must not exist")
    parser.add_argument("--format", choices=("jsonl", "parquet"), default="jsonl")
    parser.add_argument("--master", default="local[2]", help="local[2], local-cluster[2,1,1024], spark://…, yarn, k8s://…")
    parser.add_argument("--policy", help="a policy in TOML; a key that it names is called archive")
    parser.add_argument("--key-file", help="the bytes of the key, at this path on every worker; gives pseudonyms")
    parser.add_argument("--scope", help="what the pseudonyms are for: the same codes inside a scope, others in the next")
    parser.add_argument("--together", action="store_true", help="mask conversations, not messages: costs a shuffle of raw text")
    parser.add_argument("--partitions", type=int, help="tasks after the shuffle of --together")
    parser.add_argument("--split-bytes", type=int, default=64 << 20, help="bytes of input for one task")
    parser.add_argument("--most-bytes", type=int, default=1 << 20, help="a longer line or text goes to quarantine")
    parser.add_argument("--report", help="where to write the summary; the default is beside the output")
    parser.add_argument("--progress", type=float, default=2.0, help="seconds between two looks")
    arguments = parser.parse_args()
    if arguments.policy and arguments.scope:
        parser.error("a policy names its maskers and their scopes itself: --scope is for runs without one")
    if bool(arguments.scope) != bool(arguments.key_file) and not arguments.policy:
        parser.error("--key-file and --scope belong together")
    if "://" in arguments.output and not arguments.report:
        parser.error("the report is a file of this machine: say with --report where it goes")
    told = run(arguments)
    report = Path(arguments.report or arguments.output.rstrip("/") + ".report.json")
    seconds = told["seconds"] or 1e-9
    print(f"{told['masked']} messages masked, {sum(told['quarantined'].values())} quarantined: {told['quarantined']}")
    print(
        f"{told['bytes'] / 1e6:.1f} MB in {told['wall_seconds']:.1f} s; a core of the workers {told['bytes'] / seconds / 1e6:.1f} MB/s, "
        f"masking alone {told['bytes'] / (told['masking_seconds'] or 1e-9) / 1e6:.1f} MB/s"
    )
    report.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"report: {report}")


if __name__ == "__main__":
    main()
