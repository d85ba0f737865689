"""The filters of the tasks stand in the address, and an address that is opened wins over what was chosen."""

from hypothesis import given
from hypothesis import strategies as st

from parc_search.ui.state.task_address import (
    FIELDS,
    MAX_VALUE_CHARS,
    follow_address,
    parameters_in,
    parameters_of,
    query_of,
    take,
)


def test_what_is_chosen_is_written_and_an_address_that_is_opened_wins() -> None:
    chosen: dict[str, object] = {"t-agency": "Sở Nội vụ", "t-view": "table"}
    assert follow_address({}, chosen) == {"co-quan": "Sở Nội vụ"}
    chosen["t-state"] = "overdue"
    # The address still says what was written before: the reader's choice is newer.
    assert follow_address({"co-quan": ["Sở Nội vụ"]}, chosen) == {"co-quan": "Sở Nội vụ", "trang-thai": "overdue"}
    opened = follow_address({"nam": ["2024"], "viec": ["k"]}, chosen)
    assert (opened, chosen.get("t-agency")) == ({"nam": "2024"}, None)


def test_a_value_that_is_too_long_is_left_out() -> None:
    chosen: dict[str, object] = {}
    take({"chu": "x" * (MAX_VALUE_CHARS + 1), "nam": "2024"}, chosen)
    assert parameters_of(chosen) == {"nam": "2024"}


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(min_size=1, max_size=40)))
def test_a_saved_view_brings_back_what_was_chosen(chosen: dict[str, object]) -> None:
    query = query_of(chosen)
    back: dict[str, object] = {}
    take(parameters_in(query), back)
    said = {key: value for key, value in chosen.items() if (key, value) != ("t-view", "table")}
    assert back == said
