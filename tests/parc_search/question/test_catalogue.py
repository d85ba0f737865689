"""The places of a question: those of the documents, and provinces that no document is about."""

import pytest

from ingest.documents import Metadata
from parc_search.question.catalogue import Catalogue, CatalogueEntry


@pytest.fixture
def catalogue() -> Catalogue:
    metadata = Metadata(title="Kế hoạch năm 2022", place=("Quảng Trị",), years=(2022, 2022))
    return Catalogue(entries=(CatalogueEntry(source="a.txt", metadata=metadata),))


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Sở nào của Nghệ An chủ trì?", ("Nghệ An",)),
        ("so nao cua nghe an chu tri", ("Nghệ An",)),
        ("sở nào của nghề an chủ trì", ("Nghệ An",)),
        ("dịch vụ công trực tuyến quảng trị do ai lo", ()),
        ("dich vu cong truc tuyen quang tri do ai lo", ()),
        ("trực tuyến quảng bá du lịch", ()),
        ("Tuyên Quang làm thế nào?", ("Tuyên Quang",)),
    ],
)
def test_two_words_side_by_side_are_no_province(catalogue: Catalogue, question: str, places: tuple[str, ...]) -> None:
    assert catalogue.foreign_places_in(question) == places


def test_a_commune_and_its_province_are_one_place() -> None:
    commune = Metadata(title="Kế hoạch xã", place=("Quảng Trị", "Hải Lăng"))
    province = Metadata(title="Kế hoạch tỉnh", place=("Quảng Trị",))
    both = Catalogue(
        entries=(CatalogueEntry(source="x.txt", metadata=commune), CatalogueEntry(source="t.txt", metadata=province))
    )
    assert both.narrowest(("Quảng Trị", "Hải Lăng")) == ("Hải Lăng",)
    assert both.narrowest(("Quảng Trị",)) == ("Quảng Trị",)


def test_a_place_is_no_name_of_something_else() -> None:
    city = Metadata(title="Kế hoạch", place=("Hồ Chí Minh",))
    catalogue = Catalogue(entries=(CatalogueEntry(source="a.txt", metadata=city),))
    blanked = catalogue.without_places("Chỉ số SIPAS năm 2024 của TP.HCM là bao nhiêu?")
    assert "SIPAS" in blanked
    assert "HCM" not in blanked
    assert len(blanked) == len("Chỉ số SIPAS năm 2024 của TP.HCM là bao nhiêu?")
