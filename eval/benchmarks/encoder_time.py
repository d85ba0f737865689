"""How fast an encoder is and how much memory it takes, in a process of its own so that nothing is warm."""

import json
import subprocess
import sys
from typing import Any

from eval.records.provenance import ROOT

# A passage of about 200 of the encoder's pieces, and a question of usual length.
PASSAGE = (
    "Sở Khoa học và Công nghệ chủ trì, phối hợp với Văn phòng Ủy ban nhân dân tỉnh, Sở Nội vụ và các cơ quan liên quan "
    "tham mưu Ủy ban nhân dân tỉnh triển khai áp dụng Hệ thống quản lý chất lượng theo tiêu chuẩn TCVN ISO 9001 vào "
    "hoạt động của các cơ quan, đơn vị thuộc hệ thống hành chính nhà nước trên địa bàn tỉnh; theo dõi, kiểm tra việc "
    "thực hiện, tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 11 hằng năm. Kinh phí thực hiện "
    "được bố trí trong dự toán chi thường xuyên hằng năm của các cơ quan, đơn vị theo phân cấp ngân sách hiện hành và "
    "các nguồn kinh phí hợp pháp khác theo quy định của pháp luật về ngân sách nhà nước. Thủ trưởng các cơ quan, đơn "
    "vị chịu trách nhiệm trước Ủy ban nhân dân tỉnh về kết quả áp dụng tại cơ quan, đơn vị do mình phụ trách."
)
QUESTION = "Cơ quan nào chủ trì áp dụng hệ thống quản lý chất lượng ISO 9001?"
PASSAGES = 100
QUESTIONS = 60

_WORK = """
import importlib, json, statistics, sys, time

def most_kib():  # what getrusage tells of memory is at least what the parent had
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])

given = json.load(sys.stdin)
before = most_kib()
began = time.perf_counter()
module, _, make = given["encoder"].partition(":")
model = getattr(importlib.import_module(module), make)()
model.query("x")
cold = time.perf_counter() - began
times = []
for number in range(given["questions"]):
    start = time.perf_counter()
    model.query(f"{given['question']} {number}")
    times.append(time.perf_counter() - start)
start = time.perf_counter()
model.passages([f"{given['passage']} {number}" for number in range(given["passages"])])
rate = given["passages"] / (time.perf_counter() - start)
grown = (most_kib() - before) / 1024
print(json.dumps({"cold": cold, "question": 1000 * statistics.median(times), "rate": rate, "memory": grown}))
"""


def encoder_measures(made_by: str, name: str) -> list[dict[str, Any]]:
    """Cold start in seconds, a question in ms, passages of 200 pieces a second, and memory in MiB.

    `made_by` names the callable that makes the encoder, as "module:callable"; it runs in a process of its own.
    """
    given = {"encoder": made_by, "question": QUESTION, "passage": PASSAGE, "passages": PASSAGES, "questions": QUESTIONS}
    done = subprocess.run(
        [sys.executable, "-c", _WORK], input=json.dumps(given), cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    units = {"cold": "s", "question": "ms", "rate": "passages/s", "memory": "MiB"}
    words = {"cold": "import and load", "question": "a question", "rate": "passages", "memory": "memory"}
    return [
        {
            "what": f"{name}, {words[kind]}",
            "number": round(found[kind], 3),
            "unit": unit,
            "value": f"{found[kind]:.1f} {unit}",
        }
        for kind, unit in units.items()
    ]
