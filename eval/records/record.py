"""What one evaluation leaves behind: cases with their scores, runs of one system, and the record on disk."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

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
    """One system over one suite ("questions", "repair", "tasks", "targets")."""

    suite: str
    system: str
    cases: tuple[Case, ...]
    failures: tuple[Failure, ...] = ()

    def summary(self) -> dict[str, dict[str, Ratio]]:
        """The totals of each metric, over all cases and over each category ("type agency")."""
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


def write_record(record: Record, folder: Path) -> Path:
    """The path of the record, written as JSON with its summaries beside its cases."""
    header = asdict(replace(record, runs=()))
    del header["runs"]
    path = folder / record.file_name
    # One case a line: a record stays readable, and two of them can be told apart line by line.
    runs = ",\n".join(_run_to_text(run) for run in record.runs)
    text = f'{json.dumps(header, ensure_ascii=False, indent=1)[:-2]},\n "runs": [\n{runs}\n]}}\n'
    path.write_text(text, encoding="utf-8")
    return path


def read_record(path: Path) -> Record:
    """The record of a file that `write_record` wrote."""
    content = msgspec.json.decode(path.read_bytes())
    for run in content["runs"]:
        for case in run["cases"]:
            case["scores"] = {name: _ratio(text) for name, text in case["scores"].items()}
    return msgspec.convert(content, Record)


def latest_record(folder: Path, what: str) -> Record | None:
    """The record of `what` that was finished last, None without one."""
    records = [read_record(path) for path in folder.glob(f"{what}-*.json")]
    return max(records, key=lambda record: (record.finished_at, record.code), default=None)


def _totals(cases: list[Case]) -> dict[str, Ratio]:
    names = dict.fromkeys(name for case in cases for name in case.scores)
    totals = {name: total(case.scores.get(name) for case in cases) for name in names}
    return {name: ratio for name, ratio in totals.items() if ratio is not None}


def _run_to_text(run: Run) -> str:
    header = {
        "suite": run.suite,
        "system": run.system,
        "n": len(run.cases),
        "failures": [asdict(failure) for failure in run.failures],
        "summary": {
            key: {name: f"{ratio.value:.4f} of {ratio.whole:g}" for name, ratio in totals.items()}
            for key, totals in run.summary().items()
        },
    }
    cases = ",\n".join(f"  {json.dumps(_case_to_json(case), ensure_ascii=False)}" for case in run.cases)
    return f'{json.dumps(header, ensure_ascii=False, indent=1)[:-2]},\n "cases": [\n{cases}\n ]}}'


def _case_to_json(case: Case) -> dict[str, Any]:
    scores = {name: f"{_short(ratio.part)}/{_short(ratio.whole)}" for name, ratio in case.scores.items()}
    return {"id": case.id, "groups": case.groups, "scores": scores}


def _short(number: float) -> str:
    return repr(number).removesuffix(".0")


def _ratio(text: str) -> Ratio:
    part, whole = text.split("/")
    return Ratio(float(part), float(whole))
