"""No pattern over words from outside takes time that grows with their square; those that still do are listed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pattern_growth import Named, grows_too_fast

ROOT = Path(__file__).parent.parent
LISTED = Path(__file__).with_name("superlinear_patterns.txt")
MOST_S = 1_500


def listed() -> set[str]:
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0] for line in lines if line and not line.startswith("#")}


@pytest.mark.slow
@pytest.mark.skipif(
    "PARC_PATTERN_GROWTH" not in os.environ,
    reason="measures times for many minutes on a quiet machine; asked for by PARC_PATTERN_GROWTH=1",
)
def test_h2_no_pattern_beside_those_listed_grows_faster_than_its_text() -> None:
    command = [sys.executable, "tests/pattern_growth.py", str(MOST_S), *sorted(listed())]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    tried = ended.stderr.splitlines()
    assert ended.returncode == 0, f"without end: {tried[-1:]}"
    *slow, count = ended.stdout.splitlines()
    assert slow == []
    assert count.endswith(" patterns")
    assert int(count.split()[0]) > 300


@pytest.mark.parametrize(
    ("pattern", "is_slow"),
    [
        (r"[^\W\d_][a-zà-ỹ]\w*[A-ZĐ]", True),
        (r"\s+$", True),
        (r"[^\W\d_]\d+[^\W\d_]", False),
        (r"\s*+(?>(?:<\?xml[^>]*+>|<!--.*?-->)\s*+)*+<html", False),
    ],
)
def test_h2_a_pattern_with_a_square_in_it_would_be_found_again(pattern: str, is_slow: bool) -> None:
    use = "match" if "html" in pattern else "search"
    found = grows_too_fast(Named(name="a", pattern=re.compile(pattern, re.S), uses=(use,)))
    assert (found is not None) == is_slow
