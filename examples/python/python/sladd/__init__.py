"""Personal data in Norwegian chat messages, found and masked in this process.

>>> import sladd
>>> scrubber = sladd.Scrubber()
>>> scrubbed = scrubber.scrub("Hei, eg heiter Kari Nordvik, fnr 110379 66640.")
>>> scrubbed.text
'Hei, eg heiter [NAVN], fnr [FØDSELSNUMMER].'
>>> [(f.label, f.confidence, f.span) for f in scrubbed.findings]
[('name', 'certain', (15, 27)), ('fodselsnummer', 'certain', (33, 45))]

Offsets: ``Finding.start``, ``end`` and ``span`` count code points, so that ``text[f.start:f.end]`` is what was found.
``Finding.byte_span`` counts bytes of UTF-8, as sladd does in every other language.

The lock of the interpreter is let go while a message is looked at; scrubbers may be shared among threads. No ``repr``
and no exception of this package holds message text.

``sladd.logs`` is a filter for :mod:`logging`, ``sladd.presidio`` a recogniser for Presidio.
"""

from ._sladd import (
    Advice,
    Amendment,
    BuildError,
    Conversation,
    ConversationTally,
    Finding,
    InternalError,
    KnownNames,
    Masker,
    Policy,
    PolicyError,
    Report,
    Scrubbed,
    Scrubber,
    Stream,
    Turn,
    Vault,
    __version__,
    labels,
)

__all__ = [
    "Advice",
    "Amendment",
    "BuildError",
    "Conversation",
    "ConversationTally",
    "Finding",
    "InternalError",
    "KnownNames",
    "Masker",
    "Policy",
    "PolicyError",
    "Report",
    "Scrubbed",
    "Scrubber",
    "Stream",
    "Turn",
    "Vault",
    "__version__",
    "labels",
]
