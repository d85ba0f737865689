"""Gold register rows against the registers."""

from collections.abc import Sequence
from typing import Any

from eval.datasets.labels import RegisterRow, register_row
from eval.metrics.registers import TARGET_FIELDS, TASK_FIELDS, row_scores
from eval.records.record import Case, Failure, Run

FIELDS = {"tasks": TASK_FIELDS, "targets": TARGET_FIELDS}


def score_register(kind: str, golds: Sequence[RegisterRow], rows: Sequence[dict[str, Any]], *, system: str) -> Run:
    """The run of a register ("tasks" or "targets") whose rows are given as the command line prints them."""
    fields = FIELDS[kind]
    given = [register_row(row, fields=fields) for row in rows]
    return Run(
        suite=kind,
        system=system,
        cases=tuple(
            Case(
                id=gold.id,
                groups={"document": gold.source.split("_")[0], "part": gold.part},
                scores=row_scores(gold, given, fields=fields),
            )
            for gold in golds
        ),
        failures=() if rows else (Failure(id=kind, reason="the register is empty"),),
    )
