"""A page read again at the command line: the difference first, then what was chosen of it, and back."""

from pathlib import Path

import click

from ingest.ocr.multi_scale import Choice, Proposal, all_new, default_choice
from ingest.ocr.page_choice import Place
from parc_search.commands.options import json_option, note, opened, say, say_json, store_option
from parc_search.documents import messages
from parc_search.documents.page_records import PROPOSED
from parc_search.documents.rereading import Chosen, PageRequest
from parc_search.evidence.acts import command_line_user

WORDS, NEW, OLD = "words", "new", "old"


@click.command(help=messages.HELP_REREAD, epilog=messages.EXAMPLE_REREAD)
@click.argument("source", metavar="SOURCE")
@click.option("--page", "page_no", type=click.IntRange(min=1), required=True, metavar="N", help=messages.HELP_PAGE)
@click.option("--preview", "is_preview", is_flag=True, help=messages.HELP_PREVIEW)
@click.option("--keep", type=click.Choice([WORDS, NEW, OLD]), default=None, help=messages.HELP_KEEP)
@click.option("--take", type=click.IntRange(min=1), multiple=True, metavar="K", help=messages.HELP_TAKE)
@click.option("--leave", type=click.IntRange(min=1), multiple=True, metavar="K", help=messages.HELP_LEAVE)
@click.option("--yes", "is_sure", is_flag=True, help=messages.HELP_YES)
@click.option("--undo", is_flag=True, help=messages.HELP_UNDO)
@json_option
@store_option
def reread(
    source: str,
    page_no: int,
    is_preview: bool,
    keep: str | None,
    take: tuple[int, ...],
    leave: tuple[int, ...],
    is_sure: bool,
    undo: bool,
    as_json: bool,
    store: Path | None,
) -> None:
    """Reads a page again, shows where it differs, and stores what is chosen once that is confirmed."""
    by = command_line_user()
    with opened(store) as parc:
        if undo:
            outcome = parc.read_page_again(PageRequest(source=source, page_no=page_no, by=by, undo=True))
            say(messages.ENDED[outcome.ended])
            return
        outcome = parc.read_page_again(PageRequest(source=source, page_no=page_no, by=by))
        proposal = outcome.proposal
        if proposal is None:
            say(messages.ENDED[outcome.ended])
            return
        choice = _choice(proposal, keep, take, leave)
        if as_json:
            say_json([place_to_json(n, place, choice) for n, place in enumerate(proposal.places)])
        else:
            for number, place in enumerate(proposal.places):
                say(place_line(number, place, choice))
        note(messages.COUNTED.format(n=len(choice.takes), all=len(proposal.places)))
        if is_preview or keep == OLD or not (is_sure or click.confirm(messages.CONFIRM, default=False, err=True)):
            say_or_note = note if as_json else say
            say_or_note(messages.ENDED[PROPOSED])
            return
        chosen = Chosen(proposal=proposal, choice=choice)
        outcome = parc.read_page_again(PageRequest(source=source, page_no=page_no, by=by, chosen=chosen))
    (note if as_json else say)(messages.ENDED[outcome.ended])


def place_line(number: int, place: Place, choice: Choice) -> str:
    """One place on one line: its number, both words, what each rests on, and which is chosen."""
    return messages.PLACE_LINE.format(
        n=number + 1,
        was=_shown(place.was),
        now=_shown(place.now),
        was_said=_said(place.was_votes, place.was_confidence),
        now_said=_said(place.now_votes, place.now_confidence),
        chosen=messages.TAKES_NEW if number in choice.takes else messages.KEEPS_OLD,
        doubt="" if place.is_sure else messages.IN_DOUBT,
    )


def place_to_json(number: int, place: Place, choice: Choice) -> dict[str, object]:
    """One place as JSON; `was_seen` is the share that the second reader gives the words in place."""
    return {
        "n": number + 1,
        "was": place.was,
        "now": place.now,
        "was_confidence": place.was_confidence,
        "now_confidence": place.now_confidence,
        "was_votes": place.was_votes,
        "now_votes": place.now_votes,
        "was_seen": place.was_seen,
        "takes_new": number in choice.takes,
        "sure": place.is_sure,
        "why": place.why,
    }


def _choice(proposal: Proposal, keep: str | None, take: tuple[int, ...], leave: tuple[int, ...]) -> Choice:
    """What is chosen: as proposed or as `keep` says, with single places, counted from 1, otherwise."""
    asked = {number - 1 for number in (*take, *leave)}
    if any(number >= len(proposal.places) for number in asked):
        raise click.UsageError(messages.NO_SUCH_PLACE.format(places=len(proposal.places)))
    ways = {
        WORDS: Choice(takes=proposal.takes),
        NEW: all_new(proposal),
        OLD: Choice(takes=()),
        None: default_choice(proposal),
    }
    chosen = ways[keep]
    takes = (set(chosen.takes) | {number - 1 for number in take}) - {number - 1 for number in leave}
    return Choice(takes=tuple(sorted(takes)), is_whole=chosen.is_whole)


def _shown(words: str) -> str:
    return " ".join(words.split()) or messages.NO_WORDS


def _said(votes: int, confidence: float | None) -> str:
    return "" if confidence is None else messages.SAID_OF_WORD.format(votes=votes, confidence=round(confidence))
