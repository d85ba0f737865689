"""Five users ask while a sixth uploads: how long each waits for an answer on the screen.

Everything is as at an office: the app in a process of its own, a browser page for each user, real questions typed
and sent by Enter. What is timed ends when the answer stands on the screen and nothing is left to draw.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from playwright.async_api import Browser, Page, async_playwright

from eval.benchmarks.ask_time import p95

CHROMIUM = "/usr/bin/chromium"
USERS = 5
PATIENCE_MS = 300_000
_SETTLED = """(question) => new URLSearchParams(location.search).get('q') === question
    && document.querySelector('.answer-panel, .refusal')
    && !document.querySelector('[data-stale="true"], .stSpinner, [data-testid=stSkeleton]')"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What happened: the milliseconds of each answer, what went wrong, and how the upload ended."""

    answers_ms: tuple[float, ...]
    errors: tuple[str, ...]
    upload_s: float
    stages: tuple[str, ...]

    @property
    def p50_ms(self) -> float:
        """Half of the answers came within this time."""
        return sorted(self.answers_ms)[len(self.answers_ms) // 2]

    @property
    def p95_ms(self) -> float:
        """Of a hundred answers 95 came within this time."""
        return p95(self.answers_ms)


def measure_load(
    store: Path, questions: Sequence[str], uploads: Sequence[Path], *, asked: int, say: Callable[[str], None]
) -> Load:
    """The load of `asked` questions by five users at once, while a sixth uploads the files, over the store."""
    with _app(store) as address:
        return asyncio.run(_run(address, questions, uploads, asked, say))


async def _run(
    address: str, questions: Sequence[str], uploads: Sequence[Path], asked: int, say: Callable[[str], None]
) -> Load:
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        pages = [await _opened(browser, address) for _ in range(USERS)]
        say("warm-up")
        await _ask(pages[0], questions[0])
        errors: list[str] = []
        times: list[float] = []
        per_user = asked // USERS
        say(f"{USERS} users ask {per_user * USERS} questions, one uploads {len(uploads)} file(s)")
        uploading = asyncio.create_task(_upload(browser, address, uploads))
        users = []
        for number, page in enumerate(pages):
            own = [questions[(number * per_user + at) % len(questions)] for at in range(per_user)]
            users.append(_user(page, own, times, errors))
        await asyncio.gather(*users)
        say("questions are done; waiting for the upload")
        upload_s, stages = await uploading
        await browser.close()
    return Load(answers_ms=tuple(times), errors=tuple(errors), upload_s=upload_s, stages=stages)


async def _opened(browser: Browser, address: str) -> Page:
    context = await browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(address)
    await page.locator("h1.screen").wait_for()
    return page


async def _user(page: Page, questions: Sequence[str], times: list[float], errors: list[str]) -> None:
    for question in questions:
        times.append(await _ask(page, question))
        errors += [await fault.inner_text() for fault in await page.locator(".notice.error, .stException").all()]


async def _ask(page: Page, question: str) -> float:
    """The milliseconds from Enter until the answer to this question stands still on the screen."""
    box = page.get_by_role("textbox").first
    await box.fill(question)
    began = perf_counter()
    await box.press("Enter")
    await page.wait_for_function(_SETTLED, arg=question)
    return 1000 * (perf_counter() - began)


async def _upload(browser: Browser, address: str, files: Sequence[Path]) -> tuple[float, tuple[str, ...]]:
    page = await _opened(browser, f"{address}/van-ban")
    began = perf_counter()
    await page.locator("input[type=file]").set_input_files(list(files))
    await page.locator("[data-testid=stFileChip]").nth(len(files) - 1).wait_for()
    await page.locator(".st-key-upload-send button").click()
    final = page.locator(".intake .stage.done, .intake .stage.failed, .intake .stage.unchanged")
    await final.nth(len(files) - 1).wait_for()
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
