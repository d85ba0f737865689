"""What several tests share: the command line in this process, and stores that are made once."""

import hashlib
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

CORPUS = Path(__file__).parent.parent / "eval" / "corpus"

DECISION = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG BÌNH
Số: 123/KH-UBND
Quảng Bình, ngày 15 tháng 01 năm 2023

KẾ HOẠCH
Cải cách hành chính tỉnh Quảng Bình năm 2023

I. MỤC TIÊU
- Phấn đấu 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn trong năm 2023.

II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Chủ trì, phối hợp với các sở, ngành kiểm tra cải cách hành chính tại ít nhất 12 cơ quan, đơn vị.
2. Sở Tài chính
- Chủ trì tham mưu bố trí kinh phí cải cách hành chính năm 2023, hoàn thành trước ngày 30/6/2023.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Parc = Callable[..., Ended]


@pytest.fixture(scope="session")
def parc() -> Parc:
    """Runs a command of the command line in this process, as its users would type it after `parc-search`."""
    from parc_search import cli, messages

    fault = messages.UNEXPECTED.split("{")[0]

    def run(*arguments: str | Path, input: str | None = None) -> Ended:
        with CliRunner().isolation(input) as (out, err, _):
            code = cli.run([str(argument) for argument in arguments])
            sys.stdout.flush()
            sys.stderr.flush()
            ended = Ended(code=code, out=out.getvalue().decode(), err=err.getvalue().decode())
        assert fault not in ended.err, ended.err
        return ended

    return run


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one short plan and an empty audit, for tests that change nothing in it."""
    from parc_search.search import ParcSearch

    folder = tmp_path_factory.mktemp("small")
    document = folder / "ke-hoach.txt"
    document.write_text(DECISION, encoding="utf-8")
    with ParcSearch.open(folder / "store") as opened:
        assert opened.ingest([document]).added == ("ke-hoach.txt",)
    return folder / "store"


@pytest.fixture(scope="session")
def sample_store(parc: Parc, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the five sample documents, for slow tests that change nothing in it."""
    store = tmp_path_factory.mktemp("sample") / "store"
    ended = parc("ingest", CORPUS, "--store", store)
    assert ended.code == 0, ended.err
    return store


def content_of(store: Path) -> str:
    """A hash of all that the store holds, the audit of questions aside."""
    connection = sqlite3.connect(f"file:{store / 'parc.sqlite'}?mode=ro", uri=True)
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        digest = hashlib.sha256()
        for (table,) in tables:
            if table != "audit" and not table.startswith("sqlite_"):
                rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
                digest.update(repr((table, sorted(map(repr, rows)))).encode())
    finally:
        connection.close()
    return digest.hexdigest()
