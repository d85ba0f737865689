"""Kiểm toán: the record of questions."""

AUDIT_TITLE = "Nhật ký kiểm toán"
AUDIT_LEAD = "Mỗi câu hỏi được ghi nối tiếp cùng câu trả lời và các trích dẫn; dòng nào bị sửa thì chuỗi bị đứt."
AUDIT_EMPTY = "Nhật ký chưa có dòng nào."
AUDIT_EMPTY_TEXT = "Mỗi câu hỏi ở màn hình Hỏi đáp sẽ thành một dòng ở đây, cùng câu trả lời và các trích dẫn."
AUDIT_INTACT = "Chuỗi nhật ký nguyên vẹn: vừa kiểm lại {n} dòng, mã cuối {hash}."
AUDIT_NUMBER = "Số"
AUDIT_TIME = "Thời điểm"
AUDIT_QUOTES = "Trích dẫn"
AUDIT_REVISION = "Phiên bản kho"
AUDIT_HASH = "Mã chuỗi"
AUDIT_QUOTE = "Trích dẫn {n}"
AUDIT_QUOTE_OPEN = "Mở trích dẫn {n} trong văn bản"
AUDIT_QUOTE_PLACE = "{source}, ký tự {start}–{end}, mã {sha}"
REPLAY = "Hỏi lại trên kho hiện nay"
REPLAY_UNCHANGED = "Không đổi: câu trả lời và mọi trích dẫn trùng với bản ghi."
REPLAY_CHANGED = "Khác với bản ghi"
REPLAY_ANSWER = "Câu trả lời trước đây: “{was}”; nay: “{now}”."
REPLAY_QUOTES = "{gone} trích dẫn trước đây không còn, {new} trích dẫn mới."
AUDIT_CHAIN = "Chuỗi"

# A chain that does not hold
AUDIT_BROKEN = "Chuỗi nhật ký bị đứt ở {n} dòng"
AUDIT_BREAK = "Dòng {where} {what}."
AUDIT_BREAK_UNLISTED = "Dòng {where} {what}; không có trong bảng dưới."
AUDIT_BREAKS = {
    "changed": "đã bị sửa sau khi ghi: nội dung không còn khớp mã chuỗi",
    "missing": "đã bị xóa khỏi nhật ký",
    "unbound": "không nối với dòng trước: một trong hai dòng đã bị thay",
    "unreadable": "không đọc được: nội dung không còn đúng dạng đã ghi",
}
AUDIT_BREAKS_SHORT = {"changed": "bị sửa", "missing": "bị xóa", "unbound": "bị thay", "unreadable": "không đọc được"}
AUDIT_BREAKS_MORE = "và {n} chỗ khác"
AUDIT_BROKEN_MEANS = (
    "Nhật ký đã bị can thiệp từ ngoài ứng dụng, hoặc tệp của kho bị hỏng. Không dùng các dòng nêu trên làm căn cứ; "
    "các dòng còn lại vẫn khớp mã chuỗi của mình."
)
AUDIT_BROKEN_ADVICE = (
    "Việc cần làm: giữ nguyên thư mục kho, báo người quản trị, so các dòng này với bản sao lưu hoặc tệp nhật ký đã "
    "tải về trước đó. Trên máy chủ, lệnh “parc-search audit verify” cho cùng danh sách."
)
AUDIT_ROW_BROKEN = "Dòng này {what}. Không dùng làm căn cứ."

# Filters and reviews
AUDIT_STATE = "Kết luận"
AUDIT_STATES = {"open": "Chưa xem xét", "agreed": "Đồng ý", "objected": "Phản đối"}
AUDIT_BY = "Người hỏi"
AUDIT_OUTCOME = "Kết quả"
AUDIT_OUTCOMES = {"answered": "Có trả lời", "not_found": "Chưa có trả lời"}
AUDIT_SINCE = "Từ ngày"
AUDIT_UNTIL = "Đến ngày"
AUDIT_DAYS_CROSSED = "“Từ ngày” đang sau “Đến ngày” nên không dòng nào khớp. Hãy sửa lại một trong hai ngày."
AUDIT_CHOOSE = "Chọn một dòng trong bảng để xem đủ, hỏi lại trên kho hiện nay, đồng ý hoặc phản đối."
AUDIT_EXPORT_NAME = "nhat-ky"
EXTRACT_BUTTON = "Trích sao kèm bằng chứng (PDF)"
EXTRACT_FILE_NAME = "trich-sao-{n}.pdf"
OBJECTION_TITLE = "Kiểm toán viên phản đối câu trả lời này"
OBJECTION_LINE = "{by}, {time}:"
REVIEW_TITLE = "Kết luận của kiểm toán viên"
REVIEW_LINE = "{decision}, {by}, {time}."
REVIEW_BY_NOBODY = "người tại máy này"
REVIEW_NONE = "Chưa ai xem xét câu trả lời này."
REVIEW_NOTE = "Ghi chú (bắt buộc khi phản đối)"
REVIEW_AGREE = "Đồng ý"
REVIEW_OBJECT = "Phản đối"
REVIEW_NEEDS_NOTE = "Hãy ghi lý do phản đối."
REVIEW_SAVED = "Đã ghi vào nhật ký"
AUDIT_FLAGS_TITLE = "{n} câu trả lời đã ghi không còn đủ căn cứ trong kho hiện nay"
AUDIT_FLAG = "Dòng {n}: {source} {what}."
AUDIT_FLAGS = {"removed": "đã bị xóa", "altered": "đã nạp lại hoặc đọc lại với nội dung khác"}
AUDIT_FLAGS_MORE = "và {n} dòng khác"
AUDIT_ACTS_TITLE = "Việc đã làm với kho và nhật ký: {n}"
AUDIT_ACT_LINE = "Dòng {n}, {time}, {by}: {act}. {what}."
AUDIT_ACT_WITHHELD = "Dòng {n}, {time}: một việc với văn bản mà tài khoản này không được xem."
ACTS = {
    "ingested": "nạp văn bản",
    "removed": "xóa văn bản",
    "undone": "khôi phục văn bản đã xóa hoặc đã thay",
    "corrected": "sửa thông tin văn bản",
    "restricted": "đổi nhóm được xem",
    "exported": "xuất dữ liệu",
    "answer-right": "người hỏi cho câu trả lời là đúng",
    "answer-wrong": "người hỏi cho câu trả lời là sai",
    "task-state": "đổi trạng thái một nhiệm vụ",
    "task-noted": "ghi chú một nhiệm vụ",
    "task-corrected": "sửa một dòng của sổ nhiệm vụ",
    "task-moved": "chuyển lịch sử theo dõi sang dòng khác",
    "backed-up": "sao lưu kho",
    "restored": "khôi phục kho từ bản sao lưu",
    "repaired": "sửa kho bị hỏng",
    "key-changed": "đổi khoá ký nhật ký",
    "signed-despite-breaks": "ký nhật ký dù chuỗi bị đứt",
    "roles-changed": "đổi vai trò",
}
ACT_DETAILS = {
    "fields": "mục", "groups": "nhóm", "form": "dạng", "rows": "số dòng", "what": "loại", "record": "bản ghi",
    "records": "các bản ghi", "file": "tệp", "key": "khoá", "outcome": "kết quả", "roles": "vai trò",
    "row": "dòng", "was": "trước", "now": "sau", "note": "ghi chú", "from": "từ dòng", "to": "sang dòng",
    "reason": "lý do", "for good": "xóa hẳn", "made at": "lập lúc", "documents": "số văn bản", "lost": "văn bản bị mất",
}  # fmt: skip
ACT_VALUES = {
    "done": "nạp mới", "replaced": "thay bản cũ", "tasks": "nhiệm vụ", "targets": "chỉ tiêu", "answer": "câu trả lời",
    "answers": "các câu trả lời", "references": "văn bản được dẫn", "audit": "nhật ký", "extract": "trích sao",
    "pictures": "ảnh trang",
    "yes": "có", "todo": "chưa làm", "doing": "đang làm", "added": "đã thêm", "withdrawn": "đã rút",
}  # fmt: skip
BY_SETTINGS_FILE = "tệp cấu hình"
AUDIT_REREAD_TITLE = "Trang đã đọc lại: {n} lần"
AUDIT_WITHHELD = "Dòng này nêu văn bản ngoài quyền đọc của bạn"
AUDIT_WITHHELD_TITLE = "Dòng {n} được giữ kín"
AUDIT_WITHHELD_TEXT = (
    "Dòng này nêu văn bản dành cho nhóm khác nên chỉ hiện thời điểm và mã chuỗi; chuỗi vẫn được kiểm đủ cả dòng này."
)
AUDIT_REREAD_WITHHELD = "Dòng {n}, {time}: trang của một văn bản ngoài quyền đọc của bạn."
AUDIT_REREAD_LINE = "Dòng {n}, {time}: trang {page} của {source}. {outcome} (độ rõ {was} → {now})."
