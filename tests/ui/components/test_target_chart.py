"""The chart of a target, and what it says to those who do not see it."""

import subprocess
import sys

from parc_search.ui.components.target_chart import alt_text, chart
from parc_search.ui.state.target_filter import Point
from tests.ui.state.test_target_filter import LATER, ON_TIME, target

POINTS = (
    Point(target=ON_TIME, place="Huế", year="2024", number=95.0),
    Point(target=target("9", "a.txt", "Tỷ lệ hồ sơ", "97%"), place="Huế", year="2025", number=97.0),
    Point(target=LATER, place="phường Trần Liễu", year="2027", number=98.5),
)


def test_the_chart_is_said_place_by_place_with_the_way_to_its_table() -> None:
    assert alt_text(POINTS) == (
        "Biểu đồ giá trị theo năm và địa phương. Huế: năm 2024 95%, năm 2025 97%; "
        "phường Trần Liễu: năm 2027 98,5%. Bảng ngay dưới có cùng số liệu."
    )


def test_only_the_chart_as_a_whole_speaks_and_years_between_keep_their_room() -> None:
    drawn = chart(POINTS, "%").to_dict()
    assert drawn["config"]["aria"] is False
    assert [layer["mark"]["aria"] for layer in drawn["layer"]] == [False, False, False]
    assert drawn["description"] == alt_text(POINTS)
    assert drawn["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["2024", "2025", "2026", "2027"]


# Another reader's table has begun to load pandas, and the chart is asked for before that is done.
_WHILE_PANDAS_LOADS = """
import sys, threading, time
from tests.ui.components.test_target_chart import POINTS, chart
threading.Thread(target=__import__, args=("pandas",)).start()
while "pandas" not in sys.modules:
    time.sleep(0.0001)
print(chart(POINTS, "%").to_dict()["description"][:7])
"""


def test_a_chart_is_drawn_while_pandas_is_still_loading() -> None:
    run = subprocess.run([sys.executable, "-c", _WHILE_PANDAS_LOADS], capture_output=True, text=True, check=False)
    assert (run.stdout, run.returncode) == ("Biểu đồ\n", 0), run.stderr
