from pathlib import Path

import numpy as np
import pytest

from eval.datasets.synthetic_documents import LAYOUTS
from eval.datasets.synthetic_words import head_patterns
from eval.fitting.columns import Fitted, by_rules, cells_of, fold_of, judge, tables
from ingest.registers.annex import column_roles

# Of made tables with heads that the shipped model has seen, in this share every column is told.
LEAST_WHOLE = 0.98


def test_every_head_has_a_fold_and_no_fold_is_empty() -> None:
    assert {fold_of(role, head) for role, head in head_patterns()} == set(range(5))


def test_a_fitted_model_reads_the_same_once_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list(tables(range(3), lambda role, head: True))
    fitted = Fitted(made)
    fitted.write(tmp_path / "columns.npz")
    monkeypatch.setattr(column_roles, "_MODEL_FILE", tmp_path / "columns.npz")
    column_roles._model.cache_clear()
    for table in made[:: len(made) // 20]:
        found = column_roles.column_roles(table.heads, cells_of(table))
        assert (found.kind, found.roles) == fitted.roles(table)
    column_roles._model.cache_clear()


def test_the_shipped_model_tells_made_tables_and_beats_rules_over_heads() -> None:
    made = list(tables(range(3000, 3004), lambda role, head: True))
    shipped = judge(lambda table: _shipped(table.heads, cells_of(table)), made)
    rules = judge(by_rules, made)
    assert len(made) == 4 * len(LAYOUTS)
    assert np.mean(shipped["whole"]) >= LEAST_WHOLE > np.mean(rules["whole"])


def _shipped(heads: tuple[str, ...], cells: list[list[str]]) -> tuple[str, tuple[str, ...]]:
    found = column_roles.column_roles(heads, cells)
    return found.kind, found.roles
