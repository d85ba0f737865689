"""Words of a text, asked for by many at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.language.word_cut import words

# In a process where no model is loaded yet: the first callers come while it is being loaded.
_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from ingest.language.word_cut import words
with ThreadPoolExecutor(6) as pool:
    found = set(map(tuple, pool.map(words, ["Cải cách hành chính ở tỉnh"] * 24)))
print(found)
"""


def test_syllables_of_a_word_stay_together() -> None:
    assert words("Cải cách hành chính ở tỉnh") == ["Cải cách", "hành chính", "ở", "tỉnh"]


@pytest.mark.slow
def test_callers_that_come_together_at_the_start_all_get_the_words() -> None:
    done = subprocess.run([sys.executable, "-c", _AT_ONCE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{('Cải cách', 'hành chính', 'ở', 'tỉnh')}"


def test_cutting_words_does_not_load_torch_and_leaves_it_importable() -> None:
    script = (
        "import sys, importlib.util\n"
        "from ingest.language.word_cut import words\n"
        "assert words('cải cách hành chính') == ['cải cách', 'hành chính']\n"
        "assert not {'torch', 'transformers'} & set(sys.modules)\n"
        "assert importlib.util.find_spec('torch') is not None\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[3])
