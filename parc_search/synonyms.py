"""What people say and what offices write: "qua mạng" is "trực tuyến", "lập ra" is "thành lập".

Pairs of the language at large, one way only, from speech to office. A question is searched with both.
"""

import re
from functools import cache

from ingest.vietnamese.fold import fold

OFFICE_WORDS = {
    "bà con": "người dân",
    "báo cho": "báo cáo phản ánh",
    "báo lại": "báo cáo phản ánh",
    "báo đài": "báo phát thanh truyền hình",
    "bưu điện": "bưu chính công ích",
    "bỏ bớt": "cắt giảm bãi bỏ",
    "bộ phận một cửa": "bộ phận tiếp nhận và trả kết quả",
    "bớt người": "tinh giản biên chế",
    "chi tiêu": "chi thường xuyên",
    "chuyển khoản": "thanh toán không dùng tiền mặt",
    "chạy thử": "thí điểm",
    "chấm điểm": "đánh giá xác định",
    "chậm trễ": "quá hạn",
    "coi sóc": "quản lý",
    "cắt giảm biên chế": "tinh giản biên chế",
    "cắt": "cắt giảm tinh giản",
    "dân": "người dân",
    "dùng": "sử dụng",
    "dạy": "đào tạo bồi dưỡng",
    "ghép": "sáp nhập hợp nhất",
    "giảm người": "tinh giản biên chế",
    "giấy tờ": "hồ sơ giấy tờ",
    "góp ý": "phản ánh kiến nghị",
    "gộp": "hợp nhất sáp nhập",
    "hạng mấy": "xếp vị thứ",
    "học thêm": "bồi dưỡng",
    "họp truyền hình": "hội nghị truyền hình",
    "họp trực tuyến": "hội nghị trực tuyến",
    "iso 9001": "áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn iso",
    "khiếu nại": "phản ánh kiến nghị",
    "kêu ca": "phản ánh kiến nghị",
    "làm giấy": "giải quyết thủ tục",
    "làm online": "trực tuyến",
    "làm thủ tục": "giải quyết thủ tục",
    "làm thử": "thí điểm",
    "lên lớp": "đào tạo bồi dưỡng",
    "lương": "tiền lương",
    "lập ra": "thành lập",
    "lớp học": "lớp bồi dưỡng",
    "máy móc": "trang thiết bị",
    "một cửa": "cơ chế một cửa",
    "mở lớp": "tổ chức bồi dưỡng",
    "nghỉ việc": "thôi việc tinh giản",
    "nhập": "sáp nhập hợp nhất",
    "nộp hồ sơ qua mạng": "hồ sơ trực tuyến",
    "nộp online": "nộp trực tuyến",
    "online": "trực tuyến",
    "phụ trách": "chủ trì",
    "qua bưu điện": "dịch vụ bưu chính công ích",
    "qua mạng": "trực tuyến",
    "quan chức": "cán bộ công chức",
    "quảng bá": "tuyên truyền",
    "rà lại": "rà soát",
    "soạn": "xây dựng",
    "sếp": "lãnh đạo người đứng đầu",
    "than phiền": "phản ánh kiến nghị",
    "thi công chức": "thi tuyển công chức",
    "tinh giản": "tinh giản biên chế",
    "tiền": "kinh phí",
    "truyền thông": "tuyên truyền",
    "trên mạng": "trực tuyến môi trường số",
    "trông coi": "quản lý giám sát",
    "trả tiền": "thanh toán",
    "trễ hẹn": "trễ hạn quá hạn",
    "trễ": "trễ hạn quá hạn",
    "trụ sở": "trụ sở làm việc",
    "tuyển người": "tuyển dụng",
    "tách": "chia tách",
    "tập huấn": "bồi dưỡng",
    "tự lo": "tự bảo đảm",
    "tự nuôi": "tự bảo đảm chi thường xuyên",
    "tự trang trải": "tự bảo đảm",
    "uỷ ban": "ủy ban nhân dân",
    "văn phòng ủy ban": "văn phòng ủy ban nhân dân",
    "vướng": "vướng mắc khó khăn",
    "vận hành": "quản lý vận hành",
    "vừa lòng": "hài lòng",
    "vừa ý": "hài lòng",
    "xem lại": "rà soát",
    "xã phường": "cấp xã",
    "xếp hạng": "vị thứ xếp hạng",
    "xếp thứ": "xếp vị thứ",
    "đánh giá cán bộ": "đánh giá xếp loại cán bộ",
    "đóng tiền": "thanh toán nộp",
    "đôn đốc": "theo dõi đôn đốc",
    "đẩy nhanh": "đẩy mạnh",
    "đứng ra": "chủ trì",
    "ưng ý": "hài lòng",
    "ở đâu ra": "nguồn",
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
