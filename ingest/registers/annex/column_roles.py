"""What each column of a table is for: its role, decided by its head and by what stands in it, with a confidence.

A multinomial logistic regression over words and letters of the head, features of the cells and the heads beside it
gives each column a probability for each role; the roles of a table are chosen together, as a table has one column of
tasks, or one of subjects, and owners only beside them. The weights are fitted by `eval/fitting/columns.py` on made
tables whose heads are many ways of saying the same.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.gazetteer.agency_grammar import leading_agencies
from ingest.language.fold import fold
from ingest.model_files import checked

_MODEL_FILE = Path(__file__).with_name("column_roles.npz")

TASKS, TARGETS, NEITHER = "tasks", "targets", "neither"

# Cells of a column that are looked at, evenly over it, and how much of each.
_MOST_CELLS = 24
_CELL_CHARS = 200
_LONG_WORDS = 8
_AGENCY_SHARE = 0.7
_GRAM = 4

_DATE = re.compile(
    r"\b(?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{4}|quy\s+[ivx\d]+|thang\s+\d{1,2}|nam\s+20\d\d|20\d\d\s*[-–]\s*20\d\d|"
    r"thuong xuyen|hang (?:nam|quy|thang|tuan)|truoc ngay|giai doan 20|theo (?:tien do|quy dinh|ke hoach)|dinh ky)\b"
)
_AMOUNT = re.compile(
    r"\W*(?:(?:tren|duoi|toi thieu|it nhat|dat|giam|tang|tu|khoang)\s+)*[≥≤<>=~]*\s*\d[\d.,]*\s*"
    r"(?:%|[-–]\s*\d[\d.,]*\s*%?)?.{0,14}"
)
_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[ivxlc]{1,6}|[a-z])(?:\.\d{1,3})*[.)\]]*")
_CODE = re.compile(
    r"\d+(?:/\d{4})?\s*/\s*[a-z]{1,6}|\bso \d+|\bdieu \d+|\bkhoan \d+|\bluat\b|\bnghi (?:quyet|dinh)\b|\bcong van\b"
)
_YEAR = re.compile(r"\b20\d\d\b")
_UNITS = frozenset(
    {
        "%",
        "xa",
        "phuong",
        "nguoi",
        "ho",
        "ty dong",
        "trieu dong",
        "ha",
        "doanh nghiep",
        "diem",
        "ngay",
        "ho so",
        "km",
        "tan",
        "luot",
        "mo hinh",
        "thu hang",
        "bac",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRoles:
    """The roles of a table's columns; `kind` is one of TASKS, TARGETS, NEITHER; the confidence is that of them all."""

    kind: str
    roles: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Model:
    """The weights of each feature for each role, and what each role has without any."""

    roles: tuple[str, ...]
    index: dict[str, int]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]


def column_roles(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> ColumnRoles:
    """The roles of a table's columns, from their heads and the words of their cells, an empty one as ""."""
    model = _model()
    return chosen_roles(model.roles, np.log(np.maximum(probabilities(heads, columns), 1e-9)))


def probabilities(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> npt.NDArray[np.float64]:
    """(columns, roles): how likely each role is for each column, told apart from the others."""
    model = _model()
    scores = np.tile(model.bias.astype(np.float64), (len(heads), 1))
    for column, features in enumerate(features_of(heads, columns)):
        for name, value in features.items():
            at = model.index.get(name)
            if at is not None:
                scores[column] += value * model.weights[at]
    scores -= scores.max(axis=1, keepdims=True)
    likely = np.exp(scores)
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


# Which roles a table of each kind may have; one that is not named counts as "other" there.
_OF_TASKS = ("task", "lead", "coordinate", "owners", "deadline", "product", "authority", "basis", "budget", "status")
_OF_TARGETS = ("subject", "unit", "value", "baseline", "lead", "coordinate", "owners", "status", "basis", "deadline")
_OF_ANY = ("number", "note", "person", "other", "item", "budget", "basis", "status")
# Roles that a table has once at most.
_ONCE = frozenset({"task", "lead", "coordinate", "subject", "unit", "number", "owners", "product", "authority"})
_MOST_CHOICES = 3


def chosen_roles(names: Sequence[str], logs: npt.NDArray[np.float64]) -> ColumnRoles:
    """The likeliest roles of the columns together; `logs` is (columns, roles) log probabilities."""
    best: tuple[float, str, tuple[str, ...]] | None = None
    for kind, allowed, needed in (
        (TASKS, {*_OF_TASKS, *_OF_ANY}, ("task",)),
        # Aims without a column of values, each with who answers for it, are tasks.
        (TASKS, {*_OF_TASKS, *_OF_ANY} - {"task", "owners"}, ("subject", "lead")),
        (TASKS, {*_OF_TASKS, *_OF_ANY} - {"task", "lead"}, ("subject", "owners")),
        (TARGETS, {*_OF_TARGETS, *_OF_ANY}, ("subject", "value")),
        (NEITHER, {*_OF_ANY, "lead", "coordinate", "deadline", "unit", "value", "task", "subject", "product"}, ()),
    ):
        found = _best(names, logs, allowed, needed)
        if found is None:
            continue
        score, roles = found
        if kind == NEITHER and ("task" in roles or ("subject" in roles and {"value", "lead"} & set(roles))):
            continue  # such a table is of the other kinds
        if kind == TASKS and not {"lead", "coordinate", "owners", "deadline", "product"} & set(roles):
            continue
        if best is None or score > best[0]:
            best = score, kind, roles
    if best is None:
        return ColumnRoles(kind=NEITHER, roles=("other",) * len(logs), confidence=0.0)
    score, kind, roles = best
    if kind == TASKS:
        roles = tuple("task" if role == "subject" else role for role in roles)
    return ColumnRoles(kind=kind, roles=roles, confidence=round(math.exp(score / max(len(roles), 1)), 3))


def _best(
    names: Sequence[str], logs: npt.NDArray[np.float64], allowed: set[str], needed: Sequence[str]
) -> tuple[float, tuple[str, ...]] | None:
    """The likeliest roles of a kind of table: each column its best, the needed ones where they cost least."""
    index = {name: at for at, name in enumerate(names)}
    free = sorted((index[name] for name in allowed if name in index), key=lambda at: names[at])
    best: tuple[float, tuple[str, ...]] | None = None
    columns = range(len(logs))
    likely = [np.argsort(-logs[:, index[role]], kind="stable")[:_MOST_CHOICES].tolist() for role in needed]
    for places in product(*likely):
        if len(set(places)) < len(places):
            continue
        roles: list[str] = [""] * len(logs)
        total = 0.0
        for role, place in zip(needed, places, strict=True):
            roles[place] = role
            total += float(logs[place, index[role]])
        taken = {role for role in needed if role in _ONCE}
        rest = sorted((c for c in columns if not roles[c]), key=lambda c: -float(logs[c, free].max()))
        for column in rest:
            at = max((at for at in free if names[at] not in taken), key=lambda at: (float(logs[column, at]), -at))
            roles[column] = names[at]
            total += float(logs[column, at])
            if names[at] in _ONCE:
                taken.add(names[at])
        if best is None or total > best[0]:
            best = total, tuple(roles)
    return best


def features_of(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The features of each column: of its head, its cells, its place, and the heads beside it."""
    folded = [" ".join(re.findall(r"[a-z0-9%]+", fold(head))) for head in heads]
    found = []
    for column, (head, cells) in enumerate(zip(folded, columns, strict=True)):
        features = {**_of_head(head), **_of_cells(cells)}
        features[f"at:{min(column, 2)}"] = 1.0
        if column == len(heads) - 1:
            features["at:last"] = 1.0
        for other in (at for at in range(len(heads)) if at != column):
            for word in set(folded[other].split()) & _TELLING:
                features[f"beside:{word}"] = 1.0
        found.append(features)
    return found


# Words of other heads that tell what kind of table it is.
_TELLING = frozenset(
    {"tieu", "vu", "viec", "tri", "hop", "tinh", "pham", "han", "thuc", "hien", "dong", "ten", "trinh"}
)


def _of_head(head: str) -> dict[str, float]:
    words = ["year" if _YEAR.fullmatch(word) else word for word in head.split()]
    features: dict[str, float] = {f"head:{word}": 1.0 for word in words}
    features |= {f"head:{one} {two}": 1.0 for one, two in pairwise(words)}
    if words:
        features[f"opens:{words[0]}"] = features[f"ends:{words[-1]}"] = 1.0
    else:
        features["head:none"] = 1.0
    joined = f"^{''.join(words)}$"
    grams = {joined[at : at + _GRAM] for at in range(max(len(joined) - _GRAM + 1, 1))}
    return features | {f"gram:{gram}": 1.0 / math.sqrt(len(grams)) for gram in grams}


def _of_cells(cells: Sequence[str]) -> dict[str, float]:
    filled = [cell[:_CELL_CHARS] for cell in cells if cell]
    empty = 1 - len(filled) / len(cells) if cells else 1.0
    step = max(len(filled) // _MOST_CELLS, 1)
    looked = filled[::step][:_MOST_CELLS]
    if not looked:
        return {"cells:empty": 1.0}
    folded = [fold(cell).strip() for cell in looked]
    words = [len(cell.split()) for cell in folded]
    many = len(looked)
    features = {
        "cells:empty": empty,
        "cells:number": sum(bool(_NUMBER.fullmatch(cell)) for cell in folded) / many,
        "cells:date": sum(
            bool(_DATE.search(cell)) and count <= _LONG_WORDS for cell, count in zip(folded, words, strict=True)
        )
        / many,
        "cells:amount": sum(bool(_AMOUNT.fullmatch(cell)) for cell in folded) / many,
        "cells:percent": sum("%" in cell and count <= _LONG_WORDS for cell, count in zip(folded, words, strict=True))
        / many,
        "cells:code": sum(bool(_CODE.search(cell)) for cell in folded) / many,
        "cells:unit": sum(cell in _UNITS for cell in folded) / many,
        "cells:long": sum(count > _LONG_WORDS for count in words) / many,
        "cells:words": math.log1p(sum(words) / many),
        "cells:agency": sum(map(_is_agencies, looked)) / many,
        "cells:several": sum(cell.count(",") + cell.count(";") > 0 for cell in folded) / many,
        "cells:distinct": len(set(folded)) / many,
    }
    openings = Counter(cell.split()[0] for cell in folded if cell.split() and cell.split()[0].isalpha())
    return features | {f"first:{word}": count / many for word, count in openings.items()}


def _is_agencies(cell: str) -> bool:
    """Whether most of a cell is names of agencies."""
    named = leading_agencies(cell.lstrip(" -–+•"))
    return sum(mention.end - mention.start for mention in named) >= _AGENCY_SHARE * len(cell)


@lru_cache(maxsize=1)
def _model() -> _Model:
    with np.load(checked(_MODEL_FILE), allow_pickle=False) as stored:
        names = bytes(stored["names"]).decode("utf-8").split("\n")
        roles = tuple(bytes(stored["roles"]).decode("utf-8").split("\n"))
        weights = stored["weights"].astype(np.float32)
        bias = stored["bias"].astype(np.float32)
    return _Model(roles=roles, index={name: at for at, name in enumerate(names)}, weights=weights, bias=bias)
