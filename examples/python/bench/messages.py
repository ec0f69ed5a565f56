"""Invented chat messages for the measurements, one a line: one in five holds personal data."""

import random
import sys

CLEAN = [
    "Hei, jeg lurer på når kontoret åpner i morgen, og om det går an å bestille time på nett.",
    "Tusen takk for hjelpen, ha en fin dag videre!",
    "Kan dere sende skjemaet på nytt? Jeg finner det ikke igjen i innboksen.",
    "Ok, da prøver jeg det og kommer tilbake hvis det ikke virker.",
    "Kva er fristen for å klage på vedtaket, og kor skal eg sende klaga?",
    "Det står at siden ikke finnes når jeg trykker på lenken i brevet fra dere.",
    "ja det stemmer",
    "Jeg har ventet i tre uker nå uten å høre noe, er det vanlig?",
]
DIRTY = [
    "Hei, jeg heter {name}, fnr 110379 66640. Ring meg på 412 00 {n:03}.",
    "Mobilnummeret mitt er 412 00 {n:03}, og e-posten er {mail}@example.no",
    "Eg er sjukmeld for migrene og lurer på kor lenge eg kan få sjukepengar. Helsing {name}",
    "Moren min, {name}, har diabetes og trenger ny time hos fastlegen.",
]
GIVEN = ["Kari", "Ola", "Ingrid", "Amina", "Per", "Nils", "Solveig", "Marte"]
FAMILY = ["Nordvik", "Haugland", "Fjeldstad", "Strandheim", "Myklebust", "Tveitnes"]


def messages(count: int, seed: int = 7) -> list[str]:
    """The same messages for the same seed."""
    draw, out = random.Random(seed), []
    for _ in range(count):
        if draw.random() < 0.2:
            given, family = draw.choice(GIVEN), draw.choice(FAMILY)
            values = {"name": f"{given} {family}", "mail": f"{given}.{family}".lower(), "n": draw.randrange(1000)}
            out.append(draw.choice(DIRTY).format(**values))
        else:
            out.append(draw.choice(CLEAN))
    return out


if __name__ == "__main__":
    sys.stdout.write("\n".join(messages(int(sys.argv[1]))) + "\n")
