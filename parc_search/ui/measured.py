"""What was measured of this program's answers, read from the records that evaluation leaves beside it.

An installation without those records shows none; nothing is stated from memory.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from parc_search.ui import words

RESULTS = Path(__file__).parent.parent.parent / "eval" / "results"
_SYSTEM = words.APP_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A share 0..1 of `count` labels, and what it says in words."""

    label: str
    share: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The measures of the newest record, and when it was made."""

    at: datetime
    measures: tuple[Measure, ...]


def newest(folder: Path = RESULTS) -> Measured | None:
    """The measures of the newest full record on the development labels; None where there is none."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("dev-*.json")]
    if not records:
        return None
    record = max(records, key=lambda said: str(said["finished_at"]))
    summaries = {run["suite"]: run["summary"]["all"] for run in record["runs"] if run["system"] == _SYSTEM}
    found = []
    for suite, name, label in words.MEASURES:
        said = summaries.get(suite, {}).get(name)
        if said is not None:
            share, _, count = said.partition(" of ")
            found.append(Measure(label=label, share=float(share), count=int(count)))
    return Measured(at=datetime.fromisoformat(record["finished_at"]).astimezone(), measures=tuple(found))
