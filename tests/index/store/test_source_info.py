"""What a store says of its documents beyond their own words."""

from dataclasses import fields, replace
from datetime import date

import pytest

from index.store.rows import metadata_of, metadata_values
from index.store.source_info import CORRECTABLE, ChangedBy, changed_by, corrected, correction_values
from ingest.documents import Metadata

CHANGES = {
    "title": "Kế hoạch",
    "kind": "Kế hoạch",
    "number": "60/KH-UBND",
    "signed_on": date(2025, 9, 15),
    "issuer": "UBND tỉnh Bắc Ninh",
    "place": ("Bắc Ninh",),
    "years": (2026, 2030),
    "effective_from": date(2025, 10, 1),
    "amends": ("1/QĐ-UBND",),
    "amended_by": ("2/QĐ-UBND",),
    "replaces": ("3/QĐ-UBND", "4/QĐ-UBND"),
    "signer": "Phạm Văn Thịnh",
    "signer_role": "Phó Chủ tịch",
}


@pytest.mark.parametrize("field", CORRECTABLE)
def test_every_field_of_metadata_can_be_corrected(field: str) -> None:
    values = metadata_values(Metadata(title="Ke hoach"))
    found = corrected(values, correction_values({field: CHANGES[field]}))
    assert found == replace(Metadata(title="Ke hoach"), **{field: CHANGES[field]})


def test_a_correction_can_empty_a_field() -> None:
    said = Metadata(title="Quyết định", effective_from=date(2025, 1, 1), signer="Mai Sơn", amends=("1/QĐ-UBND",))
    empty = {"effective_from": None, "signer": None, "amends": ()}
    assert corrected(metadata_values(said), correction_values(empty)) == Metadata(title="Quyết định")


def test_metadata_of_an_older_store_lacks_what_was_not_read_then() -> None:
    older = {"title": "a", "kind": None, "number": None, "issuer": None, "signed_on": None, "years": None, "place": []}
    assert metadata_of(older) == Metadata(title="a")
    assert {field.name for field in fields(Metadata)} == set(CHANGES)


def test_who_amended_and_who_replaced_a_document_is_told_by_the_others() -> None:
    old = Metadata(title="Quyết định A", number="13/2023/QĐ-UBND")
    new = Metadata(title="Quyết định B", number="80/2025/QĐ-UBND", replaces=("13/2023/QD-UBND",))
    change = Metadata(title="Quyết định C", number="20/2024/QĐ-UBND", amends=("13/2023/QĐ-UBND",))
    assert changed_by([old, new, change]) == (
        ChangedBy(amended_by=("20/2024/QĐ-UBND",), replaced_by=("80/2025/QĐ-UBND",)),
        ChangedBy(amended_by=(), replaced_by=()),
        ChangedBy(amended_by=(), replaced_by=()),
    )


def test_a_law_is_known_by_its_name_and_what_it_says_itself_comes_first() -> None:
    law = Metadata(title="Luật Thuế thu nhập cá nhân", amended_by=("26/2012/QH13",))
    later = Metadata(
        title="Luật sửa đổi",
        number="71/2014/QH13",
        signed_on=date(2014, 11, 26),
        amends=("Luật Thuế thu nhập cá nhân",),
    )
    own = Metadata(title="Quyết định", number="5/QĐ-UBND", amends=("5/QĐ-UBND",))
    found = changed_by([law, later, own])
    assert [changed.amended_by for changed in found] == [("26/2012/QH13", "71/2014/QH13"), (), ()]
