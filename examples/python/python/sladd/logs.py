"""Logs without personal data: a filter for :mod:`logging`.

>>> import logging, sladd
>>> from sladd.logs import ScrubbingFilter
>>> handler = logging.StreamHandler()
>>> handler.addFilter(ScrubbingFilter(sladd.Scrubber()))

Put it on the *handlers*: a filter on a logger does not see the records of the loggers below it.
"""

from __future__ import annotations

import io
import logging
import traceback
from types import TracebackType
from typing import Any

from . import Scrubber

__all__ = ["ScrubbingFilter"]

#: What stands in place of a record that could not be put together or masked.
_LOST = "[loggmelding fjernet]"

#: What a record holds of itself; everything else on it is the caller's, from ``extra=``.
_OWN = frozenset(vars(logging.LogRecord("", 0, "", 0, "", None, None))) | {"message", "asctime"}

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class ScrubbingFilter(logging.Filter):
    """Masks the message of a record, the text of its exception and of its stack, and what ``extra`` brought.

    The message is put together first (``"fant %s", name``) and masked whole, so that words around a value count as
    cues; ``args`` is then empty. An exception is written out, masked and kept as ``exc_text``; the exception itself,
    whose arguments hold what was masked, is taken off the record. Values of ``extra`` that are strings are masked, and
    so are strings inside lists, tuples, sets and dictionaries; an object of any other kind but numbers, truth values and
    None is replaced by its masked ``str``.

    A record that cannot be put together or masked is passed on without its text: nothing unmasked is ever let through,
    and nothing is raised into the code that logs.

    The record itself is masked, since filters of every supported Python can do that: handlers that come after see it
    masked too, those that came before did not.
    """

    def __init__(self, scrubber: Scrubber, name: str = "") -> None:
        super().__init__(name)
        self._scrubber = scrubber

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the record in place; false only where the name of the filter says so."""
        if not super().filter(record):
            return False
        try:
            record.msg = self._masked(record.getMessage())
        except Exception:  # noqa: BLE001 - the arguments' own __str__ may raise anything
            record.msg = _LOST
        record.args = None
        # A formatter that came before may have left the message whole here.
        record.__dict__.pop("message", None)
        try:
            self._mask_exception(record)
            self._mask_extra(record)
        except Exception:  # noqa: BLE001 - the same
            for key in set(vars(record)) - _OWN:
                setattr(record, key, _LOST)
            record.exc_info = None
            record.exc_text = _LOST if record.exc_text else None
            record.stack_info = None
        return True

    def _masked(self, text: str) -> str:
        # Names of files that are no UTF-8 come with half surrogate pairs; they must not cost the record.
        return self._scrubber.scrub(text.encode("utf-8", "replace").decode("utf-8")).text

    def _mask_exception(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0] is not None and not record.exc_text:
            record.exc_text = _written(record.exc_info)
        if record.exc_text:
            record.exc_text = self._masked(record.exc_text)
        # Formatters write exc_text where it is there; others, that send the exception elsewhere, get none.
        record.exc_info = None
        if record.stack_info:
            record.stack_info = self._masked(record.stack_info)

    def _mask_extra(self, record: logging.LogRecord) -> None:
        for key in set(vars(record)) - _OWN:
            setattr(record, key, self._value(getattr(record, key), 0))

    def _value(self, value: Any, depth: int) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._masked(value)
        if isinstance(value, (int, float)):
            # A number may be somebody's: it stays a number unless something is found in it.
            written = str(value)
            masked = self._masked(written)
            return value if masked == written else masked
        if depth < 8:
            if isinstance(value, dict):
                return {self._value(key, depth + 1): self._value(item, depth + 1) for key, item in value.items()}
            if type(value) in (list, tuple, set, frozenset):
                return type(value)(self._value(item, depth + 1) for item in value)
        return self._masked(str(value))


def _written(exc_info: _ExcInfo) -> str:
    out = io.StringIO()
    traceback.print_exception(*exc_info, file=out)
    return out.getvalue().removesuffix("\n")
