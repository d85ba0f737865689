"""Hỏi đáp: the question, the answer, the history, and an answer as text."""

ASK_TITLE = "Hỏi về kế hoạch, nhiệm vụ và chỉ tiêu cải cách hành chính"
ASK_LEAD = "Gõ như khi hỏi đồng nghiệp, có dấu hoặc không dấu. Mỗi câu trả lời kèm trích dẫn nguyên văn để kiểm tra."
QUESTION_LABEL = "Câu hỏi"
LINKED_QUESTION = "Câu hỏi này đến từ một đường dẫn và chưa được hỏi. Hãy đọc lại rồi bấm Hỏi."
QUESTION_PLACEHOLDER = "Ví dụ: Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"
ASK_BUTTON = "Hỏi"
SEARCHING = "Đang tra cứu trong các văn bản…"
EXAMPLES_LABEL = "Câu hỏi mẫu"
SHELF_TITLE = "Hỏi được trên {n} văn bản"
SHELF_MORE = "và {n} văn bản khác"
EXAMPLES = (
    "Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?",
    "Thừa Thiên Huế đặt mục tiêu hồ sơ trực tuyến năm 2024 là bao nhiêu?",
    "so nao o quang tri chu tri cai cach the che nam 2022",
)

KIND_LABELS = {
    "agency": "Cơ quan chủ trì",
    "coordinating": "Cơ quan phối hợp",
    "target": "Chỉ tiêu",
    "figure": "Số liệu",
    "deadline": "Thời hạn",
    "product": "Sản phẩm",
    "legal_basis": "Căn cứ",
    "budget": "Kinh phí",
    "list": "Danh sách",
    "procedure": "Cách thực hiện",
    "compare": "So sánh",
    "passage": "Nội dung",
}
NAMED_AGENCY_LABEL = "Cơ quan được nêu"
FIELD_TASK = "Nhiệm vụ"
FIELD_LEAD = "Chủ trì"
FIELD_COORDINATE = "Phối hợp"
FIELD_ADVISE = "Tham mưu"
FIELD_DEADLINE = "Thời hạn"
FIELD_PRODUCT = "Sản phẩm"
FIELD_BUDGET = "Kinh phí"
FIELD_DOCUMENT = "Theo văn bản"
FIELD_CONFIDENCE = "Độ tin cậy"
CONFIDENCE_LEVELS = {"high": "Cao", "medium": "Vừa", "low": "Thấp, nên đọc lại trích dẫn"}

CITATIONS_TITLE = "Trích dẫn"
CITATION_COUNT = "{n} trích dẫn"
SOURCE_TEXT_LABEL = "Nguyên văn trong tệp, chưa phục hồi"
SOURCE_TEXT_SAME = "Nguyên văn trong tệp trùng với phần trích ở trên."
OPEN_SOURCE = "Đối chiếu nguồn"
LINE_PLACE = "dòng {first}"
LINES_PLACE = "dòng {first}–{last}"
PAGE_PLACE = "trang {page}"
SIGNED_ON = "ngày {day}"
NUMBER = "số {number}"
LEGEND_ANSWER = "chữ trả lời câu hỏi"
LEGEND_FOUND = "chữ trùng với câu hỏi"

QUALITY_LEVELS = {"good": "Chữ gốc rõ", "fair": "Chữ gốc hỏng một phần", "poor": "Chữ gốc hỏng nhiều, nên đối chiếu"}

UNDERSTOOD_QUESTION = "Đọc là"
UNDERSTOOD_KIND = "Hỏi về"
UNDERSTOOD_PLACE = "Địa phương"
UNDERSTOOD_YEARS = "Năm"
UNDERSTOOD_SOURCES = "Văn bản"
ANSWERED_IN = "Trả lời trong {seconds} giây"

NOT_FOUND_TITLE = "Chưa có câu trả lời trong các văn bản đã nạp"
NOT_FOUND_ADVICE = (
    "Nêu rõ địa phương và năm, ví dụ “Thừa Thiên Huế năm 2024”.",
    "Dùng tên việc như trong kế hoạch, ví dụ “cải cách thể chế”, “áp dụng ISO 9001”.",
    "Xem ở mục Văn bản tài liệu cần hỏi đã được nạp chưa.",
)
NOT_FOUND_ADVICE_TITLE = "Có thể thử"
NEAREST_TITLE = "Đoạn gần nhất, không phải câu trả lời"

OUTDATED_TITLE = "Câu trả lời này không còn căn cứ"
OUTDATED_TEXT = "Văn bản được trích dẫn đã bị xóa hoặc nạp lại với nội dung khác. Hãy hỏi lại trên kho hiện nay."
ASK_AGAIN = "Hỏi lại"

HISTORY_TITLE = "Các câu đã hỏi trong phiên này"
HISTORY_EMPTY = "Chưa có câu nào. Các câu hỏi trong phiên sẽ nằm ở đây."
HISTORY_OLDER = "Các câu cũ hơn"
HISTORY_CHOOSE = "Chọn để xem lại"
HISTORY_CLEAR = "Xóa danh sách"
HISTORY_NOT_FOUND = "chưa có câu trả lời"

COPY = "Sao chép"
COPY_HINT = "Bấm hai tờ giấy ở góc phải khung chữ để sao chép."

EMPTY_STORE_TITLE = "Chưa có văn bản nào"
EMPTY_STORE_TEXT = "Hãy nạp ít nhất một văn bản, rồi quay lại màn hình này."
EMPTY_STORE_FOR_READERS = "Chưa có văn bản nào dành cho tài khoản này. Hãy báo người quản lý văn bản của đơn vị."
EMPTY_STORE_BUTTON = "Nạp văn bản"

TEXT_QUESTION = "Câu hỏi"
TEXT_ANSWER = "Trả lời"
TEXT_REASON = "Lý do"
TEXT_FILE = "tệp"

# The memo
MEMO_TITLE = "Phiếu trả lời có trích dẫn"
MEMO_MADE = "PARC Search lập ngày {day} lúc {time}, từ các văn bản đã nạp."
MEMO_QUOTED = "Mỗi ý có trích dẫn nguyên văn ở phụ lục."
MEMO_GROUNDS = "Căn cứ"
MEMO_ANNEX = "Phụ lục. Trích dẫn nguyên văn"
MEMO_ANNEX_LEAD = "Phần trong ngoặc kép là bản đọc đã phục hồi dấu; dòng nhỏ là chữ đúng như trong tệp."
MEMO_QUALITY = "(chất lượng chữ gốc {share})"
MEMO_HASH = "SHA-256 của nguyên văn"
MEMO_FILE_NAME = "phieu-tra-loi"
TAKE_AWAY = "Lưu và gửi"
TAKE_DOCX = "Phiếu Word (.docx)"
TAKE_PDF = "Phiếu PDF (.pdf)"
TAKE_TEXT = "Văn bản thuần (.txt)"
TAKE_LINK = "Đường dẫn mở lại câu hỏi này"

# An agency's tasks
DUTIES_SHOWN = "Đang hiện {shown} trên {all} nhiệm vụ {agency} chủ trì trong văn bản này."
DUTIES_ALL_SHOWN = "Đủ {all} nhiệm vụ {agency} chủ trì trong văn bản này."
DUTIES_OPEN = "Xem trong sổ nhiệm vụ"

# Agencies that were merged, comparisons
NOW_CALLED = "nay là {name}"
NOW_CALLED_SINCE = "từ {day}, theo {source}"
SIDE_SAYS_NOTHING = "không nêu"
SIDE_CITATION = "trích dẫn {n}"
DIFFER_HIGHER = "{top} cao hơn {bottom}: {high} so với {low}, chênh {gap}."
DIFFER_POINTS = "điểm phần trăm"
DIFFER_MOST = "Cao nhất: {top} ({high}); thấp nhất: {bottom} ({low})."
DIFFER_SAME_FIGURE = "Cùng một mức {value}, khác nhau ở lời văn."
DIFFER_SEVERAL = "Có văn bản nêu nhiều con số nên không xếp cao thấp được; hãy xem từng trích dẫn."
DIFFER_EARLIER = "{first} có hạn sớm hơn {last}: {day} so với {other}, trước {days} ngày."
DIFFER_SILENT = "Chỉ {said} có nêu; {silent} không nêu."
DIFFER_WORDS = "Các văn bản nêu khác nhau."
SIDES_SAME = "So sánh: các văn bản nêu như nhau"

# Chips
CHIPS_LABEL = "Hệ thống hiểu là"
CHIP_HINT = "Chọn lại để hỏi lại ngay với phạm vi này."
CHIP_PLACE_ALL = "Mọi địa phương"
CHIP_YEARS_ALL = "Mọi năm"
CHIP_SOURCES_ALL = "Mọi văn bản"
CHIP_SOURCES_SOME = "{n} văn bản"
CHIP_ROLE = "Vai trò"
CHIP_RESET = "Hiểu như câu gốc"
CORRECTED_SCOPE = "Phạm vi do người hỏi chọn lại."

# Questions of one's own
OLD_QUESTIONS = "Lịch sử của bạn"
OLD_NONE = "Chưa có câu hỏi nào trong lịch sử."
OLD_WORDS = "Tìm trong lịch sử"
OLD_CLEAR = "Xóa lịch sử của tôi"
OLD_SHOW_AGAIN = "Hiện lại phần đã xóa"
VERDICT_ASK = "Câu trả lời này"
VERDICT_RIGHT = "Đúng"
VERDICT_WRONG = "Sai"
VERDICT_REASON = "Sai ở đâu?"
VERDICT_SEND = "Gửi"
VERDICT_THANKS = "Đã ghi vào nhật ký cho kiểm toán viên xem."
VERDICT_NO_REASON = "Hãy viết sai ở đâu rồi gửi."
VERDICT_NOT_YOURS = "Chỉ người đã hỏi được đánh giá câu trả lời này."
VERDICT_GIVEN = {"answer-right": "Bạn đã đánh giá: đúng.", "answer-wrong": "Bạn đã đánh giá: sai."}

# Conversation
ANSWER_SAID = "{question} Trả lời: {answer}. Có {n} trích dẫn."
CARRIED = "Mang theo từ câu trước"
CARRIED_OFF = {
    "topic": "Bỏ nội dung này, hỏi đúng như đã gõ", "places": "Bỏ địa phương này rồi hỏi lại",
    "years": "Bỏ năm này rồi hỏi lại",
}  # fmt: skip
CARRIED_LEFT = "Không mang theo năm {years}: văn bản về {place} không thuộc năm đó."
BESIDE_OPEN = "Xem trích dẫn của câu này"
HELP_TITLE = "Cách dùng"
HELP_LINES = (
    "Gõ một câu hỏi như nói thường, có dấu hay không dấu, rồi bấm Enter. Câu trả lời luôn kèm trích dẫn nguyên văn.",
    "Nêu nội dung, địa phương, năm để trúng văn bản; hỏi tiếp được: “còn Quảng Trị thì sao?”, “thế hạn là bao giờ?”.",
    "Bấm số trích dẫn hoặc “Đối chiếu nguồn” để xem đúng chỗ trong văn bản. Nhiệm vụ, Chỉ tiêu liệt kê đủ các dòng.",
)
