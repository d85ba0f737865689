"""Five users ask while a sixth uploads a scan: how long each waits for an answer, and whether all is kept.

Everything is as at an office: the app in a process of its own, a browser page for each user, real questions typed
and sent by Enter, one user alone first. Each answer is timed twice: until its short answer is on the screen, and until
nothing is left to draw. Afterwards every question must stand in the audit, its chain whole, and the scan in the store.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from eval.benchmarks.ask_time import p95
from eval.records.provenance import code_hash, provenance
from eval.records.record import Record
from index.store.store import Store
from ingest.documents import OCR
from parc_search.evidence.records import entries

WHAT = "load"
CHROMIUM = "/usr/bin/chromium"
USERS = 5
PATIENCE_MS = 540_000
_END_S = 10
# Marks what is on the screen, so that the next answer can be told from it.
_MARK = "document.querySelectorAll('.answer-panel, .refusal').forEach((panel) => { panel.dataset.earlier = '1' })"
_SHOWN = "document.querySelector('.answer-panel:not([data-earlier]), .refusal:not([data-earlier])')"
_SETTLED = """(question) => new URLSearchParams(location.search).get('q') === question
    && document.querySelector('.answer-panel, .refusal')
    && !document.querySelector('[data-stale="true"], .stSpinner, [data-testid=stSkeleton]')"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """The milliseconds from Enter to the short answer, and to the last part of the screen."""

    shown_ms: float
    settled_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What happened: how long answers took to one user alone and to all five, and what went wrong.

    `stages` are how the files that were uploaded ended, `lost` what the store did not keep.
    """

    alone: tuple[Waited, ...]
    together: tuple[Waited, ...]
    errors: tuple[str, ...]
    lost: tuple[str, ...]
    upload_s: float
    pages: int
    stages: tuple[str, ...]
    pause_s: float


def measure_load(
    store: Path,
    questions: Sequence[str],
    scan: Path,
    *,
    alone: int,
    together: int,
    pause_s: float,
    say: Callable[[str], None],
) -> Load:
    """The load of `alone` questions by one user, then of `together` by five while a sixth uploads the scan.

    Each of the five looks at an answer for `pause_s` before the next question.
    """
    with _app(store) as address:
        asked, found = asyncio.run(_run(address, questions, scan, alone, together, pause_s, say))
    lost, pages = what_is_lost(store, asked, scan.name)
    return Load(**found, lost=lost, pages=pages, pause_s=pause_s)


def load_record(found: Load) -> Record:
    """The record of a load, as it is kept."""
    shown, settled = zip(*((waited.shown_ms, waited.settled_ms) for waited in found.together), strict=True)
    alone = [waited.shown_ms for waited in found.alone]
    count, ended = len(found.together), ", ".join(found.stages)
    five = f"{USERS} users, each looking {found.pause_s:g} s at an answer, and an upload"
    measures = [
        _seconds(f"one user: Enter to the short answer, median of {len(alone)}", median(alone)),
        _seconds("one user: Enter to the short answer, 95 of 100 under", p95(alone)),
        _seconds(f"{five}: Enter to the short answer, median of {count}", median(shown)),
        _seconds(f"{five}: Enter to the short answer, 95 of 100 under", p95(shown)),
        _seconds(f"{five}: Enter to the whole screen, 95 of 100 under", p95(settled)),
        _counted("errors on the screens", len(found.errors)),
        _counted("questions, audit records or pages lost", len(found.lost)),
        {**_seconds(f"scan of {found.pages} pages, upload to stored", 1000 * found.upload_s), "beside": ended},
    ]
    finished_at = datetime.now(UTC).isoformat(timespec="seconds")
    return Record(
        what=WHAT, code=code_hash(), finished_at=finished_at, provenance=provenance(), measures=tuple(measures)
    )


def _seconds(what: str, milliseconds: float) -> dict[str, Any]:
    number = milliseconds / 1000
    return {"what": what, "number": round(number, 3), "unit": "s", "value": f"{number:.2f} s"}


def _counted(what: str, number: int) -> dict[str, Any]:
    return {"what": what, "number": number, "unit": "", "value": str(number)}


def what_is_lost(store: Path, asked: Sequence[str], scan: str) -> tuple[tuple[str, ...], int]:
    """What the store lacks of what was done, one line each; and how many pages of the scan have been read."""
    with Store.open(store, create=False) as opened:
        recorded = Counter(entry.question for entry in entries(opened.audit_records()))
        broken = opened.verify_audit()
        pages = opened.document(scan).raw.pages if scan in {item.source for item in opened.sources()} else ()
    lost = [f"not in the audit: {question}" for question in (Counter(asked) - recorded).elements()]
    lost += [] if broken is None else [f"the chain of the audit is broken at record {broken}"]
    lost += [] if pages else [f"not in the store: {scan}"]
    unread = [str(page.page_no) for page in pages if page.read_by != OCR]
    lost += [f"pages that were not read: {', '.join(unread)}"] if unread else []
    return tuple(lost), len(pages)


async def _run(
    address: str,
    questions: Sequence[str],
    scan: Path,
    alone: int,
    together: int,
    pause_s: float,
    say: Callable[[str], None],
) -> tuple[list[str], dict[str, Any]]:
    asked: list[str] = []
    errors: list[str] = []
    async with async_playwright() as playwright:
        # Without a graphics card every turn of a spinner is drawn by the cores that answer; offices have one.
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        pages = [await _opened(browser, address)]
        say("warm-up")
        await _user(pages[0], questions[-2:], asked, errors)
        say(f"one user asks {alone} questions")
        by_one = await _user(pages[0], questions[:alone], asked, errors)
        pages += [await _opened(browser, address) for _ in range(USERS - 1)]
        per_user = together // USERS
        say(f"{USERS} users ask {per_user * USERS} questions, one uploads {scan.name}")
        uploading = asyncio.create_task(_upload(browser, address, scan))
        users = []
        for number, page in enumerate(pages):
            own = [questions[(number * per_user + at) % len(questions)] for at in range(per_user)]
            users.append(_user(page, own, asked, errors, pause_s=pause_s))
        by_five = [waited for waits in await asyncio.gather(*users) for waited in waits]
        said = p95([waited.shown_ms for waited in by_five]) / 1000
        say(f"95 of 100 answers came within {said:.2f} s; waiting for the upload")
        upload_s, stages = await uploading
        await browser.close()
    found = {"alone": tuple(by_one), "together": tuple(by_five), "errors": tuple(errors)}
    return asked, {**found, "upload_s": upload_s, "stages": stages}


async def _opened(browser: Browser, address: str) -> Page:
    context = await browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", reduced_motion="reduce"
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(address)
    await page.locator("h1.screen").wait_for()
    return page


async def _user(
    page: Page, questions: Sequence[str], asked: list[str], errors: list[str], *, pause_s: float = 0.0
) -> list[Waited]:
    waits = []
    for question in questions:
        waits.append(await _ask(page, question))
        asked.append(question)
        errors += [await fault.inner_text() for fault in await page.locator(".notice.error, .stException").all()]
        await asyncio.sleep(pause_s)
    return waits


async def _ask(page: Page, question: str) -> Waited:
    """How long it took from Enter until the answer to this question was there, and until all stood still."""
    box = page.get_by_role("textbox").first
    await box.fill(question)
    await page.evaluate(_MARK)
    began = perf_counter()
    await box.press("Enter")
    # The same answer to two questions in turn leaves the panel as it is; then the end of drawing tells.
    await page.wait_for_function(f"(question) => {_SHOWN} || ({_SETTLED})(question)", arg=question)
    shown = perf_counter()
    await page.wait_for_function(_SETTLED, arg=question)
    return Waited(shown_ms=1000 * (shown - began), settled_ms=1000 * (perf_counter() - began))


async def _upload(browser: Browser, address: str, file: Path) -> tuple[float, tuple[str, ...]]:
    page = await _opened(browser, f"{address}/van-ban")
    began = perf_counter()
    await page.locator("input[type=file]").set_input_files(file)
    await page.locator("[data-testid=stFileChip]").wait_for()
    await page.locator(".st-key-upload-send button").click()
    await page.locator(".intake .stage.done, .intake .stage.failed, .intake .stage.unchanged").wait_for()
    stages = tuple(await page.locator(".intake .stage").all_inner_texts())
    return perf_counter() - began, stages


@contextmanager
def _app(store: Path) -> Iterator[str]:
    """The address of the app, served over the store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "PARC_STORE": str(store)}
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if "URL:" in line:
                    break
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(_END_S)
            except subprocess.TimeoutExpired:
                process.kill()  # a file may still be read
