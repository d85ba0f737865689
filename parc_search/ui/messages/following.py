"""Nhiệm vụ as a working tool: states, notes, corrections, saved views, the calendar; Tổng quan."""

STATE_LABELS = {"open": "Chưa xong", "todo": "Chưa làm", "doing": "Đang làm", "done": "Xong", "overdue": "Quá hạn"}
COLUMN_STATE = "Trạng thái"
COLUMN_NOTES = "Ghi chú"
COLUMN_CHECK = "Cần xem lại"
COLUMN_STATE_BY = "Người ghi trạng thái"
COLUMN_STATE_AT = "Lúc ghi"
COLUMN_PAGE = "Trang"
COLUMN_LINE = "Dòng"
COLUMN_LINK = "Đường dẫn"
COLUMN_AS_READ = "Chữ đọc được trước khi sửa"
ROW_DOUBTFUL = "Máy đọc chưa chắc, nên đối chiếu nguồn"
ROW_CORRECTED = "Đã sửa tay"
ROW_OF_ANOTHER_FILE = "Trạng thái ghi khi văn bản còn ở bản trước"
FILTER_STATE = "Trạng thái"
FILTER_FROM = "Hạn từ ngày"
FILTER_CLEAR = "Bỏ lọc"
FOLLOW = "Theo dõi"
FOLLOW_NOTED = "Theo dõi ({n} ghi chú)"
TIMELINE_BEHIND = "Các tháng đã qua"

# One row
FOLLOW_TITLE = "Theo dõi nhiệm vụ"
FOLLOW_STATE = "Trạng thái"
FOLLOW_SET_BY = "{state}: {by} ghi lúc {time}."
FOLLOW_LATE = "Quá hạn từ {day}, chưa ghi là xong."
FOLLOW_NEXT = "Lần tới: {day}."
FOLLOW_SAVED = "Đã ghi: {state}."
FOLLOW_UNDO = "Hoàn tác về “{state}”"
FOLLOW_CLOSE = "Về danh sách"
FOLLOW_TO_CALENDAR = "Thêm vào lịch"
BY_NOBODY = "người dùng máy này"
NOTES_TITLE = "Ghi chú"
NOTE_FIELD = "Ghi chú mới"
NOTE_SAVE = "Lưu ghi chú"
NOTE_SAVED = "Đã lưu ghi chú."
NOTE_LINE = "{time}, {by}: {text}"
NOTE_WITHDRAW = "Rút ghi chú lúc {time}"
NOTE_WITHDRAWN_SAID = "Đã rút ghi chú."
HISTORY_OF_ROW = "Lịch sử của dòng này ({n})"
HISTORY_LINES = {
    "state": "{time}, {by}: đổi trạng thái thành “{value}”",
    "note": "{time}, {by}: thêm ghi chú",
    "withdrawn": "{time}, {by}: rút một ghi chú",
    "corrected": "{time}, {by}: sửa {value}",
    "moved": "{time}, {by}: nhận lịch sử của một dòng không còn trong văn bản",
}
HISTORY_TAKEN_BACK = "lại như máy đọc"
CORRECT_ROW = "Sửa dòng này"
CORRECT_ROW_LEAD = "Sửa chỗ máy đọc sai. Chữ của văn bản giữ nguyên và vẫn hiện bên cạnh."
CORRECT_ROW_NAMES = "Các cơ quan cách nhau bằng dấu chấm phẩy"
CORRECT_ROW_SAVE = "Lưu sửa đổi"
CORRECT_ROW_SAVED = "Đã lưu sửa đổi."
CORRECT_ROW_BACK = "Lấy lại như máy đọc"
AS_READ = "{field} (máy đọc)"
ROW_FIELD_NAMES = {
    "task": "Nhiệm vụ", "lead": "Chủ trì", "coordinate": "Phối hợp", "deadline": "Thời hạn",
    "deadline_date": "Hạn (ngày)", "product": "Sản phẩm",
}  # fmt: skip
ROW_NOT_FOUND = "Không có dòng này trong sổ mà tài khoản này được xem"
ROW_NOT_FOUND_TEXT = (
    "Dòng có thể đã thay đổi khi văn bản được nạp lại. Xem “Dòng không còn trong văn bản” ở cuối màn hình."
)

# Rows that are read no more
GONE_TITLE = "Dòng không còn trong văn bản ({n})"
GONE_LEAD = (
    "Các dòng này từng được theo dõi, nhưng văn bản nạp hoặc đọc lại không còn dòng nào khớp. Lịch sử được giữ; "
    "chỉ người quản lý văn bản chuyển được sang dòng khác."
)
GONE_MOVE_TO = "Chuyển sang dòng"
GONE_MOVE = "Chuyển lịch sử"
GONE_MOVED = "Đã chuyển lịch sử."

# Saved views
VIEWS_BUTTON = "Bộ lọc đã lưu"
VIEWS_EMPTY = "Chưa lưu bộ lọc nào. Đặt các ô lọc, gõ tên rồi lưu; lần sau chọn lại ở đây."
VIEWS_NAME = "Tên bộ lọc"
VIEWS_SAVE = "Lưu bộ lọc hiện tại"
VIEWS_SAVED = "Đã lưu bộ lọc “{name}”."
VIEWS_NAME_MISSING = "Hãy đặt tên cho bộ lọc, không quá {most} ký tự."
VIEWS_DROP = "Xóa {name}"
VIEWS_DROPPED = "Đã xóa bộ lọc."
EXPORT_ICS = "Tải lịch (.ics)"
CALENDAR_NAME = "Thời hạn nhiệm vụ"
CALENDAR_FILE_NAME = "thoi-han"

# Overview
OVERVIEW = "Tổng quan"
OVERVIEW_TITLE = "Tổng quan"
OVERVIEW_LEAD = "Việc sắp đến hạn, việc quá hạn, chỉ tiêu và chất lượng đọc. Mỗi con số dẫn tới các dòng của nó."
OVERVIEW_OVERDUE = "Quá hạn"
OVERVIEW_MONTH = "Đến hạn trong tháng"
OVERVIEW_QUARTER = "Đến hạn trong quý"
OVERVIEW_LOADS = "Theo cơ quan chủ trì"
OVERVIEW_LOADS_ON = "Theo cơ quan chủ trì, tính đến {day}"
OVERVIEW_NO_LOADS = "Không có việc nào có ngày hạn mà chưa xong."
OVERVIEW_TARGETS = "Chỉ tiêu và kết quả mới nhất"
OVERVIEW_TARGETS_OF = "{n} trên {all} chỉ tiêu có kết quả cùng nội dung, cùng địa phương trong các văn bản đã nạp."
OVERVIEW_NO_TARGETS = "Chưa có chỉ tiêu nào có kết quả cùng nội dung trong các văn bản đã nạp."
OVERVIEW_SET = "Đặt ra"
OVERVIEW_REACHED = "Đã đạt"
OVERVIEW_MEETS = "So với chỉ tiêu"
OVERVIEW_MEETS_LABELS = {True: "Đạt", False: "Chưa đạt", None: "Cần tự so"}
OVERVIEW_FIGURE = "{value} ({year})"
OVERVIEW_BAD = "Văn bản đọc kém"
OVERVIEW_NO_BAD = "Không có văn bản nào đọc kém."
OVERVIEW_QUALITY = "chất lượng chữ gốc {share}"
OVERVIEW_UNREAD = "{n} trang chưa đọc được"
OVERVIEW_REFUSED = "Câu hỏi chưa trả lời được nhiều nhất"
OVERVIEW_REFUSED_ALL = "Trong các câu hỏi mà tài khoản này được xem ở nhật ký."
OVERVIEW_REFUSED_OWN = "Trong các câu bạn đã hỏi."
OVERVIEW_NO_REFUSED = "Chưa có câu nào bị từ chối."
OVERVIEW_TIMES = "{n} lần"
OVERVIEW_ASK = "Hỏi lại"

# One document on a page, several side by side
DIGEST = "Tóm tắt"
DIGEST_TITLE = "Tóm tắt và so sánh văn bản"
DIGEST_LEAD = (
    "Chọn một văn bản để xem tóm tắt, từ hai văn bản để so sánh. Mỗi dòng lấy từ đề mục, sổ nhiệm vụ hoặc sổ chỉ tiêu."
)
DIGEST_CHOOSE = "Văn bản"
DIGEST_PARTS = {
    "headings": "Các phần chính", "agencies": "Cơ quan chủ trì", "targets": "Chỉ tiêu đặt ra",
    "tasks": "Nhiệm vụ và thời hạn",
}  # fmt: skip
DIGEST_NONE = "Máy không đọc thấy dòng nào thuộc phần này."
DIGEST_ONLY = "Tóm tắt chỉ chọn và đếm các dòng máy đọc được, không viết thêm câu nào. Mở từng dòng để đọc nguyên văn."
DIGEST_NOTHING_SHARED = "Không có chỉ tiêu, nhiệm vụ hay cơ quan chủ trì nào chung giữa các văn bản này."
DIGEST_COUNTS = "{differ} trên {all} mục chung có khác nhau, các mục khác nhau xếp trước."
DIGEST_SAME_OR_NOT = "So sánh"
DIGEST_DIFFERS = "Khác"
DIGEST_SAME = "Như nhau"
DIGEST_ASKED = "Muốn tóm tắt hay so sánh cả văn bản?"
COMPARED_KINDS = {"target": "Chỉ tiêu:", "task": "Nhiệm vụ:", "agency": "Chủ trì:"}
DUTY_COUNT = "{n} nhiệm vụ"
