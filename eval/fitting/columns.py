"""Fits the model that tells what a column is for, and says what it is worth on heads that it never saw.

Every head's wording is in one of five folds. A model that is judged on a fold was fitted on tables without its heads,
and is judged on tables with no others; the rules that the model replaced are judged on the same tables.

    python -m eval.fitting.columns            # judges, then writes ingest/registers/annex/column_roles.npz
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from eval.datasets.synthetic_documents import LAYOUTS, MadeTable, made_table
from ingest.language.fold import fold
from ingest.registers.annex.column_roles import NEITHER, TARGETS, TASKS, chosen_roles, features_of

_OUT = Path(__file__).parents[2] / "ingest" / "registers" / "annex" / "column_roles.npz"
_FOLDS = 5
_SEEDS, _JUDGED_SEEDS = 60, 12
_STRENGTH = 1.0
# One table in so many is learned without its head, as some tables are read.
_HEADLESS = 7
# A feature that few columns of the training have is chance.
_FEWEST_COLUMNS = 4
_LEAST_WEIGHT = 0.02

# The rules by which heads alone were read before.
_RULES = (
    ("coordinate", re.compile(r"phoi hop")),
    ("deadline", re.compile(r"thoi (gian|han)|tien do|hoan thanh")),
    ("budget", re.compile(r"kinh phi|du toan")),
    ("product", re.compile(r"san pham|ket qua")),
    ("task", re.compile(r"nhiem vu|noi dung|cong viec|hoat dong|giai phap")),
    ("lead", re.compile(r"chu tri|(co quan|don vi|bo phan)( .*)?thuc hien|^(co quan|don vi)$")),
)
_FIELDS = ("task", "lead", "coordinate", "owners", "deadline", "product", "subject", "value", "unit")


def fold_of(role: str, head: str) -> int:
    """The fold of a head's wording, the same on every machine."""
    return crc32(f"{role} {fold(head)}".encode()) % _FOLDS


def _is_in(number: int, role: str, head: str, *, within: bool) -> bool:
    return (fold_of(role, head) == number) == within


def tables(seeds: range, allowed: Callable[[str, str], bool]) -> Iterator[MadeTable]:
    """Tables of all layouts with these heads."""
    for layout in LAYOUTS:
        for seed in seeds:
            yield made_table(layout, seed=seed, allowed=allowed)


def cells_of(table: MadeTable) -> list[list[str]]:
    """The words of each column's cells below the head, rows of sections left out."""
    columns: list[list[str]] = [[] for _ in table.roles]
    for row in table.rows[table.head_rows :]:
        if any(cell is not None and cell.columns > 1 for cell in row.cells):
            continue
        for column, cell in enumerate(row.cells):
            if cell is not None:
                columns[column].append(cell.words)
    return columns


def kind_of(table: MadeTable) -> str:
    """What the table is: TASKS, TARGETS or NEITHER."""
    return TASKS if table.tasks else TARGETS if table.targets else NEITHER


class Fitted:
    """A model fitted on tables."""

    def __init__(self, learned: Sequence[MadeTable]) -> None:
        features: list[dict[str, float]] = []
        roles: list[str] = []
        for number, table in enumerate(learned):
            headless = number % _HEADLESS == 0
            features += features_of([""] * len(table.roles) if headless else table.heads, cells_of(table))
            roles += table.roles
        self.vectorizer = DictVectorizer()
        matrix = self.vectorizer.fit_transform(features)
        kept = np.asarray((matrix != 0).sum(axis=0)).ravel() >= _FEWEST_COLUMNS
        self.vectorizer.restrict(np.flatnonzero(kept), indices=True)
        matrix = self.vectorizer.transform(features)
        self.model = LogisticRegression(C=_STRENGTH, max_iter=400)
        self.model.fit(matrix, roles)

    def roles(self, table: MadeTable) -> tuple[str, tuple[str, ...]]:
        """The kind of a table and the roles of its columns."""
        matrix = self.vectorizer.transform(features_of(table.heads, cells_of(table)))
        logs = np.log(np.maximum(self.model.predict_proba(matrix), 1e-9))
        found = chosen_roles([str(role) for role in self.model.classes_], logs)
        return found.kind, found.roles

    def write(self, path: Path) -> None:
        """Writes the features that weigh anything, their weights halved in length, and the roles."""
        weights = self.model.coef_.T
        kept = np.abs(weights).max(axis=1) >= _LEAST_WEIGHT
        names = np.array(self.vectorizer.get_feature_names_out())[kept]
        np.savez_compressed(
            path,
            names=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
            roles=np.frombuffer("\n".join(self.model.classes_).encode(), dtype=np.uint8),
            weights=weights[kept].astype(np.float16),
            bias=self.model.intercept_.astype(np.float32),
        )


def by_rules(table: MadeTable) -> tuple[str, tuple[str, ...]]:
    """What the rules over heads alone say."""
    roles = [next((role for role, rule in _RULES if rule.search(fold(head))), "other") for head in table.heads]
    is_tasks = "task" in roles and "lead" in roles
    return (TASKS if is_tasks else NEITHER), tuple(roles)


def judge(
    read: Callable[[MadeTable], tuple[str, tuple[str, ...]]], judged: Sequence[MadeTable]
) -> dict[str, list[bool]]:
    """For each role that a register needs, and for the kind of table, which columns were right."""
    right: dict[str, list[bool]] = defaultdict(list)
    for table in judged:
        kind, roles = read(table)
        right["kind"].append(kind == kind_of(table))
        for role, found in zip(table.roles, roles, strict=True):
            if role in _FIELDS:
                right[role].append(_same(role, found, kind))
        right["whole"].append(
            all(_same(r, f, kind) or r not in _FIELDS for r, f in zip(table.roles, roles, strict=True))
        )
    return right


def _same(role: str, found: str, kind: str) -> bool:
    """Whether a column was told; an aim that is assigned counts as a task."""
    return found == role or (kind == TASKS and role == "subject" and found == "task")


def main() -> None:
    """Judges model and rules on heads left out, then fits the model on all heads and writes it."""
    totals: dict[str, dict[str, list[bool]]] = {"model": defaultdict(list), "rules": defaultdict(list)}
    for left_out in range(_FOLDS):
        learned = list(tables(range(_SEEDS // 2), partial(_is_in, left_out, within=False)))
        judged = list(tables(range(1000, 1000 + _JUDGED_SEEDS), partial(_is_in, left_out, within=True)))
        for name, read in (("model", Fitted(learned).roles), ("rules", by_rules)):
            for role, right in judge(read, judged).items():
                totals[name][role] += right
    for role in totals["model"]:
        shares = "  ".join(f"{name} {np.mean(totals[name][role]):.3f}" for name in totals)
        print(f"{role:12s} n {len(totals['model'][role]):5d}  {shares}")
    fitted = Fitted(list(tables(range(_SEEDS), lambda role, head: True)))
    fitted.write(_OUT)
    print(f"{_OUT.name}: {_OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
