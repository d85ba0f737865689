"""What one evaluation leaves behind: cases with their scores, runs of one system, and the record."""

from dataclasses import dataclass
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


def run_to_json(run: Run) -> dict[str, Any]:
    """The run without its cases: what is kept of it when a newer one has come."""
    return {
        "suite": run.suite,
        "system": run.system,
        "n": len(run.cases),
        "failures": [{"id": failure.id, "reason": failure.reason} for failure in run.failures],
        "summary": {ALL: {name: f"{ratio.value:.4f} of {ratio.whole:g}" for name, ratio in run.summary()[ALL].items()}},
    }


def run_from_json(run: dict[str, Any], cases: list[dict[str, Any]] | None) -> Run:
    """The run that `run_to_json` and `case_to_json` wrote; without cases, with the totals that were written."""
    totals = {key: {name: _told(text) for name, text in said.items()} for key, said in run["summary"].items()}
    return Run(
        suite=run["suite"],
        system=run["system"],
        failures=tuple(Failure(id=item["id"], reason=item["reason"]) for item in run["failures"]),
        cases=tuple(map(_case_from_json, cases or ())),
        totals=totals if cases is None else None,
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


def _told(text: str) -> Ratio:
    value, whole = map(float, text.split(" of "))
    return Ratio(value * whole, whole)
