"""Repair must never lose a number."""

import re
from collections import Counter

from eval.metrics.ratio import Ratio

_NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*")


def numbers_kept(text: str, *, raw: str, gold: str) -> Ratio:
    """The numbers that raw text and gold share and that the output still holds, of those that they share."""
    wanted = Counter(_NUMBER.findall(raw)) & Counter(_NUMBER.findall(gold))
    kept = wanted & Counter(_NUMBER.findall(text))
    return Ratio(float(kept.total()), float(wanted.total()))
