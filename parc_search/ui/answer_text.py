"""An answer as plain text, to paste into a letter or to file: nothing on it is shortened."""

from parc_search.results import Answer, Citation
from parc_search.ui import words
from parc_search.ui.cards import place_text
from parc_search.ui.differences import difference
from parc_search.ui.formats import date_text, one_line


def answer_as_text(answer: Answer) -> str:
    """The question, the answer or the reason for none, and each citation with its place and verbatim source text."""
    lines = [f"{words.TEXT_QUESTION}: {answer.question}"]
    if answer.is_answered:
        differs = difference(answer.sides) if answer.sides else None
        lines += [f"{words.TEXT_ANSWER}: {answer.answer}", *([differs] if differs else []), answer.sentence or ""]
    else:
        lines += [words.NOT_FOUND_TITLE, f"{words.TEXT_REASON}: {answer.reason}"]
    lines += answer.notes
    for citation in answer.citations:
        lines += ["", *_citation_lines(citation)]
    return "\n".join(line for line in lines if line is not None).strip() + "\n"


def _citation_lines(citation: Citation) -> list[str]:
    metadata = citation.metadata
    stated = [metadata.title]
    if metadata.number:
        stated.append(words.NUMBER.format(number=metadata.number))
    if metadata.signed_on:
        stated.append(words.SIGNED_ON.format(day=date_text(metadata.signed_on)))
    if metadata.issuer:
        stated.append(metadata.issuer)
    lines = [f"[{citation.n}] {', '.join(stated)}", f"    {place_text(citation)}, {words.TEXT_FILE} {citation.source}"]
    if citation.path:
        lines.append(f"    {' › '.join(citation.path)}")
    quote, raw = one_line(citation.quote), one_line(citation.quote_raw)
    lines.append(f"    “{quote}”")
    if raw != quote:
        lines.append(f"    {words.SOURCE_TEXT_LABEL}: “{raw}”")
    return lines
