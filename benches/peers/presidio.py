"""Measures Presidio without a model on the messages of the report, in turn with sladd, and prints a section for it.

    python -m venv venv && venv/bin/pip install presidio-analyzer presidio-anonymizer
    cargo build --release --manifest-path benches/peers/Cargo.toml
    venv/bin/python benches/peers/presidio.py benches/peers/target/release/report >> benches/REPORT.md

spaCy's blank Norwegian pipeline stands in for a model, so no names are found and the cost is that of the rules alone.
"""

import pathlib
import re
import statistics
import subprocess
import sys
import time

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngine, SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import PhoneRecognizer
from presidio_anonymizer import AnonymizerEngine

# The list of public suffixes that came with the package; the default would try to fetch a newer one for each address.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())

ROUNDS = 5
SAMPLE = 200


class Blank(SpacyNlpEngine):
    """Tokenises, and knows nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.nlp = {"nb": spacy.blank("nb")}


def engine() -> AnalyzerEngine:
    registry = RecognizerRegistry(supported_languages=["nb"])
    registry.load_predefined_recognizers(languages=["nb"])
    registry.remove_recognizer("PhoneRecognizer")
    registry.add_recognizer(PhoneRecognizer(supported_language="nb", supported_regions=["NO"]))
    nlp: NlpEngine = Blank()
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["nb"])


def parts(text: str) -> set[str]:
    """Words and numbers of two characters and more, as the report has them."""
    return {part for part in re.findall(r"[^\W_]+", text) if len(part) > 1}


def score(scrub) -> str:
    found = marked = hit = clean = 0
    lines = pathlib.Path(__file__).with_name("data").joinpath("marked.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line or line.startswith("#"):
            continue
        values = re.findall(r"\{\w+\|([^}]*)\}", line)
        text = re.sub(r"\{\w+\|([^}]*)\}", r"\1", line)
        masked = scrub(text)
        if not values:
            clean += 1
            hit += masked != text
        left = parts(masked)
        marked += len(values)
        found += sum(not parts(value) & left for value in values)
    return f"{100 * found / marked:.0f} % | {hit} of {clean}"


def main() -> None:
    report = sys.argv[1]

    def run(argument: str) -> str:
        return subprocess.run([report, argument], capture_output=True, check=True, text=True).stdout

    # Every fifth of the messages: enough for a median, and the wait stays short.
    messages = run("--messages").splitlines()
    messages = messages[:: max(1, len(messages) // SAMPLE)]
    analyzer, anonymizer = engine(), AnonymizerEngine()

    def scrub(text: str) -> str:
        return anonymizer.anonymize(text=text, analyzer_results=analyzer.analyze(text=text, language="nb")).text

    for message in messages:
        scrub(message)
    times, ratios = [], []
    for _ in range(ROUNDS):
        begin = time.thread_time()
        for message in messages:
            scrub(message)
        per_message = (time.thread_time() - begin) / len(messages)
        times.append(per_message)
        ratios.append(per_message * 1e9 / int(run("--pass")))
    per_message = statistics.median(times)
    size = sum(len(message.encode()) for message in messages) / len(messages)
    print("\n## Presidio without a model\n")
    print("Printed by `benches/peers/presidio.py`, in turn with sladd on the same messages.\n")
    print("| design | MB/s | µs a message | time beside sladd's | found | false hits |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| presidio, blank nb, phones of Norway | {size / per_message / 1e6:.3f} | {per_message * 1e6:.0f} "
        f"| {statistics.median(ratios):.0f} | {score(scrub)} |"
    )


if __name__ == "__main__":
    main()
