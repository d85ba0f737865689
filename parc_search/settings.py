"""Settings of one run, read once at the edge (command line, app) and handed down as values.

A settings file is TOML with the names below; an unknown name or a number out of its bounds is an error, never ignored.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from index.build import UNDO_MINUTES
from index.encoders import DEFAULT_ENCODER
from ingest.errors import UsageError
from parc_search.access import ROLES, Access

DEFAULT_STORE = Path("var/store")
STORE_VARIABLE = "PARC_STORE"
SETTINGS_VARIABLE = "PARC_SETTINGS"
MAX_QUESTION_CHARS = 2_000  # The longest development question has 190; ten times that is a pasted page.

_BOUNDS: Mapping[str, tuple[float, float]] = {
    "lexical_candidates": (1, 1_000),
    "dense_candidates": (0, 1_000),
    "lexical_weight": (0.0, 1.0),
    "max_question_chars": (50, 10_000),
    "generator_timeout_s": (0.1, 300.0),
    "undo_minutes": (0, 43_200),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that a user may choose. `lexical_weight` is the share of the lexical score in fusion, the rest is dense.

    `encoder` names an entry of `index.encoders.ENCODERS`. `audit` writes each question into the store's audit chain.
    `audit_key` is the folder of the key that signs the audit record, empty for one in the store's folder.
    `generator_url` is a server with the OpenAI chat protocol ("http://127.0.0.1:8000/v1") that may phrase longer
    answers, empty for none; `generator_key_variable` names the environment variable that holds its key, so that no
    file does.
    `undo_minutes` is for how long a removed or replaced document can be put back; then none of its words is kept.
    `access` holds the tables `[roles]` and `[groups]`: lists of addresses, used where people sign in.
    """

    store: Path = DEFAULT_STORE
    encoder: str = DEFAULT_ENCODER
    lexical_candidates: int = 100
    dense_candidates: int = 60
    lexical_weight: float = 0.6
    max_question_chars: int = MAX_QUESTION_CHARS
    audit: bool = True
    audit_key: str = ""
    undo_minutes: int = UNDO_MINUTES
    generator_url: str = ""
    generator_model: str = ""
    generator_key_variable: str = ""
    generator_timeout_s: float = 20.0
    access: Access = field(default_factory=Access)

    def __post_init__(self) -> None:
        for name, (low, high) in _BOUNDS.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise UsageError(
                    f"Thiết lập {name}={value!r} ngoài khoảng cho phép: hãy cho một số từ {low:g} đến {high:g}."
                )
        if self.generator_url and not self.generator_url.startswith(("http://", "https://")):
            raise UsageError(
                f"Thiết lập generator_url={self.generator_url!r} không phải địa chỉ http:// hay https://: "
                "hãy cho địa chỉ gốc của máy chủ, ví dụ http://127.0.0.1:8000/v1, hoặc để trống."
            )
        if self.generator_url and not self.generator_model:
            raise UsageError("Thiết lập generator_url cần thêm generator_model: hãy cho tên mô hình của máy chủ.")

    @property
    def audit_key_folder(self) -> Path:
        """The folder of the key that signs the audit record."""
        return Path(self.audit_key) if self.audit_key else self.store / "audit-key"


def load_settings(*, environment: Mapping[str, str] = os.environ, store: Path | None = None) -> Settings:
    """The settings of the file that PARC_SETTINGS names, if any, with the store of the call, else of PARC_STORE.

    Raises:
        UsageError: the file cannot be read as TOML, or holds an unknown name or a value of the wrong type.
    """
    path, stored = environment.get(SETTINGS_VARIABLE), store or environment.get(STORE_VARIABLE)
    values = _read(Path(path)) if path else {}
    return Settings(**values | ({"store": Path(stored)} if stored else {}))


_TYPES = {name: kind for name, kind in get_type_hints(Settings).items() if name != "access"}


def _read(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"Tệp thiết lập {str(path)!r} không đọc được dạng TOML: {error}.") from error
    access = Access(**{name: _lists(values.pop(name, {}), name, path) for name in ("roles", "groups")})
    if unknown := sorted(set(access.roles) - set(ROLES)):
        raise UsageError(
            f"Không có vai trò {', '.join(unknown)} (tệp {str(path)!r}); "
            f"các vai trò: {', '.join(ROLES)}. Hãy sửa bảng [roles]."
        )
    return {name: _value(name, value, path) for name, value in values.items()} | {"access": access}


def _value(name: str, value: object, path: Path) -> object:
    """The value of a setting in its type."""
    if name not in _TYPES:
        raise UsageError(
            f"Không có thiết lập {name!r} (tệp {str(path)!r}); các thiết lập: {', '.join(sorted(_TYPES))}."
        )
    try:
        return msgspec.convert(value, _TYPES[name], dec_hook=lambda kind, said: kind(said))
    except msgspec.ValidationError as error:
        raise UsageError(
            f"Thiết lập {name!r} (tệp {str(path)!r}) phải có kiểu {_TYPES[name].__name__}, không phải {value!r}."
        ) from error


def _lists(table: object, name: str, path: Path) -> dict[str, tuple[str, ...]]:
    """A table of lists of addresses."""
    try:
        return msgspec.convert(table, dict[str, tuple[str, ...]])
    except msgspec.ValidationError as error:
        raise UsageError(
            f"Bảng [{name}] (tệp {str(path)!r}) phải gồm các danh sách địa chỉ. Hãy viết như: manager = "
            '["an@tinh.gov.vn", "@tinh.gov.vn", "*"].'
        ) from error
