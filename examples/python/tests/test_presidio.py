"""The recogniser inside Presidio, with a blank spaCy pipeline."""

import pytest
import sladd
from conftest import MESSAGE

pytest.importorskip("presidio_analyzer", reason="PRESIDIO IS NOT INSTALLED: the recogniser is not tested")
spacy = pytest.importorskip("spacy", reason="SPACY IS NOT INSTALLED: the recogniser is not tested")

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: E402
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine  # noqa: E402
from sladd.presidio import ENTITIES, SCORES, SladdRecognizer  # noqa: E402


class Blank(NlpEngine):
    """The smallest engine: words, no model."""

    def __init__(self):
        self.nlp = spacy.blank("nb")

    def load(self):
        pass

    def is_loaded(self):
        return True

    def process_text(self, text, language):
        doc = self.nlp(text)
        return NlpArtifacts([], doc, [t.idx for t in doc], [t.text for t in doc], self, language)

    def process_batch(self, texts, language, **kwargs):
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word, language):
        return False

    def is_punct(self, word, language):
        return False

    def get_supported_entities(self):
        return []

    def get_supported_languages(self):
        return ["nb"]


@pytest.fixture(scope="module")
def analyzer():
    registry = RecognizerRegistry(supported_languages=["nb"])
    registry.add_recognizer(SladdRecognizer())
    return AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["nb"])


def test_the_engine_gives_what_sladd_finds(analyzer):
    text = "På Ås 🫐: " + MESSAGE
    results = sorted(analyzer.analyze(text, language="nb"), key=lambda r: r.start)
    found = [(r.entity_type, text[r.start : r.end]) for r in results]
    assert found == [
        ("PERSON", "Kari Nordvik"),
        ("NO_FODSELSNUMMER", "110379 66640"),
        ("PHONE_NUMBER", "412 00 000"),
        ("NO_HEALTH", "migrene"),
    ]
    assert results[1].score == SCORES["certain"]


def test_entities_and_thresholds_are_respected(analyzer):
    results = analyzer.analyze(MESSAGE, language="nb", entities=["PHONE_NUMBER"])
    assert [r.entity_type for r in results] == ["PHONE_NUMBER"]
    assert analyzer.analyze(MESSAGE, language="nb", score_threshold=1.01) == []


def test_explanations_hold_no_text(analyzer):
    for result in analyzer.analyze(MESSAGE, language="nb", return_decision_process=True):
        assert "Nordvik" not in str(result.analysis_explanation.to_dict())


def test_labels_of_a_policy_become_entities():
    policy = sladd.Policy.from_toml("name = 'w'\n[[dictionaries]]\nname = 'w'\nlabel = 'ward'\nterms = ['Fjordsenteret']")
    recognizer = SladdRecognizer(sladd.Scrubber(policy), supported_entities=["NO_WARD"])
    assert [r.entity_type for r in recognizer.analyze("på Fjordsenteret", ["NO_WARD"])] == ["NO_WARD"]


def test_every_label_has_an_entity_of_its_own():
    assert len(set(ENTITIES.values())) == len(ENTITIES) == len(sladd.labels())
