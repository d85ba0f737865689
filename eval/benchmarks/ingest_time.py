"""How long an ingestion takes, and where its time goes: of the sample corpus, of PDFs, and of a long scan."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from eval import system
from eval.datasets.synthetic_pages import DPI, MadePage, made_pages
from eval.records.provenance import ROOT
from index.build import Index
from ingest.pipeline import ingest_file
from ingest.repair import Repairer

# Born-digital PDFs of the official gazette, read beside the checkout where they lie there.
PAGED = ROOT.parent / "shared" / "pdfs" / "cong-bao"
_SEED = 11
_JPEG_QUALITY = 70  # what office scanners write


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedTimes:
    """What the ingestion of paged documents took: whole, by the command as users type it, and by stage in one process.

    `reread` of the pages were read from their pictures, which no stage counts.
    """

    documents: int
    pages: int
    reread: int
    whole_s: float
    stages_s: Mapping[str, float]


class Clock:
    """Books the time between two announcements under the earlier one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stage: str | None = None
        self._since = 0.0

    def begin(self, stage: str | None) -> None:
        """Ends the stage that is running and begins the next; None begins none."""
        now = perf_counter()
        if self._stage is not None:
            self.seconds[self._stage] += now - self._since
        self._stage, self._since = stage, now


def stage_seconds(paths: Sequence[Path], store: Path) -> dict[str, float]:
    """The seconds that each stage takes over all documents, in one process, in the order of the stages."""
    clock = Clock()
    clock.begin("load the repairer")
    repairer = Repairer.load()
    items = [ingest_file(path, repairer, report=clock.begin) for path in paths]
    clock.begin("store")
    with Index.open(store) as index:
        for item in items:
            index.store.put(item)
        clock.begin("index (words and vectors)")
        index.refresh()
        clock.begin(None)
    return dict(clock.seconds)


def paged_times(folder: Path, scratch: Path) -> PagedTimes | None:
    """The times of the PDFs of a folder, in stores under `scratch`; None where there are none.

    Raises:
        SystemFailed: the command failed, or left a file out.
    """
    paths = sorted(folder.glob("*.pdf"))
    if not paths:
        return None
    start = perf_counter()
    report = json.loads(system.command("ingest", *paths, "--store", scratch / "paged", "--json"))
    whole_s = perf_counter() - start
    if report["failures"]:
        raise system.SystemFailed(f"ingest: {report['failures'][0]['reason']}")
    return PagedTimes(
        documents=len(report["documents"]),
        pages=sum(document["pages"] for document in report["documents"]),
        reread=sum(document["pages_reread"] for document in report["documents"]),
        whole_s=whole_s,
        stages_s=stage_seconds(paths, scratch / "paged-stages"),
    )


def write_scan(text: str, path: Path, *, pages: int) -> None:
    """Writes a PDF of so many worn pictures without a text layer, of the text repeated as often as needed."""
    made: list[MadePage] = []
    while len(made) < pages:
        made += made_pages(text, count=pages - len(made), seed=_SEED + len(made))
    first, *others = (page.image.convert("L") for page in made)
    first.save(path, "PDF", save_all=True, append_images=others, resolution=DPI, quality=_JPEG_QUALITY)
