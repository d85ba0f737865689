"""The field for a day, as Streamlit runs it."""

from streamlit.testing.v1 import AppTest

from parc_search.ui import messages


def form() -> None:
    import streamlit as st

    from parc_search.ui.components.date_field import draw_date_field

    day = draw_date_field(st.container(), "Đến ngày", key="until")
    st.text(repr(day))


def started() -> AppTest:
    return AppTest.from_function(form, default_timeout=60).run()


def test_a_typed_day_is_read_and_written_out() -> None:
    app = started()
    assert app.text[0].value == "None"
    assert app.text_input(key="until").placeholder == messages.DATE_PLACEHOLDER
    app.text_input(key="until").set_value("5/3/24").run()
    assert not app.exception
    assert app.text_input(key="until").value == "05/03/2024"
    assert app.text[0].value == "datetime.date(2024, 3, 5)"
    assert len(app.get("html")) == 0


def test_what_is_no_day_stays_as_typed_and_is_explained_aloud() -> None:
    app = started()
    app.text_input(key="until").set_value("<b>mai</b>").run()
    assert not app.exception
    assert app.text_input(key="until").value == "<b>mai</b>"
    assert app.text[0].value == "None"
    said = app.get("html")[0].proto.body
    assert said == (
        '<p class="field-error" role="alert">“&lt;b&gt;mai&lt;/b&gt;” chưa phải là ngày. '
        "Hãy gõ ngày/tháng/năm, ví dụ 05/03/2024.</p>"
    )
    app.text_input(key="until").set_value("").run()
    assert len(app.get("html")) == 0
