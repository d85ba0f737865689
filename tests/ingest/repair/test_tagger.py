"""What a token may stand for does not depend on the process, nor on the tokens that were read before it."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.repair.repairer import MODEL
from ingest.repair.tagger import Tagger
from ingest.repair.tokens import tokenize

ROOT = Path(__file__).parents[3]
TEXT = " ".join(["Sa Nei vu chu tri, phoi hgp vai cac sb, ban, nganh trien khai ke hoach cai each hanh chinh"] * 6)
READ = """
from ingest.repair import Repairer
import sys
print(Repairer.load().repair(sys.stdin.read()).text)
"""


def test_a_token_has_the_same_vector_whatever_was_read_before_it() -> None:
    fresh, used = Tagger.read(MODEL / "tagger.npz"), Tagger.read(MODEL / "tagger.npz")
    used.choices(tokenize("Ủy ban nhân dân tỉnh giao Văn phòng theo dõi, đôn đốc và báo cáo kết quả."))
    used.choices(tokenize(TEXT[::-1]))
    tokens = tokenize(TEXT)
    np.testing.assert_array_equal(fresh.choices(tokens).chances, used.choices(tokens).chances)


@pytest.mark.slow
def test_two_processes_read_a_document_the_same() -> None:
    text = (ROOT / "eval" / "corpus" / "001_e7575475ed8434f2.txt").read_bytes()
    readings = {
        hashlib.sha256(
            subprocess.run(
                [sys.executable, "-c", READ],
                input=text,
                cwd=ROOT,
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
        ).hexdigest()
        for seed in ("0", "1", "2")
    }
    assert len(readings) == 1
