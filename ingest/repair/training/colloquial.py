"""Everyday questions about administration, put together from parts: official text hardly ever asks.

They feed the language model's counts, so that "so nao" reads "sở nào" and "thang may" "tháng mấy". The parts are
general Vietnamese; no question of the development set was taken apart for them.
"""

import random
from collections.abc import Iterator

_ASKERS = (
    "cơ quan nào", "sở nào", "đơn vị nào", "phòng nào", "ban nào", "những sở nào", "những cơ quan nào", "ai",
    "những ai", "huyện nào", "xã nào", "phường nào", "bộ nào", "ngành nào", "người nào", "mấy huyện", "mấy sở",
    "bao nhiêu xã, phường", "sở hay huyện nào",
)  # fmt: skip
_VERBS = (
    "lo", "lo việc", "chủ trì", "phụ trách", "đứng ra", "chịu trách nhiệm", "phối hợp làm", "cùng làm", "làm",
    "đứng đầu", "tham mưu", "tổng hợp", "theo dõi", "kiểm tra", "thẩm định", "trình", "soạn", "ban hành", "ra",
    "bố trí", "mở lớp", "dùng", "họp", "gửi báo cáo",
)  # fmt: skip
_THINGS = (
    "cải cách thể chế", "mảng thủ tục hành chính", "nghị quyết", "kế hoạch", "đề án", "quyết định", "chỉ thị",
    "dự toán kinh phí", "hồ sơ", "bộ phận một cửa", "dịch vụ công trực tuyến", "chuyển đổi số",
    "chính quyền điện tử", "bộ máy", "biên chế", "vị trí việc làm", "tài chính công", "tự chủ tài chính",
    "ngân sách", "tuyên truyền", "tập huấn", "chấm điểm chỉ số", "khảo sát sự hài lòng của người dân", "chữ ký số",
    "phần mềm", "cơ sở dữ liệu", "công chức, viên chức", "văn bản quy phạm pháp luật", "phụ lục", "bưu điện",
    "đất đai", "y tế", "giáo dục",
)  # fmt: skip
_PLACES = (
    "ở tỉnh", "của tỉnh", "ở huyện", "của phường", "ở phường", "ở xã", "ở thành phố", "ở Huế", "của Thừa Thiên Huế",
    "ở Thừa Thiên Huế", "ở Quảng Trị", "của Quảng Trị", "ở Hải Phòng", "ở Đà Nẵng", "ở Hà Nội", "của bà con",
    "cho dân", "cả nước", "ở đây", "ở trên", "",
)  # fmt: skip
_ENDS = (
    "là gì", "là bao nhiêu", "bao nhiêu phần trăm", "bao nhiêu", "số mấy", "số mấy, ngày nào", "ngày nào",
    "tháng mấy", "năm mấy", "khi nào", "lúc nào", "từ tháng mấy đến tháng mấy", "trước ngày nào", "ở đâu", "ra sao",
    "thế nào", "vì sao", "mấy nội dung", "mấy lần một năm", "bao lâu một lần", "phải xong trước ngày nào",
    "cho tới khi nào", "đạt bao nhiêu điểm", "xếp thứ mấy", "xếp hạng thứ bao nhiêu", "đứng thứ mấy cả nước",
    "do ai ban hành", "do sở nào làm", "cần giấy tờ gì", "phải làm gì", "gồm những gì", "kể ra giúp", "cho hỏi",
    "hãy liệt kê", "được đặt ra thế nào", "đặt mục tiêu bao nhiêu", "phấn đấu đạt bao nhiêu",
    "phấn đấu đến năm nào", "tối thiểu bao nhiêu phần trăm", "ít nhất bao nhiêu", "có bao nhiêu", "còn bao nhiêu",
    "mỗi năm mấy lần", "hằng năm", "thì sao", "với ai", "cùng với sở nào", "cùng những ai", "để làm gì",
    "qua mạng hay qua bưu điện", "đã xong chưa",
)  # fmt: skip
_STARTS = (
    "", "theo kế hoạch,", "trong năm nay", "đến năm tới", "tính đến nay", "tới cuối năm", "năm ngoái",
    "trong phụ lục,", "xin hỏi", "cho tôi hỏi", "mục tiêu", "mức độ hài lòng", "kế hoạch", "tỷ lệ", "số lượng",
    "chỉ số", "sản phẩm của việc", "thời hạn", "kinh phí", "căn cứ",
)  # fmt: skip


def spoken_questions(count: int, *, seed: int) -> Iterator[str]:
    """The given number of questions, each of random parts."""
    chosen = random.Random(seed)
    for _ in range(count):
        start, thing, place = chosen.choice(_STARTS), chosen.choice(_THINGS), chosen.choice(_PLACES)
        parts: tuple[str, ...]
        if chosen.random() < 0.5:
            parts = (start, chosen.choice(_ASKERS), chosen.choice(_VERBS), thing, place)
        else:
            parts = (start, thing, place, chosen.choice(_ENDS))
        yield " ".join(part for part in parts if part) + "?"
