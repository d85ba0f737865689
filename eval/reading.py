"""All that is measured of the reading of broken text: gold passages, diacritics put back, clean text left alone.

Our own engine, our engine with a part taken away, and rivals stand in the same tables.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from eval import system as command_line
from eval.baselines.dictionary_repair import load_dictionary_repair
from eval.baselines.pyvi_repair import load_pyvi_repair
from eval.baselines.repair_parts import LanguageModelAlone, MarksBelieved, NothingLearned, TaggerAlone
from eval.datasets.labels import GoldRepair, Question
from eval.records.provenance import CORPUS, QUESTIONS, ROOT
from eval.records.record import Failure, Run
from eval.suites.clean_text import SUITE as KEPT
from eval.suites.clean_text import score_keeping
from eval.suites.repairing import score_repairs
from eval.suites.restoring import score_restoration
from ingest.errors import ParcError
from ingest.repair import RepairedText, Repairer
from ingest.repair.training.corpus import held_out, read_official

RAW = "raw text"
CLEAN_DOCUMENT = "002_f8e8494414b91d6f.txt"
# The official text is not ours to ship; where it lies beside the project, what training never saw of it is read whole.
OFFICIAL_TEXT = ROOT.parent / "shared" / "text" / "cong-bao.txt.xz"
OFFICIAL_CHARS = 300_000

Say = Callable[[str], None]


class Rival(Protocol):
    """A repairer that gives a text for a text and keeps no edits."""

    def repair(self, text: str) -> str:
        """The repaired text."""


RIVALS: dict[str, Callable[[], Rival]] = {
    "dictionary and edit distance": load_dictionary_repair,
    "pyvi add_accents": load_pyvi_repair,
}


def read_by_us(
    golds: Sequence[GoldRepair], questions: Sequence[Question], *, system: str, scratch: Path, say: Say
) -> list[Run]:
    """The runs of our engine, whole and in part."""
    say(f"repair {len(golds)} passages, whole and in part")
    runs = [score_repairs(golds, command_line.repair_all(golds, scratch=scratch), system=system)]
    network, counts, believing = TaggerAlone(), LanguageModelAlone(), MarksBelieved()
    for name, repair in (
        (f"{system} without its language model", network.repair),
        (f"{system} without its network", counts.repair),
        (f"{system} without doubt of ill-fitting words", believing.repair),
    ):
        runs.append(score_repairs(golds, {gold.id: repair(gold.raw) for gold in golds}, system=name))
    repairer = Repairer.load()
    for name, read in (
        (f"{system}, passages within their documents", repairer.repair),
        (f"{system}, the same, documents teaching nothing", NothingLearned().repair),
    ):
        runs.append(score_repairs(golds, _within_documents(golds, read), system=name))
    say("put diacritics back")
    texts = texts_to_restore(questions)
    for name, restore in (
        (system, lambda text: repairer.repair_question(text).text),
        (f"{system} without its language model", network.restore),
        (f"{system} without its network", counts.restore),
    ):
        runs.append(score_restoration(texts, restore, system=name))
    say("read clean text")
    runs.append(score_keeping(clean_texts(), lambda text: repairer.repair(text).text, system=system))
    if not OFFICIAL_TEXT.exists():
        reason = f"{OFFICIAL_CHARS:,} characters of official text held out: skipped, no {OFFICIAL_TEXT.name} here"
        runs.append(Run(suite=KEPT, system="held-out official text", cases=(), failures=(_skipped(reason),)))
    return runs


def read_by_others(golds: Sequence[GoldRepair], questions: Sequence[Question], *, say: Say) -> list[Run]:
    """The runs of the rivals, and of the raw text as it stands."""
    runs = [score_repairs(golds, {gold.id: gold.raw for gold in golds}, system=RAW)]
    texts = texts_to_restore(questions)
    for name, load in RIVALS.items():
        say(f"repair {len(golds)} passages by {name}")
        try:
            rival = load()
        except ParcError as error:
            runs.append(Run(suite="repair", system=name, cases=(), failures=(Failure(id=name, reason=str(error)),)))
            continue
        runs.append(score_repairs(golds, {gold.id: rival.repair(gold.raw) for gold in golds}, system=name))
        runs.append(score_restoration(texts, rival.repair, system=name))
        runs.append(score_keeping(clean_texts(), rival.repair, system=name))
    return runs


def texts_to_restore(questions: Sequence[Question]) -> Mapping[str, Mapping[str, str]]:
    """The texts with diacritics by kind and id: questions in plain style, and official sentences held out."""
    sentences = (QUESTIONS / "official-sentences.txt").read_text(encoding="utf-8").splitlines()
    return {
        "questions": {question.id: question.question for question in questions if question.style == "plain"},
        "official sentences": {f"official-{number}": line for number, line in enumerate(sentences, start=1)},
    }


def clean_texts() -> Mapping[str, str]:
    """The clean texts by name: the sample plan, the official sentences, and held-out official text if it is here."""
    texts = {
        "sample plan": (CORPUS / CLEAN_DOCUMENT).read_bytes().decode("utf-8"),
        "official sentences": (QUESTIONS / "official-sentences.txt").read_text(encoding="utf-8"),
    }
    if OFFICIAL_TEXT.exists():
        room = OFFICIAL_CHARS
        documents = read_official(OFFICIAL_TEXT)
        for number in sorted(held_out(len(documents))):
            if room > 0:
                texts[f"held-out document {number}"] = documents[number][:room]
                room -= len(documents[number])
    return texts


def _within_documents(golds: Sequence[GoldRepair], read: Callable[[str], RepairedText]) -> dict[str, str]:
    """The readings of the passages by id, each document read whole."""
    found = {}
    for path in sorted(CORPUS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        here = [gold for gold in golds if gold.raw in text]
        if here:
            reading = read(text)
            for gold in here:
                start = text.index(gold.raw)
                found[gold.id] = reading.read(start, start + len(gold.raw))
    return found


def _skipped(reason: str) -> Failure:
    return Failure(id="skipped", reason=reason)
