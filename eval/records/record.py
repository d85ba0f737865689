"""What one evaluation leaves behind: cases with their scores, runs of one system, and the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from eval.metrics.ranking import Ratio, total

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One scored label; a metric that its label does not ask for is not in `scores`."""

    id: str
    groups: dict[str, str]
    scores: dict[str, Ratio]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A label for which the system gave nothing, and why; its case is scored as wrong, never left out."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One system over one suite ("questions", "repair", "tasks", "targets").

    `totals` stands for the cases of an old run, which are not kept.
    """

    suite: str
    system: str
    cases: tuple[Case, ...]
    failures: tuple[Failure, ...] = ()
    totals: dict[str, dict[str, Ratio]] | None = None

    def summary(self) -> dict[str, dict[str, Ratio]]:
        """The totals of each metric, over all cases and over each category ("type agency"); of an old run, over all."""
        if self.totals is not None:
            return self.totals
        keys = [ALL, *sorted({f"{name} {value}" for case in self.cases for name, value in case.groups.items()})]
        return {key: _totals([case for case in self.cases if is_in(case, key)]) for key in keys}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All runs of one evaluation with everything that a later reader needs to repeat it.

    `what` names the evaluation ("dev", "speed"), `code` the hash of what was measured; `measures` holds
    timings, which have no cases.
    """

    what: str
    code: str
    finished_at: str
    provenance: dict[str, Any]
    runs: tuple[Run, ...] = ()
    measures: tuple[dict[str, Any], ...] = ()

    @property
    def file_name(self) -> str:
        """The name that the record is kept under."""
        return f"{self.what}-{self.code[:12]}.json"

    def run(self, suite: str, system: str) -> Run | None:
        """The run of a system over a suite, None if there was none."""
        return next((run for run in self.runs if (run.suite, run.system) == (suite, system)), None)


def is_in(case: Case, key: str) -> bool:
    """Whether the case belongs to a category as `Run.summary` names them."""
    return key == ALL or any(key == f"{name} {value}" for name, value in case.groups.items())


def _totals(cases: list[Case]) -> dict[str, Ratio]:
    names = dict.fromkeys(name for case in cases for name in case.scores)
    totals = {name: total(case.scores.get(name) for case in cases) for name in names}
    return {name: ratio for name, ratio in totals.items() if ratio is not None}


def runs_to_json(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """The runs without their cases, in a table for those that follow each other and share suite and metrics.

    The head of a column is the metric and the weight of its total in the first row ("hit@1/96"); a row is the system,
    its number of cases and its totals over all (".917", ".917/97" of another weight), with its failures behind them
    if it had any. Three digits are kept, as many as are shown.
    """
    tables: list[dict[str, Any]] = []
    summed = [(run, run.summary()[ALL]) for run in runs]
    for (suite, metrics), alike in groupby(summed, key=lambda pair: (pair[0].suite, tuple(pair[1]))):
        rows = list(alike)
        wholes = [_short(ratio.whole) for ratio in rows[0][1].values()]
        heads = [f"{metric}/{whole}" for metric, whole in zip(metrics, wholes, strict=True)]
        tables.append({"suite": suite, "metrics": heads, "runs": [_run_to_row(*row, wholes) for row in rows]})
    return tables


def _run_to_row(run: Run, totals: dict[str, Ratio], wholes: Sequence[str]) -> list[Any]:
    said = " ".join(
        _value(ratio.value) + (f"/{_short(ratio.whole)}" if _short(ratio.whole) != whole else "")
        for ratio, whole in zip(totals.values(), wholes, strict=True)
    )
    failures = [[failure.id, failure.reason] for failure in run.failures]
    return [run.system, len(run.cases), said, *([failures] if failures else [])]


def _value(value: float) -> str:
    return f"{value:.3g}".removeprefix("0") or "0"


def runs_from_json(tables: Sequence[dict[str, Any]], cases: Sequence[list[dict[str, Any]]] | None) -> tuple[Run, ...]:
    """The runs that `runs_to_json` and `case_to_json` wrote; without cases, with the totals that were written."""
    rows = [(table, row) for table in tables for row in table["runs"]]
    of_runs = cases if cases is not None else [[] for _ in rows]
    return tuple(_run_from_row(*row, of_run) for row, of_run in zip(rows, of_runs, strict=True))


def _run_from_row(table: dict[str, Any], row: list[Any], cases: list[dict[str, Any]]) -> Run:
    system, n, said, *failures = row
    totals = {}
    for head, value in zip(table["metrics"], said.split(), strict=True):
        metric, whole = head.rsplit("/", 1)
        mean, *other = map(float, value.split("/"))
        weight = other[0] if other else float(whole)
        totals[metric] = Ratio(mean * weight, weight)
    return Run(
        suite=table["suite"],
        system=system,
        cases=tuple(map(_case_from_json, cases)),
        failures=tuple(Failure(id=id, reason=reason) for id, reason in (failures[0] if failures else ())),
        totals={ALL: totals} if len(cases) < n else None,
    )


def case_to_json(case: Case) -> dict[str, Any]:
    """The case, each score as the two numbers of its ratio."""
    scores = {name: f"{_short(ratio.part)}/{_short(ratio.whole)}" for name, ratio in case.scores.items()}
    return {"id": case.id, "groups": case.groups, "scores": scores}


def _short(number: float) -> str:
    return repr(number).removesuffix(".0")


def _case_from_json(case: dict[str, Any]) -> Case:
    scores = {name: Ratio(*map(float, text.split("/"))) for name, text in case["scores"].items()}
    return Case(id=case["id"], groups=case["groups"], scores=scores)
