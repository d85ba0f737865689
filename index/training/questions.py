"""Questions that a passage answers, put together from its own words in the ways that staff ask.

Who leads, with whom, by when, how much, under which document, and plain key words: each cuts the answer out of a
sentence and asks for it. Nothing is taken from any development or benchmark question.
"""

import random
import re
from collections.abc import Callable

from index.training.texts import TrainingPassage

_BODY = (
    r"(?:Bộ|Sở|Ủy ban|Văn phòng|Cục|Tổng cục|Thanh tra|Ban|Phòng|Trung tâm|Cơ quan|Hội đồng|Chi cục|Kho bạc|Ngân hàng|"
    r"Bảo hiểm|Chủ tịch|Thủ trưởng|Giám đốc|Tổ chức|Doanh nghiệp|Người)"
)
_ROLE = re.compile(
    rf"(?P<agency>{_BODY}[^,.;:()]{{2,70}}?) (?:có trách nhiệm|"
    r"chủ trì,? phối hợp với (?P<partner>[^;.]{4,90}?)|chủ trì|chịu trách nhiệm|"
    r"phối hợp với (?P<partner2>[^;.]{4,90}?)) (?P<task>[a-zà-ỹđ][^.;]{18,})"
)
_TIME = re.compile(
    r"(?:chậm nhất(?: là)?|trước|trong thời hạn|trong thời gian|thời hạn(?: là)?|không quá|sau|kể từ|từ)?"
    r"\s*(?:\d+|\w+) (?:\(\d+\) )?(?:ngày làm việc|ngày|tháng|năm|giờ)"
    r"(?: \d{1,2} tháng \d{1,2}(?: năm \d{4})?)?(?:, kể từ[^,.;]*)?"
)
_FIGURE = re.compile(
    r"(?:tối thiểu|ít nhất|tối đa|không quá|trên|dưới|đạt|bằng)?\s*"
    r"\d+(?:[.,]\d+)*\s*(%|đồng|triệu đồng|tỷ đồng|người|tuổi|m2|kg|lần|bản)"
)
_DOCUMENT = re.compile(
    r"(Nghị định|Thông tư|Quyết định|Luật|Nghị quyết|Chỉ thị|Bộ luật) số [\w/\-Đ]+(?: ngày \d+ tháng \d+ năm \d{4})?"
)
_AGENCY_WAYS = (
    "Cơ quan nào chủ trì {x}?", "Đơn vị nào chịu trách nhiệm {x}?", "Ai có trách nhiệm {x}?", "Cơ quan nào {x}?",
    "Bên nào lo việc {x}?", "{x} do cơ quan nào chủ trì?", "{x} do ai thực hiện?", "Sở nào phụ trách {x}?",
    "cơ quan chủ trì {x}", "{x} giao cho đơn vị nào", "Việc {x} thuộc trách nhiệm của ai?", "Đơn vị nào được giao {x}?",
)  # fmt: skip
_PARTNER_WAYS = (
    "{a} phối hợp với cơ quan nào để {x}?", "Cơ quan nào phối hợp {x}?", "Những đơn vị nào cùng {a} {x}?",
    "{x} thì ai phối hợp?",
)  # fmt: skip
_TASK_WAYS = (
    "{a} có nhiệm vụ gì?", "Nhiệm vụ của {a} trong việc {x}", "{a} được giao làm gì về {x}?", "Trách nhiệm của {a}?",
)  # fmt: skip
_TIME_WAYS = (
    "Thời hạn {x} là khi nào?", "{x} trong bao lâu?", "Khi nào phải {x}?", "{x} chậm nhất là lúc nào?", "hạn {x}",
    "Bao giờ {x}?", "Thời gian {x} là bao lâu?", "{x} trước ngày nào?",
)  # fmt: skip
_FIGURE_WAYS = (
    "{x} bao nhiêu {u}?", "Tỷ lệ {x} là bao nhiêu?", "Mức {x} là bao nhiêu?", "{x} phải đạt mấy {u}?", "chỉ tiêu {x}",
    "{x} tối thiểu bao nhiêu?", "Quy định bao nhiêu {u} đối với {x}?",
)  # fmt: skip
_DOCUMENT_WAYS = (
    "{x} theo {k} nào?", "{k} số mấy quy định {x}?", "Căn cứ pháp lý của việc {x} là gì?",
    "{x} thực hiện theo văn bản nào?", "Văn bản nào quy định về {x}?",
)  # fmt: skip
_GENERAL_WAYS = (
    "{x}", "{x}", "{x}", "Quy định về {x} như thế nào?", "{x} là gì?", "{x} ra sao?", "Có quy định gì về {x}?",
    "{x} gồm những gì?", "Trình tự {x}?", "Nội dung {x}", "{x} được thực hiện như thế nào?", "Hãy cho biết {x}",
    "Điều kiện {x}", "Kế hoạch đề ra gì về {x}?",
)  # fmt: skip
_TITLE_WAYS = ("{x}", "{x} như thế nào?", "Quy định về {x}", "{x} gồm những gì?", "Hỏi về {x}", "{x} ra sao")


class Asker:
    """Makes questions; the same seed makes the same ones."""

    def __init__(self, *, seed: int) -> None:
        self._random = random.Random(seed)

    def question(self, passage: TrainingPassage) -> tuple[str, bool]:
        """A question, and whether the passage may show its article's title (not where the question is made of it)."""
        rng = self._random
        makers: list[Callable[[TrainingPassage], str | None]] = [
            self._who, self._when, self._how_much, self._under_which
        ]  # fmt: skip
        rng.shuffle(makers)
        if passage.title and rng.random() < 0.22:
            return rng.choice(_TITLE_WAYS).format(x=_lowered(passage.title)), False
        if rng.random() < 0.72:
            for make in makers:
                if question := make(passage):
                    return self._scoped(question, passage), True
        return self._scoped(rng.choice(_GENERAL_WAYS).format(x=self._crop(passage.text, 4, 14)), passage), True

    def _who(self, passage: TrainingPassage) -> str | None:
        found = list(_ROLE.finditer(passage.text))
        if not found:
            return None
        match = self._random.choice(found)
        task, agency = self._opening(match["task"]), _lowered(match["agency"])
        draw = self._random.random()
        if (match["partner"] or match["partner2"]) and draw < 0.3:
            return self._random.choice(_PARTNER_WAYS).format(a=match["agency"], x=task)
        if draw < 0.45:
            return self._random.choice(_TASK_WAYS).format(a=agency if draw < 0.4 else match["agency"], x=task)
        return self._random.choice(_AGENCY_WAYS).format(x=task)

    def _when(self, passage: TrainingPassage) -> str | None:
        return self._around(_TIME, passage, lambda match: self._random.choice(_TIME_WAYS))

    def _how_much(self, passage: TrainingPassage) -> str | None:
        return self._around(
            _FIGURE,
            passage,
            lambda match: self._random.choice(_FIGURE_WAYS).replace("{u}", match[1].replace("%", "phần trăm")),
        )

    def _under_which(self, passage: TrainingPassage) -> str | None:
        return self._around(
            _DOCUMENT, passage, lambda match: self._random.choice(_DOCUMENT_WAYS).replace("{k}", match[1].lower())
        )

    def _around(
        self, pattern: re.Pattern[str], passage: TrainingPassage, way: Callable[[re.Match[str]], str]
    ) -> str | None:
        found = list(pattern.finditer(passage.text))
        if not found:
            return None
        match = self._random.choice(found)
        before = passage.text[: match.start()].split()[-self._random.randint(3, 12) :]
        after = passage.text[match.end() :].split()[: self._random.randint(0, 8)]
        words = before + after if len(before) > 3 or self._random.random() < 0.4 else after + before
        if len(words) < 4:
            return None
        return way(match).format(x=_lowered(" ".join(words).strip(" ,;.:-")))

    def _opening(self, task: str) -> str:
        """The first words of a task, or some run of it, as one who remembers it would put it."""
        words = task.split()
        first = 0 if self._random.random() < 0.75 else self._random.randrange(max(1, len(words) - 5))
        return " ".join(words[first : first + self._random.randint(4, 13)]).strip(" ,;.:-")

    def _crop(self, text: str, fewest: int, most: int) -> str:
        words = text.split()
        size = self._random.randint(fewest, most)
        first = self._random.randrange(max(1, len(words) - size))
        chosen = words[first : first + size]
        if self._random.random() < 0.4:  # key words: some of them, in order
            chosen = [word for word in chosen if self._random.random() < 0.7] or chosen
        return _lowered(" ".join(chosen).strip(" ,;.:-"))

    def _scoped(self, question: str, passage: TrainingPassage) -> str:
        """The question, at times with the document named, as people ask across many documents."""
        if passage.document and self._random.random() < 0.18:
            name = " ".join(passage.document.split()[: self._random.randint(4, 12)])
            return self._random.choice((f"Theo {name}, {question}", f"{question.rstrip('?')} trong {name}?"))
        return question


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
