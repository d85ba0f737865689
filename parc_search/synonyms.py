"""What people say and what offices write: "qua mạng" is "trực tuyến", "lập ra" is "thành lập".

Pairs of the language at large, one way only, from speech to office. A question is searched with both.
"""

import re
from functools import cache

from ingest.vietnamese.fold import fold

OFFICE_WORDS = {
    "bà con": "người dân",
    "báo đài": "báo phát thanh truyền hình",
    "bộ phận một cửa": "bộ phận tiếp nhận và trả kết quả",
    "bưu điện": "bưu chính công ích",
    "cắt giảm biên chế": "tinh giản biên chế",
    "cắt": "cắt giảm tinh giản",
    "chấm điểm": "đánh giá xác định",
    "dân": "người dân",
    "đánh giá cán bộ": "đánh giá xếp loại cán bộ",
    "đẩy nhanh": "đẩy mạnh",
    "đôn đốc": "theo dõi đôn đốc",
    "đứng ra": "chủ trì",
    "dùng": "sử dụng",
    "gộp": "hợp nhất sáp nhập",
    "giấy tờ": "hồ sơ giấy tờ",
    "hạng mấy": "xếp vị thứ",
    "họp trực tuyến": "hội nghị trực tuyến",
    "họp truyền hình": "hội nghị truyền hình",
    "iso 9001": "áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn iso",
    "làm thủ tục": "giải quyết thủ tục",
    "lập ra": "thành lập",
    "lớp học": "lớp bồi dưỡng",
    "lương": "tiền lương",
    "mở lớp": "tổ chức bồi dưỡng",
    "một cửa": "cơ chế một cửa",
    "nộp hồ sơ qua mạng": "hồ sơ trực tuyến",
    "ở đâu ra": "nguồn",
    "phụ trách": "chủ trì",
    "qua bưu điện": "dịch vụ bưu chính công ích",
    "qua mạng": "trực tuyến",
    "sếp": "lãnh đạo người đứng đầu",
    "soạn": "xây dựng",
    "tập huấn": "bồi dưỡng",
    "thi công chức": "thi tuyển công chức",
    "tiền": "kinh phí",
    "tinh giản": "tinh giản biên chế",
    "trên mạng": "trực tuyến môi trường số",
    "trụ sở": "trụ sở làm việc",
    "truyền thông": "tuyên truyền",
    "tự lo": "tự bảo đảm",
    "uỷ ban": "ủy ban nhân dân",
    "vận hành": "quản lý vận hành",
    "văn phòng ủy ban": "văn phòng ủy ban nhân dân",
    "xã phường": "cấp xã",
    "xếp hạng": "vị thứ xếp hạng",
    "xếp thứ": "xếp vị thứ",
}


def office_words(question: str) -> tuple[tuple[str, str], ...]:
    """The folded phrases of the question that offices put otherwise, each with the office's words, longest first."""
    text = " ".join(fold(question).split())
    found = [(match.group(), _folded()[match.group()]) for match in _pattern().finditer(text)]
    return tuple(dict.fromkeys(found))


@cache
def _folded() -> dict[str, str]:
    return {fold(said): fold(written) for said, written in OFFICE_WORDS.items()}


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(_folded(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")
