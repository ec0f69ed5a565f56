"""What the tests share. Persons are invented; numbers are of the synthetic series or of the nineteenth century."""

import pytest
import sladd

#: A message with a name, a number, a telephone and an illness, and how it stands masked.
MESSAGE = "Hei, eg heiter Kari Nordvik, fnr 110379 66640. Ring 412 00 000, eg har migrene."
MASKED = "Hei, eg heiter [NAVN], fnr [FØDSELSNUMMER]. Ring [TELEFON], eg har [HELSE]."
#: What must be nowhere once the message was masked.
SECRETS = ("Kari", "Nordvik", "110379", "66640", "412 00 000", "migrene")
KEY = bytes((i * 37) % 256 for i in range(32))


@pytest.fixture(scope="session")
def scrubber() -> sladd.Scrubber:
    return sladd.Scrubber()
