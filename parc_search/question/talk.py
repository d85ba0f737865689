"""What is said to the program and asks nothing of documents: a greeting, how it is used, an insult, an abbreviation."""

import re
import tomllib
from functools import cache
from pathlib import Path

from ingest.language.fold import fold
from parc_search import messages
from parc_search.text.terms import ABBREVIATIONS, CAPITAL_ABBREVIATIONS

_FILE = Path(__file__).with_name("talk.toml")
_NO_WORD = re.compile(r"[^\w&-]+")


def reply_to_talk(question: str) -> str | None:
    """What helps the one who says this to the program; None where documents are asked."""
    said = " ".join(_NO_WORD.sub(" ", fold(question)).split())
    patterns = _patterns()
    match = patterns["definition"].fullmatch(said)
    if match is not None:
        return _definition(match["short"] or match["short_en"])
    return next((text for name, text in messages.TALK.items() if patterns[name].fullmatch(said)), None)


def _definition(short: str) -> str | None:
    """What the abbreviation stands for; None where it is not in the lists."""
    for known, full in {**ABBREVIATIONS, **CAPITAL_ABBREVIATIONS}.items():
        if fold(known) == short:
            return messages.ABBREVIATION.format(short=known.upper(), full=full)
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))["patterns"]
    return {str(name): re.compile(str(pattern)) for name, pattern in table.items()}
