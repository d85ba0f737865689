"""Whether a register holds a gold row, and how many of its fields are right."""

import re
import unicodedata
from collections.abc import Iterable

from eval.datasets.labels import RegisterRow
from eval.metrics.ranking import Ratio, yes_or_no

TASK_FIELDS = ("lead", "coordinate", "deadline", "product")
TARGET_FIELDS = ("value", "comparison", "year")
# The share of the shorter span that must lie in the other for two rows to be the same.
SHARED_SHARE = 0.5
_WRITTEN_OUT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "vp": "van phong",
    "tt&tt": "thong tin va truyen thong",
    "kh&cn": "khoa hoc va cong nghe",
    "kh&dt": "ke hoach va dau tu",
    "gd&dt": "giao duc va dao tao",
    "hcc": "hanh chinh cong",
    "tthc": "thu tuc hanh chinh",
    "cchc": "cai cach hanh chinh",
}
_TOKEN = re.compile(r"[a-z0-9&%]+(?:[.,/][0-9]+)*")
_UNNAMED_PARTNER = "lien quan"


def row_scores(gold: RegisterRow, rows: Iterable[RegisterRow], *, fields: tuple[str, ...]) -> dict[str, Ratio]:
    """ "found", and each field that the gold row has; of several rows at its place the one most right counts.

    A field of a row that was not found is wrong, not unscored.
    """
    asked = [name for name in fields if gold.fields.get(name)]
    near = [row for row in rows if _is_same_place(row, gold)]
    verdicts = [{name: is_right(name, row, gold) for name in asked} for row in near]
    best = max(verdicts, key=lambda verdict: sum(verdict.values()), default=dict.fromkeys(asked, False))
    return {"found": yes_or_no(bool(near)), **{name: yes_or_no(met) for name, met in best.items()}}


def is_right(name: str, row: RegisterRow, gold: RegisterRow) -> bool:
    """Whether a field says the same: agencies as sets, a comparison to the letter, else one within the other."""
    given, wanted = row.fields.get(name), gold.fields.get(name)
    if name in ("lead", "coordinate"):
        return _agencies(given) == _agencies(wanted)
    if name == "comparison":
        return given == wanted
    given_words, wanted_words = _fold(str(given or "")), _fold(str(wanted or ""))
    return bool(given_words) and (given_words in wanted_words or wanted_words in given_words)


def _is_same_place(one: RegisterRow, other: RegisterRow) -> bool:
    shared = min(one.span[1], other.span[1]) - max(one.span[0], other.span[0])
    shorter = min(one.span[1] - one.span[0], other.span[1] - other.span[0])
    return one.source == other.source and shared > 0 and shared >= SHARED_SHARE * shorter


def _agencies(names: str | tuple[str, ...] | None) -> frozenset[str]:
    listed = (names,) if isinstance(names, str) else names or ()
    folded = (_fold(name).removeprefix("cac ") for name in listed)
    return frozenset(name for name in folded if _UNNAMED_PARTNER not in name)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_WRITTEN_OUT.get(word, word) for word in _TOKEN.findall(folded))
