"""The streams of an OLE compound file, the container of Word, Excel and PowerPoint before 2007.

Source: [MS-CFB]. Each chain of sectors is followed at most once round, so a damaged file ends in an error.
"""

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_BYTES = 512
_LAST_SECTOR = 0xFFFFFFFA  # greater numbers end a chain or mark what is no chain
_ENTRY_BYTES = 128
_HEADER_TABLES = 109
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """A compound file in memory, its streams by name.

    Raises:
        ValueError: the container is damaged.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_BYTES or not content.startswith(SIGNATURE):
            raise ValueError("not a compound file")
        self._content = content
        sector_shift, mini_shift = struct.unpack_from("<HH", content, 0x1E)
        if sector_shift not in (9, 12) or mini_shift != 6:
            raise ValueError("unknown sector sizes")
        self._sector_bytes, self._mini_bytes = 1 << sector_shift, 1 << mini_shift
        first_directory, self._mini_limit = struct.unpack_from("<I4xI", content, 0x30)
        first_mini_table, first_more_tables = struct.unpack_from("<I4xI", content, 0x3C)
        self._next = self._sector_table(first_more_tables)
        directory = self._chain(first_directory)
        entries = [
            directory[at : at + _ENTRY_BYTES] for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES)
        ]
        self._next_mini = _numbers(self._chain(first_mini_table))
        self._places: dict[str, tuple[int, int]] = {}
        self._mini_stream = b""
        for entry in entries:
            name_bytes, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == _ROOT:
                self._mini_stream = self._chain(start)
            elif kind == _STREAM:
                name = entry[: max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", errors="replace")
                self._places.setdefault(name, (start, size))

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def stream(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            ValueError: there is none of that name, or its chain is broken.
        """
        if name not in self._places:
            raise ValueError(f"no stream {name!r}")
        start, size = self._places[name]
        return (self._mini_chain(start) if size < self._mini_limit else self._chain(start))[:size]

    def _sector_table(self, first_more: int) -> list[int]:
        tables = list(struct.unpack_from(f"<{_HEADER_TABLES}I", self._content, 0x4C))
        more, seen = first_more, set()
        while more < _LAST_SECTOR and more not in seen:
            seen.add(more)
            numbers = _numbers(self._sector(more))
            tables += numbers[:-1]
            more = numbers[-1]
        return [n for table in tables if table < _LAST_SECTOR for n in _numbers(self._sector(table))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        sector = self._content[start : start + self._sector_bytes]
        if not sector:
            raise ValueError(f"sector {number} lies behind the end")
        return sector.ljust(self._sector_bytes, b"\x00")

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(first, self._next))

    def _mini_chain(self, first: int) -> bytes:
        size = self._mini_bytes
        return b"".join(self._mini_stream[n * size : (n + 1) * size] for n in _followed(first, self._next_mini))


def _followed(first: int, following: list[int]) -> list[int]:
    numbers, seen = [], set()
    at = first
    while at < _LAST_SECTOR:
        if at in seen or at >= len(following):
            raise ValueError("a chain of sectors does not end")
        seen.add(at)
        numbers.append(at)
        at = following[at]
    return numbers


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))
