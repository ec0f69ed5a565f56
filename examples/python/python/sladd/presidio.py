"""sladd as a recogniser inside Presidio, for hosts that run Presidio already.

>>> from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
>>> from sladd.presidio import SladdRecognizer
>>> registry = RecognizerRegistry(supported_languages=["nb"])
>>> registry.add_recognizer(SladdRecognizer())
>>> analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["nb"])
>>> analyzer.analyze("fnr 110379 66640", language="nb")

A blank spaCy pipeline (``spacy.blank("nb")``) is enough of an engine: sladd needs none.
"""

from __future__ import annotations

from typing import Any

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from . import Finding, Scrubber, labels

__all__ = ["ENTITIES", "SCORES", "SladdRecognizer"]

#: Presidio's own names where it has one for the same thing; the others are sladd's in capitals, ``NO_`` before them.
_SAME = {
    "phone": "PHONE_NUMBER",
    "email": "EMAIL_ADDRESS",
    "url": "URL",
    "ip_address": "IP_ADDRESS",
    "name": "PERSON",
    "address": "LOCATION",
    "iban": "IBAN_CODE",
    "payment_card": "CREDIT_CARD",
}

#: The entity that each label becomes.
ENTITIES: dict[str, str] = {label: _SAME.get(label, f"NO_{label.upper()}") for label in labels()}

#: The three steps of confidence on Presidio's scale; its default threshold is 0. They order, they are no probabilities.
SCORES: dict[str, float] = {"possible": 0.4, "likely": 0.7, "certain": 1.0}


def _entity(label: str) -> str:
    # A policy's own labels are not among the built-in ones.
    return ENTITIES.get(label, f"NO_{label.upper()}")


class SladdRecognizer(EntityRecognizer):  # type: ignore[misc]
    """Everything that a scrubber finds, as results of Presidio.

    ``scrubber`` decides what is found. ``supported_entities`` are those of the built-in labels; give the list where a
    policy brings labels of its own. Spans are in code points, as Presidio counts.
    """

    def __init__(
        self,
        scrubber: Scrubber | None = None,
        *,
        supported_language: str = "nb",
        supported_entities: list[str] | None = None,
        name: str = "SladdRecognizer",
    ) -> None:
        self._scrubber = scrubber if scrubber is not None else Scrubber()
        super().__init__(
            supported_entities=supported_entities or sorted(set(ENTITIES.values())),
            supported_language=supported_language,
            name=name,
            version=self._scrubber.dictionary_version(),
        )

    def load(self) -> None:
        """Nothing to load: the dictionaries are part of the package."""

    def analyze(self, text: str, entities: list[str] | None, nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """What is found in ``text``, of the ``entities`` that are asked for; all where none are named."""
        wanted = set(entities or self.supported_entities)
        return [self._result(finding) for finding in self._scrubber.find(text) if _entity(finding.label) in wanted]

    def _result(self, finding: Finding) -> RecognizerResult:
        score = SCORES[finding.confidence]
        why = f"{finding.detector}, {finding.variant}" if finding.variant else finding.detector
        return RecognizerResult(
            entity_type=_entity(finding.label),
            start=finding.start,
            end=finding.end,
            score=score,
            analysis_explanation=AnalysisExplanation(
                recognizer=self.name, original_score=score, textual_explanation=f"sladd: {why}, {finding.confidence}"
            ),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            },
        )
