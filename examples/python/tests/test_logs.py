"""The filter for logging."""

import io
import logging

import pytest
import sladd
from conftest import MESSAGE, SECRETS
from sladd.logs import ScrubbingFilter


@pytest.fixture
def log(scrubber):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    handler.addFilter(ScrubbingFilter(scrubber))
    logger = logging.Logger("prøve")
    logger.addHandler(handler)
    logger.seen = []
    last = logging.Handler()
    last.emit = lambda record: logger.seen.append(dict(vars(record)))
    last.addFilter(ScrubbingFilter(scrubber))
    logger.addHandler(last)
    return logger, out


def clean(logger, out):
    for secret in SECRETS:
        assert secret not in out.getvalue()
        assert secret not in repr(logger.seen)


def test_messages_and_arguments(log):
    logger, out = log
    logger.info("fnr %s", "110379 66640")
    logger.warning("%(navn)s ringte på %(port)d", {"navn": "Kari Nordvik", "port": 8080})
    assert out.getvalue() == "INFO fnr [FØDSELSNUMMER]\nWARNING [NAVN] ringte på 8080\n"
    clean(logger, out)


def test_exceptions_causes_and_stacks(log):
    logger, out = log
    try:
        try:
            raise KeyError("Ring 412 00 000")
        except KeyError as error:
            raise ValueError(MESSAGE) from error
    except ValueError:
        logger.exception("feilet", stack_info=True)
    assert "Traceback" in out.getvalue() and "ValueError" in out.getvalue() and "[TELEFON]" in out.getvalue()
    clean(logger, out)


def test_extra_values(log):
    logger, out = log

    class Person:
        def __str__(self):
            return "Kari Nordvik, fnr 110379 66640"

    extra = {
        "bruker": "kari@example.no",
        "fnr": 11037966640,
        "liste": ["Ring 412 00 000", {"Kari Nordvik": (1, True, None)}],
        "hvem": Person(),
        "forsøk": 3,
    }
    logger.info("innlogget", extra=extra)
    record = logger.seen[0]
    assert record["bruker"] == "[E-POST]" and record["forsøk"] == 3
    assert record["liste"] == ["Ring [TELEFON]", {"[NAVN]": (1, True, None)}]
    clean(logger, out)


def test_a_broken_record_is_passed_on_without_its_text(log):
    logger, out = log

    class Broken:
        def __str__(self):
            raise RuntimeError("110379 66640")

    logger.info("fnr %d", "110379 66640")
    logger.info("%s", Broken())
    logger.info("hei", extra={"x": Broken(), "y": "Kari Nordvik"})
    assert out.getvalue() == "INFO [loggmelding fjernet]\nINFO [loggmelding fjernet]\nINFO hei\n"
    clean(logger, out)


def test_half_surrogates_do_not_cost_the_record(log):
    logger, out = log
    logger.info("fil \udcff: fnr 110379 66640")
    assert out.getvalue() == "INFO fil ?: fnr [FØDSELSNUMMER]\n"


def test_a_formatter_that_came_before_leaves_nothing(scrubber):
    record = logging.makeLogRecord({"msg": "fnr %s", "args": ("110379 66640",)})
    logging.Formatter("%(message)s").format(record)
    assert "110379" in record.message
    assert ScrubbingFilter(scrubber).filter(record)
    assert "110379" not in repr(vars(record))


def test_the_name_of_the_filter_still_filters(scrubber):
    assert not ScrubbingFilter(scrubber, "annen").filter(logging.makeLogRecord({"name": "denne", "msg": "hei"}))
