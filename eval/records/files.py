"""Records on disk: a summary of every evaluation, and the cases of the newest of its kind, packed beside it."""

import json
import lzma
from pathlib import Path
from typing import Any

from eval.records.record import Record, case_to_json, runs_from_json, runs_to_json

_PACKED = ".cases.json.xz"
_OF_FILES = frozenset({"decision", "scan"})  # measures of single files, kept with the cases
_CODE = "?" * 12  # what a file name holds of the code's hash


def write_record(record: Record, folder: Path) -> Path:
    """The path of the record's summary.

    The cases are kept only of the record of its kind that was finished last: they take a hundred times the room, and
    are asked for when the next run is compared with it.
    """
    path = folder / record.file_name
    header = {
        "what": record.what,
        "code": record.code,
        "finished_at": record.finished_at,
        "provenance": record.provenance,
        "measures": [measure for measure in record.measures if measure.get("kind") not in _OF_FILES],
    }
    # One suite a line: two records can be told apart line by line.
    runs = ",\n".join(map(_dense, runs_to_json(record.runs)))
    path.write_text(f'{_dense(header)[:-1]},"runs":[\n{runs}\n]}}\n', encoding="utf-8")
    if _latest(folder, record.what) == path:
        for packed in folder.glob(f"{record.what}-{_CODE}{_PACKED}"):
            packed.unlink()
        cases = [[case_to_json(case) for case in run.cases] for run in record.runs]
        of_files = [measure for measure in record.measures if measure.get("kind") in _OF_FILES]
        if any(cases) or of_files:
            _packed(path).write_bytes(lzma.compress(_dense({"cases": cases, "measures": of_files}).encode("utf-8")))
    return path


def read_record(path: Path) -> Record:
    """The record whose summary lies at `path`, with its cases where they are kept."""
    content = json.loads(path.read_text(encoding="utf-8"))
    kept: dict[str, Any] = {}
    if _packed(path).exists():
        kept = json.loads(lzma.decompress(_packed(path).read_bytes()))
    return Record(
        what=content["what"],
        code=content["code"],
        finished_at=content["finished_at"],
        provenance=content["provenance"],
        measures=(*content["measures"], *kept.get("measures", ())),
        runs=runs_from_json(content["runs"], kept.get("cases")),
    )


def latest_record(folder: Path, what: str) -> Record | None:
    """The record of `what` that was finished last, None without one."""
    path = _latest(folder, what)
    return read_record(path) if path else None


def _latest(folder: Path, what: str) -> Path | None:
    finished = {}
    for path in folder.glob(f"{what}-{_CODE}.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        finished[content["finished_at"], content["code"]] = path
    return finished[max(finished)] if finished else None


def _dense(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _packed(path: Path) -> Path:
    return path.with_suffix(_PACKED)
