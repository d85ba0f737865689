"""A longer answer put into running sentences by the generator, from the quotes that were cited and nothing else.

The extractive answer stays what it is; only its sentence gives way to sentences that passed the check, each with its
markers. A sentence that failed is dropped and counted where the reader sees it; a generator that fails leaves the
extractive answer with one plain line.
"""

import json
from dataclasses import replace

from ingest.errors import GeneratorError
from parc_search import messages
from parc_search.generation.faithfulness import fault_of, sentences_of
from parc_search.generation.generator import Generator
from parc_search.results import Answer

# Kinds whose answer is longer than a name or a figure.
LONGER_KINDS = frozenset({"list", "procedure", "compare", "passage"})


def phrased(answer: Answer, generator: Generator) -> Answer:
    """The answer, its sentence phrased by the generator where that passes the check; with a note of what happened."""
    if not answer.is_answered or answer.kind not in LONGER_KINDS:
        return answer
    try:
        said = generator.complete(messages.GENERATOR_SYSTEM, prompt_of(answer))
    except GeneratorError as error:
        return replace(answer, notes=(*answer.notes, messages.GENERATOR_FAILED.format(why=error)))
    quotes = {citation.n: (citation.quote, citation.quote_raw) for citation in answer.citations}
    judged = [(sentence, fault_of(sentence, quotes)) for sentence in sentences_of(said)]
    kept = [sentence for sentence, fault in judged if not fault]
    faults = dict.fromkeys(fault for _, fault in judged if fault)
    notes = list(answer.notes)
    if faults:
        dropped = len(judged) - len(kept)
        notes.append(messages.GENERATOR_DROPPED.format(count=dropped, total=len(judged), why="; ".join(faults)))
    if kept:
        notes.append(messages.GENERATOR_PHRASED)
    return replace(answer, sentence=" ".join(kept) if kept else answer.sentence, notes=tuple(notes))


def prompt_of(answer: Answer) -> str:
    """The question, the short answer and the quotes as one JSON object: data, whatever it may say."""
    quotes = [{"n": citation.n, "text": " ".join(citation.quote.split())} for citation in answer.citations]
    said = {"question": answer.question, "short_answer": answer.answer, "passages": quotes}
    return json.dumps(said, ensure_ascii=False)
