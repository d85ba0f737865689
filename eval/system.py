"""The system under test, through its command line: the same door that its users and other scripts have."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eval.datasets.labels import GoldRepair, Question
from eval.records.provenance import ROOT

# A batch in which some items failed still gave the others; what is missing is counted by the suite.
_ACCEPTED_CODES = (0, 3)


class SystemFailed(RuntimeError):
    """The command line of the system under test ended with an error."""


def command(*arguments: str | Path) -> str:
    """What a command of the system prints.

    Raises:
        SystemFailed: it ended with a code that gives no result; the message is what it said.
    """
    done = subprocess.run(
        [sys.executable, "-m", "parc_search", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode not in _ACCEPTED_CODES:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise SystemFailed(f"{arguments[0]}: exit code {done.returncode}: {said[-1] if said else 'no message'}")
    return done.stdout


def ingest(paths: Iterable[Path], *, store: Path) -> None:
    """Reads the files and folders into the store."""
    command("ingest", *paths, "--store", store)


def ask_all(questions: Iterable[Question], *, store: Path, scratch: Path) -> Mapping[str, dict[str, Any]]:
    """The answers by the question's id, all from one process."""
    asked = [{"id": question.id, "question": question.question} for question in questions]
    answers = _batch(["ask", "--store", store], asked, scratch=scratch)
    return {answer["id"]: answer for answer in answers}


def repair_all(golds: Iterable[GoldRepair], *, scratch: Path) -> Mapping[str, str]:
    """The repaired texts by the passage's id."""
    repaired = _batch(["repair"], [{"id": gold.id, "raw": gold.raw} for gold in golds], scratch=scratch)
    return {row["id"]: row["text"] for row in repaired}


def register(kind: str, *, store: Path) -> list[dict[str, Any]]:
    """The rows of the register of "tasks" or "targets"."""
    rows: list[dict[str, Any]] = json.loads(command(kind, "--json", "--store", store))
    return rows


def _batch(arguments: list[str | Path], rows: list[dict[str, str]], *, scratch: Path) -> list[dict[str, Any]]:
    given, out = scratch / "in.jsonl", scratch / "out.jsonl"
    given.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    out.unlink(missing_ok=True)
    command(*arguments, "--batch", given, "--out", out)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
