"""Made tables of plans whose rows are known, in many layouts; each seed makes one, `synthetic_formats` writes it down.

The layouts are those that offices use: heads of one or two rows, sections with numerals or none, an owner merged over
several rows or said once, owners and partners in one cell, a section for each agency, targets by year. The words are
put together from `synthetic_words.toml`. They are for tests and for training; the papers of offices judge.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from eval.datasets.synthetic_words import Maker, made_words

_ROMANS = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCell:
    """The words of a cell and how many rows and columns it takes; `words` "" for an empty one."""

    words: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRow:
    """The cells of a row by column; None where a cell from above or from the left stands."""

    cells: tuple[MadeCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTask:
    """What a register must say of a row."""

    task: str
    lead: tuple[str, ...]
    coordinate: tuple[str, ...] = ()
    deadline: str | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTarget:
    """What a register must say of a value."""

    subject: str
    value: str
    year: str | None
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTable:
    """A table: the role of each column, its first rows that are the head, all rows, and what they say."""

    layout: str
    roles: tuple[str, ...]
    head_rows: int
    rows: tuple[MadeRow, ...]
    tasks: tuple[KnownTask, ...] = ()
    targets: tuple[KnownTarget, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """The words of the head by column."""
        heads: list[list[str]] = [[] for _ in self.roles]
        for row in self.rows[: self.head_rows]:
            for column, cell in enumerate(row.cells):
                if cell is not None and cell.words:
                    for over in range(column, column + cell.columns):
                        heads[over].append(cell.words)
        return tuple(" ".join(words) for words in heads)


def _plain(*words: str) -> MadeRow:
    return MadeRow(cells=tuple(MadeCell(words=each) for each in words))


def _assignments(
    maker: Maker,
    roles: Sequence[str],
    layout: str,
    *,
    rows: int = 8,
    sections: str = "",
    merged: bool = False,
    above: str | None = None,
    activities: bool = False,
) -> MadeTable:
    """A table of tasks.

    `sections` is how sections are counted, "roman", "dotted" or "none"; `merged` owners take several rows; `above` is
    what stands for "as above", "" for nothing; with `activities` a task takes the rows of its activities.
    """
    heads = [maker.head(role) for role in roles]
    made: list[MadeRow] = [_plain(*heads)]
    known: list[KnownTask] = []
    owner: tuple[str, ...] = ()
    left = 0  # rows that the open owner still takes
    for number in range(rows):
        if sections and number % 4 == 0:
            title = maker.word("sections")
            at = _ROMANS[number // 4]
            mark = {"roman": at, "dotted": f"{at}.1", "none": ""}[sections]
            if sections == "dotted":
                made.append(_section(at, maker.word("sections"), len(roles)))
            made.append(_section(mark, title, len(roles)))
            left = 0
        opens = left == 0
        if opens:
            owner = maker.agencies(2 if not merged else 1)
            left = (
                1
                if not (merged or above is not None or activities)
                else min(maker.chance.choice((1, 2, 3)), rows - number)
            )
            if sections:
                left = min(left, 4 - number % 4)
        task = KnownTask(
            task=maker.task(),
            lead=owner,
            coordinate=maker.partners() if {"coordinate", "owners"} & set(roles) else (),
            deadline=maker.word("deadlines") if "deadline" in roles else None,
            product=maker.word("products") if "product" in roles else None,
        )
        known.append(task)
        cells: list[MadeCell | None] = []
        for role in roles:
            words = _cell_words(maker, role, task, number + 1)
            if role == "lead" and merged:
                cells.append(MadeCell(words=words, rows=left) if opens else None)
            elif role == "lead" and above is not None and not opens:
                cells.append(MadeCell(words=above))
            else:
                cells.append(MadeCell(words=words))
        made.append(MadeRow(cells=tuple(cells)))
        left -= 1
    return MadeTable(layout=layout, roles=tuple(roles), head_rows=1, rows=tuple(made), tasks=tuple(known))


def _section(mark: str, title: str, columns: int) -> MadeRow:
    over = MadeCell(words=title, columns=columns - 1)
    return MadeRow(cells=(MadeCell(words=mark), over, *([None] * (columns - 2))))


def _cell_words(maker: Maker, role: str, task: KnownTask, number: int) -> str:
    said = {
        "number": str(number),
        "task": task.task,
        "subject": task.task,
        "lead": ", ".join(task.lead),
        "coordinate": "; ".join(task.coordinate),
        "owners": f"Chủ trì: {', '.join(task.lead)}; phối hợp: {', '.join(task.coordinate)}",
        "deadline": task.deadline or "",
        "product": task.product or "",
    }
    return said[role] if role in said else maker.word(_KINDS[role])


_KINDS = {
    "authority": "authorities",
    "basis": "bases",
    "budget": "budgets",
    "note": "notes",
    "status": "statuses",
    "person": "people",
    "other": "others",
    "item": "items",
}


def _with_two_heads(table: MadeTable, over: str, columns: tuple[int, int]) -> MadeTable:
    """The table with one head over two columns, and the other heads down both rows."""
    top: list[MadeCell | None] = []
    below: list[MadeCell | None] = []
    for column, cell in enumerate(table.rows[0].cells):
        if column == columns[0]:
            top.append(MadeCell(words=over, columns=2))
        elif column == columns[1]:
            top.append(None)
        else:
            top.append(replace(cell, rows=2) if cell is not None else None)
        below.append(cell if column in columns else None)
    rows = (MadeRow(cells=tuple(top)), MadeRow(cells=tuple(below)), *table.rows[1:])
    return replace(table, head_rows=2, rows=rows)


def _by_agency(maker: Maker) -> MadeTable:
    """Each section is an agency and holds its tasks."""
    roles = ("number", "task", "deadline", "product")
    made = [_plain(*(maker.head(role) for role in roles))]
    known = []
    number = 0
    for at, agency in enumerate(maker.chance.sample(made_words()["words"]["agencies"], 3)):
        made.append(_section(_ROMANS[at], agency, len(roles)))
        for _ in range(3):
            number += 1
            task = KnownTask(
                task=maker.task(), lead=(agency,), deadline=maker.word("deadlines"), product=maker.word("products")
            )
            known.append(task)
            made.append(_plain(*(_cell_words(maker, role, task, number) for role in roles)))
    return MadeTable(layout="by agency", roles=roles, head_rows=1, rows=tuple(made), tasks=tuple(known))


def _activities(maker: Maker) -> MadeTable:
    """A task takes the rows of its activities, each with an owner of its own."""
    roles = ("number", "other", "task", "lead", "deadline")
    made = [_plain("STT", "Nhóm nhiệm vụ", "Hoạt động cụ thể", maker.head("lead"), maker.head("deadline"))]
    known = []
    for number in range(4):
        height = maker.chance.randint(1, 3)
        group = maker.task()
        for row in range(height):
            task = KnownTask(task=maker.task(), lead=maker.agencies(), deadline=maker.word("deadlines"))
            known.append(task)
            cells: list[MadeCell | None] = [
                MadeCell(words=str(number + 1), rows=height) if not row else None,
                MadeCell(words=group, rows=height) if not row else None,
                *(MadeCell(words=_cell_words(maker, role, task, 0)) for role in roles[2:]),
            ]
            made.append(MadeRow(cells=tuple(cells)))
    return MadeTable(layout="activities", roles=roles, head_rows=1, rows=tuple(made), tasks=tuple(known))


def _targets(
    maker: Maker, layout: str, *, years: Sequence[int] = (), baseline: bool = False, sections: bool = False
) -> MadeTable:
    """A table of targets: a column of values, or one for each year; with `sections` each names its year."""
    roles = ["number", "subject", "unit", *(["baseline"] if baseline else [])]
    roles += ["value"] * (len(years) or 1)
    with_lead = maker.chance.random() < 0.7
    roles += ["lead"] if with_lead else ["note"]
    heads = [maker.head(role) for role in roles]
    first = roles.index("value")
    plain = [head for head in made_words()["heads"]["value"] if "{" not in head and maker.allowed("value", head)]
    for at, year in enumerate(years):
        heads[first + at] = maker.chance.choice(("Năm {}", "{}", "Đến năm {}", "Mục tiêu năm {}")).format(year)
    if not years:
        heads[first] = maker.chance.choice(plain or ["Kế hoạch"])
    made = [_plain(*heads)]
    known: list[KnownTarget] = []
    until: str | None = None
    for number in range(6):
        if sections and number % 3 == 0:
            until = str(2025 + number)
            made.append(_section(_ROMANS[number // 3], f"Đến năm {until}", len(roles)))
        subject, unit = maker.word("subjects"), maker.word("units")
        lead = maker.agencies() if with_lead else ()
        cells: list[str] = []
        column = 0
        for role in roles:
            if role == "value":
                value = str(maker.chance.randint(20, 95)) + ("%" if unit == "%" and maker.chance.random() < 0.5 else "")
                bound = str(years[column]) if years else until
                known.append(KnownTarget(subject=subject, value=_shown(value, unit), year=bound, lead=lead))
                cells.append(value)
                column += 1
            else:
                said = {
                    "number": str(number + 1),
                    "subject": subject,
                    "unit": unit,
                    "lead": ", ".join(lead),
                    "baseline": maker.fill("{p}"),
                }
                cells.append(said[role] if role in said else maker.word(_KINDS[role]))
        made.append(_plain(*cells))
    return MadeTable(layout=layout, roles=tuple(roles), head_rows=1, rows=tuple(made), targets=tuple(known))


def _shown(value: str, unit: str) -> str:
    return f"{value}%" if unit == "%" and not value.endswith("%") else value


def _counted(table: MadeTable) -> MadeTable:
    """The table with a row below its head that numbers the columns."""
    numbers = _plain(*(f"({at + 1})" for at in range(len(table.roles))))
    return replace(table, rows=(*table.rows[: table.head_rows], numbers, *table.rows[table.head_rows :]))


def _list_of_things(maker: Maker) -> MadeTable:
    """A table that assigns nothing and sets no target."""
    roles = ["number", *maker.chance.choices(("other", "person", "note", "basis", "budget"), k=4)]
    rows = [_plain(*(maker.head(role) for role in roles))]
    for number in range(6):
        rows.append(_plain(*(str(number + 1) if role == "number" else maker.word(_KINDS[role]) for role in roles)))
    return MadeTable(layout="things", roles=tuple(roles), head_rows=1, rows=tuple(rows))


def _aims(maker: Maker) -> MadeTable:
    """Aims that say their values themselves, each with who answers for it."""
    roles = ("number", "subject", "lead", *maker.chance.choice(((), ("deadline",), ("note",))))
    table = _assignments(maker, roles, "aims", sections=maker.chance.choice(("", "roman", "none")))
    said = iter(table.tasks)
    rows, known = list(table.rows[:1]), []
    for row in table.rows[1:]:
        if any(cell is not None and cell.columns > 1 for cell in row.cells):
            rows.append(row)
            continue
        task = replace(next(said), task=maker.word("aims"))
        known.append(task)
        aim = MadeCell(words=task.task)
        rows.append(
            MadeRow(cells=tuple(aim if role == "subject" else c for role, c in zip(roles, row.cells, strict=True)))
        )
    return replace(table, rows=tuple(rows), tasks=tuple(known))


def _list_of_items(maker: Maker) -> MadeTable:
    """A list of procedures or projects: an office beside each, and nothing that it is to do."""
    roles = [
        "number",
        "item",
        maker.chance.choice(("other", "basis")),
        "lead",
        maker.chance.choice(("basis", "note", "budget")),
    ]
    rows = [_plain(*(maker.head(role) for role in roles))]
    for number in range(6):
        said = {"number": str(number + 1), "lead": maker.agencies()[0]}
        rows.append(_plain(*(said[role] if role in said else maker.word(_KINDS[role]) for role in roles)))
    return MadeTable(layout="items with offices", roles=tuple(roles), head_rows=1, rows=tuple(rows))


LAYOUTS: dict[str, Callable[[Maker], MadeTable]] = {
    "plain": lambda m: _assignments(m, ("number", "task", "lead", "deadline"), "plain"),
    "six columns": lambda m: _assignments(
        m, ("number", "task", "product", "lead", "coordinate", "deadline"), "six columns"
    ),
    "no numbers": lambda m: _assignments(m, ("task", "lead", "coordinate", "deadline"), "no numbers"),
    "roman sections": lambda m: _assignments(
        m, ("number", "task", "lead", "coordinate", "product", "deadline"), "roman sections", sections="roman"
    ),
    "dotted sections": lambda m: _assignments(
        m, ("number", "task", "lead", "deadline", "note"), "dotted sections", sections="dotted"
    ),
    "bare sections": lambda m: _assignments(
        m, ("number", "task", "lead", "coordinate", "deadline"), "bare sections", sections="none"
    ),
    "merged owners": lambda m: _assignments(
        m, ("number", "task", "lead", "coordinate", "deadline"), "merged owners", merged=True
    ),
    "as above": lambda m: _assignments(m, ("number", "task", "lead", "deadline"), "as above", above="Như trên"),
    "said once": lambda m: _assignments(m, ("number", "task", "lead", "deadline"), "said once", above=""),
    "owners in one cell": lambda m: _assignments(
        m, ("number", "task", "owners", "deadline", "product"), "owners in one cell"
    ),
    "two heads": lambda m: _with_two_heads(
        _assignments(m, ("number", "task", "lead", "coordinate", "deadline"), "two heads"),
        m.chance.choice(made_words()["heads"]["over_owners"]),
        (2, 3),
    ),
    "counted columns": lambda m: _counted(
        _assignments(m, ("number", "task", "lead", "coordinate", "product", "deadline"), "counted columns")
    ),
    "authority": lambda m: _assignments(m, ("number", "task", "product", "lead", "authority", "deadline"), "authority"),
    "basis and status": lambda m: _assignments(
        m, ("number", "task", "basis", "lead", "deadline", "status"), "basis and status"
    ),
    "budget": lambda m: _assignments(
        m, ("number", "task", "lead", "coordinate", "deadline", "budget", "note"), "budget"
    ),
    "leaders": lambda m: _assignments(
        m, ("number", "task", "person", "lead", "coordinate", "deadline"), "leaders", sections="roman"
    ),
    "authority and partners": lambda m: _assignments(
        m, ("number", "task", "lead", "coordinate", "authority", "deadline"), "authority and partners"
    ),
    "owners first": lambda m: _assignments(m, ("number", "lead", "task", "product", "deadline"), "owners first"),
    "by agency": _by_agency,
    "activities": _activities,
    "targets": lambda m: _targets(m, "targets"),
    "targets by year": lambda m: _targets(m, "targets by year", years=(2025, 2030)),
    "targets by section": lambda m: _targets(m, "targets by section", sections=True),
    "targets and baseline": lambda m: _targets(m, "targets and baseline", years=(2026, 2028, 2030), baseline=True),
    "targets with two heads": lambda m: _two_headed_targets(m),
    "aims": lambda m: _aims(m),
    "things": _list_of_things,
    "items with offices": lambda m: _list_of_items(m),
}


def _two_headed_targets(maker: Maker) -> MadeTable:
    table = _targets(maker, "targets with two heads", years=(2025, 2030))
    first = table.roles.index("value")
    return _with_two_heads(table, maker.chance.choice(made_words()["heads"]["over_values"]), (first, first + 1))


def made_table(layout: str, *, seed: int, allowed: Callable[[str, str], bool] = lambda role, head: True) -> MadeTable:
    """The table of a layout; `allowed` says of a role and a head's pattern whether it may be drawn."""
    return LAYOUTS[layout](Maker(random.Random(f"{layout} {seed}"), allowed))
