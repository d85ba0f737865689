"""Diacritics by pyvi's `add_accents`, where pyvi is installed: it is a rival, not a dependency."""

from collections.abc import Callable

from ingest.errors import UsageError


class PyviRepair:
    """pyvi line by line, so that a line it fails on costs only itself; `failed_lines` counts those."""

    def __init__(self, add_accents: Callable[[str], str]) -> None:
        self._add_accents = add_accents
        self.failed_lines = 0

    def repair(self, text: str) -> str:
        """The text with diacritics as pyvi sets them; a line on which it fails stays as it is."""
        return "\n".join(self._line(line) for line in text.split("\n"))

    def _line(self, line: str) -> str:
        try:
            return self._add_accents(line)
        except KeyError:  # raised for letters that its model has not met
            self.failed_lines += 1
            return line


def load_pyvi_repair() -> PyviRepair:
    """The rival, if pyvi is there.

    Raises:
        UsageError: pyvi is not installed.
    """
    try:
        from pyvi import ViUtils
    except ImportError as error:
        raise UsageError("pyvi is not installed; to measure against it type: pip install pyvi==0.1.1") from error
    return PyviRepair(lambda text: str(ViUtils.add_accents(text)))
