"""The drawing of the error tree is held to its classes."""

import inspect
import re

from ingest import errors

_LINE = re.compile(r"^(?P<indent>[ │├└─]*)(?P<name>[A-Z]\w+)", re.MULTILINE)
_STEP = 4  # characters that one level of the drawing is indented by


def drawn_parents() -> dict[str, str | None]:
    """The parent of each class as the module's docstring draws it."""
    parents: dict[str, str | None] = {}
    above: list[str] = []
    drawing = (errors.__doc__ or "").split("\n\n")[1]
    for found in _LINE.finditer(inspect.cleandoc(drawing)):
        depth = len(found["indent"]) // _STEP
        above = [*above[:depth], found["name"]]
        parents[found["name"]] = above[depth - 1] if depth else None
    return parents


def class_parents() -> dict[str, str | None]:
    """The parent of each class as Python knows it; None for the root."""
    classes = inspect.getmembers(errors, inspect.isclass)
    return {
        name: None if item is errors.ParcError else item.__base__.__name__
        for name, item in classes
        if item.__module__ == errors.__name__
    }


def test_the_drawing_of_the_error_tree_is_the_tree_of_classes() -> None:
    assert drawn_parents() == class_parents()


def test_every_error_says_in_a_plain_sentence_what_was_met() -> None:
    for name in class_parents():
        sentence = getattr(errors, name).__doc__
        assert sentence and sentence[0].isupper() and sentence.endswith("."), name
