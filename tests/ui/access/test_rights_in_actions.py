"""Every action asks who acts at the moment of the click: drawn for a manager, it does nothing for who is none now.

M10 of the security audit: who lost a role kept his buttons until he reloaded the page, and dialogs asked nothing.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest.documents import Document, IngestedDocument, Metadata, Page, SourceDocument
from ingest.errors import NotAllowed
from ingest.repaired_text import RepairedText
from parc_search import messages as plain_words
from parc_search.access import AT_THE_MACHINE, AUDITOR, MANAGER, READER, ROLES, Person, require
from parc_search.documents.rereading import PageRequest
from parc_search.evidence.acts import acts
from parc_search.search import ParcSearch
from parc_search.settings import Settings
from parc_search.ui.context import AppContext
from parc_search.ui.ingest.process import Asked, Ended, FileRequest, Hear
from parc_search.ui.ingest.queue import Intake
from parc_search.ui.ingest.uploads import Upload
from tests.conftest import content_of

RUN_S = 60
WAIT_S = 30.0
KEEPER = Person(address="vanthu@tinh.gov.vn", roles=frozenset({MANAGER, AUDITOR}), groups=None)
NOBODY_NOW: tuple[Person | None, ...] = (
    None,
    Person(address="vanthu@tinh.gov.vn"),
    Person(address="vanthu@tinh.gov.vn", roles=frozenset({READER})),
)
RECORD = {
    "format": "ask.v1", "asked_at": "2026-03-05T02:03:04.000+00:00", "revision": 1, "question": "Sở nào chủ trì?",
    "understood": "Sở nào chủ trì?", "scope": {"place": [], "years": [], "sources": []}, "kind": "agency",
    "status": "answered", "answer": "Sở Nội vụ", "reason": None, "confidence": 0.9, "quotes": [], "verdicts": [],
}  # fmt: skip


class Reading:
    """Takes whatever is handed in, and notes it."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def read(self, asked: Asked, hear: Hear) -> Ended:
        self.taken.append(asked.path.name if isinstance(asked, FileRequest) else asked.source)
        return Ended(stage="done")

    def stop(self) -> None:
        """Nothing is being read for long."""

    def rest(self) -> None:
        """Nothing is held."""


@dataclass
class Office:
    """A desk, and who sits at it now."""

    desk: AppContext
    reading: Reading
    person: Person | None = KEEPER
    opened: list[object] = field(default_factory=list)

    def who(self) -> Person | None:
        return self.person

    def state(self) -> tuple[str, int, tuple[str, ...], tuple[str, ...]]:
        """All that an action could change."""
        assert self.desk.intake.wait(WAIT_S)
        store = self.desk.parc.store
        names = tuple(state.name for state in self.desk.intake.states())
        return content_of(store.folder), len(store.audit_records()), tuple(self.reading.taken), names


@pytest.fixture
def office(small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A desk over a store of two documents, one of them corrected, and a third that was just removed."""
    shutil.copytree(small_store, tmp_path / "store")
    (tmp_path / "s.toml").write_text('[groups]\nnoi-vu = ["an@tinh.gov.vn"]\n', encoding="utf-8")
    monkeypatch.setenv("PARC_SETTINGS", str(tmp_path / "s.toml"))
    with ParcSearch.open(settings=Settings(store=tmp_path / "store")) as parc:
        gone = tmp_path / "cu.txt"
        gone.write_text("BÁO CÁO\nKết quả cải cách hành chính tỉnh Hà Nam năm 2020\n", encoding="utf-8")
        parc.ingest([gone])
        parc.remove("cu.txt")
        parc.store.correct_metadata("ke-hoach.txt", title="Kế hoạch đã sửa")
        parc.store.append_audit(json.dumps(RECORD, ensure_ascii=False))
        parc.store.put(scan())
        reading = Reading()
        made: list[Office] = []

        def who() -> Person | None:
            return made[0].who()

        intake = Intake(reading, check=lambda: require(who, MANAGER))
        made.append(Office(desk=AppContext(parc=parc, intake=intake, who=who), reading=reading))
        yield made[0]
        assert intake.wait(WAIT_S)


def scan() -> IngestedDocument:
    """A document of one page that reads badly."""
    text = "KE HOACH\nSo Noi vu"
    page = Page(page_no=1, start=0, end=len(text), quality=0.4)
    raw = SourceDocument(
        source="quet.pdf", content_hash="0" * 64, media_type="application/pdf", text=text, pages=(page,)
    )
    document = Document(raw=raw, reading=RepairedText(text, ()), metadata=Metadata(title="Kế hoạch"), outline=())
    return IngestedDocument(document=document, passages=(), tasks=(), targets=())


def documents(office: "Office") -> None:
    from parc_search.ui.screens import documents as documents_screen
    from tests.ui.access.test_rights_in_actions import KEEPER

    store = office.desk.parc.seen_by(None)
    documents_screen.render(office.desk, store, person=KEEPER, open_source=lambda place: None)


def dialog(office: "Office", name: str) -> None:
    from parc_search.ui.screens import document_dialogs

    parc, intake = office.desk.parc, office.desk.intake
    stored = next(stored for stored in parc.sources() if (stored.source == "quet.pdf") == (name == "read"))
    if name == "remove":
        document_dialogs.remove(parc, stored, office.desk.who)
    elif name == "correct":
        document_dialogs.correct(parc, stored, intake, office.desk.who)
    elif name == "restrict":
        document_dialogs.restrict(parc, stored, intake, office.desk.who)
    else:
        document_dialogs.read_again(parc, stored, intake, office.desk.who)


def audit(office: "Office") -> None:
    from parc_search.ui.screens import audit as audit_screen
    from tests.ui.access.test_rights_in_actions import KEEPER

    parc = office.desk.parc
    row = audit_screen.entries(parc.store.audit_records())[0]
    audit_screen.render(parc, KEEPER, who=office.desk.who)
    audit_screen._draw_row(parc, office.desk.who, row)


def _click(key: str) -> Callable[[AppTest], AppTest]:
    return lambda app: app.button(key=key).click()


def _save_title(app: AppTest) -> AppTest:
    app.text_area[0].set_value("Tên khác")
    return next(button for button in app.button if "FormSubmitter" in str(button.key)).click()


def _keep_for_group(app: AppTest) -> AppTest:
    app.multiselect(key="restrict-groups").set_value(["noi-vu"])
    return app.button(key="restrict-save").click()


def _send_file(app: AppTest) -> AppTest:
    app.file_uploader[0].upload("moi.txt", b"KE HOACH", "text/plain")
    return app.button(key="upload-send").click()


def _object(app: AppTest) -> AppTest:
    app.text_area[0].set_value("Sai năm.")
    return app.button(key="review-object").click()


ACTIONS: dict[str, tuple[Callable[..., None], dict[str, str], Callable[[AppTest], AppTest]]] = {
    "remove": (dialog, {"name": "remove"}, _click("remove-yes")),
    "correct": (dialog, {"name": "correct"}, _save_title),
    "take a correction back": (dialog, {"name": "correct"}, _click("edit-reset")),
    "restrict": (dialog, {"name": "restrict"}, _keep_for_group),
    "read a page again": (dialog, {"name": "read"}, _click("reread-yes")),
    "undo": (documents, {}, _click("undo")),
    "upload": (documents, {}, _send_file),
    "agree": (audit, {}, _click("review-agree")),
    "object": (audit, {}, _object),
}


def drawn_for_the_keeper(office: Office, name: str) -> AppTest:
    script, kwargs, act = ACTIONS[name]
    app = AppTest.from_function(script, kwargs={"office": office, **kwargs}, default_timeout=RUN_S).run()
    assert not app.exception
    return act(app)


@pytest.mark.parametrize("name", ACTIONS)
def test_m10_an_action_of_whoever_keeps_the_documents_is_done(office: Office, name: str) -> None:
    before = office.state()
    drawn_for_the_keeper(office, name).run()
    assert office.state() != before


WRITTEN_DOWN = {
    "remove": ("removed", {}, ("ke-hoach.txt",)),
    "correct": ("corrected", {"fields": "title"}, ("ke-hoach.txt",)),
    "take a correction back": ("corrected", {"fields": "title"}, ("ke-hoach.txt",)),
    "restrict": ("restricted", {"groups": "noi-vu"}, ("ke-hoach.txt",)),
    "undo": ("undone", {}, ("cu.txt",)),
}


@pytest.mark.parametrize("name", WRITTEN_DOWN)
def test_an_action_is_written_down_with_who_did_it(office: Office, name: str) -> None:
    before = len(acts(office.desk.parc.store.audit_records()))
    drawn_for_the_keeper(office, name).run()
    assert office.desk.intake.wait(WAIT_S)
    [act] = acts(office.desk.parc.store.audit_records())[before:]
    assert (act.act, act.what, act.sources) == WRITTEN_DOWN[name]
    assert act.by == KEEPER.address
    assert office.desk.parc.store.audit_breaks() == ()


@pytest.mark.parametrize("person", NOBODY_NOW, ids=["signed out", "no role", "reader"])
@pytest.mark.parametrize("name", ACTIONS)
def test_m10_an_action_does_nothing_for_who_lost_the_role_since_it_was_drawn(
    office: Office, name: str, person: Person | None
) -> None:
    app = drawn_for_the_keeper(office, name)
    before = office.state()
    office.person = person
    app.run()
    assert office.state() == before


@pytest.mark.parametrize("person", NOBODY_NOW, ids=["signed out", "no role", "reader"])
def test_m10_what_is_asked_of_the_intake_is_asked_by_a_manager(office: Office, person: Person | None) -> None:
    intake = office.desk.intake
    office.person = person
    for ask in (
        lambda: intake.submit([Upload(name="a.txt", content=b"x")]),
        lambda: intake.submit_page(PageRequest(source="ke-hoach.txt", page_no=1, by="")),
        lambda: intake.proposal("ke-hoach.txt", 1),
        lambda: intake.drop_proposal("ke-hoach.txt", 1),
        intake.cancel,
        intake.dismiss,
    ):
        with pytest.raises(NotAllowed, match="quản lý văn bản"):
            ask()
    assert not intake.is_allowed
    assert office.reading.taken == []


@pytest.mark.parametrize("role", ROLES)
def test_m10_a_role_is_required_of_whoever_acts_now(role: str) -> None:
    assert require(lambda: AT_THE_MACHINE, role) is AT_THE_MACHINE
    for person in (None, Person()):
        with pytest.raises(NotAllowed) as refused:
            require(lambda: person, role)  # noqa: B023  # called at once
        assert str(refused.value) == plain_words.NOT_ALLOWED[role]


def test_c1_a_person_without_configuration_has_no_rights() -> None:
    person = Person()
    assert (person.may_read, person.may_audit, person.may_manage, person.groups) == (False, False, False, frozenset())
