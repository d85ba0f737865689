"""What people say and what offices write: "qua mạng" is "trực tuyến", "lập ra" is "thành lập".

Pairs of the language at large, one way only, from speech to office. A question is searched with both.
"""

import re
from functools import cache

from ingest.language.fold import fold

OFFICE_WORDS = {
    "bà con": "người dân",
    "báo cho": "báo cáo phản ánh",
    "báo đài": "báo phát thanh truyền hình",
    "báo lại": "báo cáo phản ánh",
    "bỏ bớt": "cắt giảm bãi bỏ",
    "bộ phận một cửa": "bộ phận tiếp nhận và trả kết quả",
    "bớt": "giảm cắt giảm",
    "bớt người": "tinh giản biên chế",
    "bưu điện": "bưu chính công ích",
    "cắt": "cắt giảm tinh giản",
    "cắt giảm biên chế": "tinh giản biên chế",
    "chấm điểm": "đánh giá xác định",
    "chậm trễ": "quá hạn",
    "chấp hành": "thi hành chấp hành",
    "chạy thử": "thí điểm",
    "chỉ dẫn": "hướng dẫn",
    "chi tiêu": "chi thường xuyên",
    "chuyển khoản": "thanh toán không dùng tiền mặt",
    "chuyển tới": "gửi",
    "coi sóc": "quản lý",
    "dân": "người dân",
    "dạy": "đào tạo bồi dưỡng",
    "dùng": "sử dụng",
    "dựng": "xây dựng",
    "đánh giá cán bộ": "đánh giá xếp loại cán bộ",
    "đầu ra": "sản phẩm kết quả",
    "đẩy nhanh": "đẩy mạnh",
    "điều hành trung tâm": "tổ chức vận hành trung tâm",
    "đôn đốc": "theo dõi đôn đốc",
    "đóng tiền": "thanh toán nộp",
    "đứng đầu": "chủ trì",
    "đứng ra": "chủ trì",
    "ghép": "sáp nhập hợp nhất",
    "giảm người": "tinh giản biên chế",
    "giấy tờ": "hồ sơ giấy tờ",
    "giữ hạng": "duy trì thứ hạng",
    "gom": "tổng hợp",
    "gộp": "hợp nhất sáp nhập",
    "góp ý": "phản ánh kiến nghị",
    "hạ xuống": "giảm",
    "hạng mấy": "xếp vị thứ",
    "học thêm": "bồi dưỡng",
    "họp trực tuyến": "hội nghị trực tuyến",
    "họp truyền hình": "hội nghị truyền hình",
    "iso 9001": "áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn iso",
    "kêu ca": "phản ánh kiến nghị",
    "kêu gọi": "khuyến khích huy động",
    "khiếu nại": "phản ánh kiến nghị",
    "làm giấy": "giải quyết thủ tục",
    "làm online": "trực tuyến",
    "làm thử": "thí điểm",
    "làm thủ tục": "giải quyết thủ tục",
    "lập ra": "thành lập",
    "lấy ý kiến": "khảo sát lấy ý kiến",
    "lên hạng": "nâng thứ hạng",
    "lên lớp": "đào tạo bồi dưỡng",
    "lớp học": "lớp bồi dưỡng",
    "lương": "tiền lương",
    "mảng": "lĩnh vực",
    "máy móc": "trang thiết bị",
    "mở lớp": "tổ chức bồi dưỡng",
    "một cửa": "cơ chế một cửa",
    "nghỉ việc": "thôi việc tinh giản",
    "nhắc nhở": "đôn đốc",
    "nhắc việc": "đôn đốc",
    "nhập": "sáp nhập hợp nhất",
    "nộp hồ sơ qua mạng": "hồ sơ trực tuyến",
    "nộp online": "nộp trực tuyến",
    "nộp tiền": "thanh toán",
    "ở đâu ra": "nguồn",
    "online": "trực tuyến",
    "phần việc": "nhiệm vụ",
    "phụ trách": "chủ trì",
    "qua bưu điện": "dịch vụ bưu chính công ích",
    "quá hẹn": "trễ hạn quá hạn",
    "qua mạng": "trực tuyến",
    "quan chức": "cán bộ công chức",
    "quảng bá": "tuyên truyền",
    "rà lại": "rà soát",
    "rót": "hỗ trợ cấp",
    "sếp": "lãnh đạo người đứng đầu",
    "siết": "kiểm soát chặt chẽ",
    "soạn": "xây dựng",
    "tách": "chia tách",
    "tập huấn": "bồi dưỡng",
    "than phiền": "phản ánh kiến nghị",
    "thi công chức": "thi tuyển công chức",
    "thông qua kế hoạch": "phê duyệt kế hoạch",
    "thu gom": "tổng hợp",
    "tiền": "kinh phí",
    "tinh giản": "tinh giản biên chế",
    "trả quá hẹn": "trễ hạn quá hạn",
    "trả tiền": "thanh toán",
    "trễ": "trễ hạn quá hạn",
    "trễ hẹn": "trễ hạn quá hạn",
    "trên mạng": "trực tuyến môi trường số",
    "trông coi": "quản lý giám sát",
    "trụ sở": "trụ sở làm việc",
    "truyền thông": "tuyên truyền",
    "tự lo": "tự bảo đảm",
    "tự nuôi": "tự bảo đảm chi thường xuyên",
    "tự trang trải": "tự bảo đảm",
    "tuyển người": "tuyển dụng",
    "ưng ý": "hài lòng",
    "uỷ ban": "ủy ban nhân dân",
    "vận hành": "quản lý vận hành",
    "văn phòng ủy ban": "văn phòng ủy ban nhân dân",
    "vừa lòng": "hài lòng",
    "vừa ý": "hài lòng",
    "vướng": "vướng mắc khó khăn",
    "xã phường": "cấp xã",
    "xem lại": "rà soát",
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
