"""Every Vietnamese word of the screens that is not document text."""

APP_NAME = "PARC Search"
APP_LINE = "Tra cứu văn bản cải cách hành chính"

UNKNOWN = "—"
NOT_STATED = "không ghi"

# Names of screens and their addresses
ASK = "Hỏi đáp"
DOCUMENTS = "Văn bản"
TASKS = "Nhiệm vụ"
TARGETS = "Chỉ tiêu"
COMPARE = "Đối chiếu nguồn"
AUDIT = "Kiểm toán"
ABOUT = "Giới thiệu"

# Hỏi đáp
ASK_TITLE = "Hỏi về kế hoạch, nhiệm vụ và chỉ tiêu cải cách hành chính"
ASK_LEAD = "Gõ như khi hỏi đồng nghiệp, có dấu hoặc không dấu. Mỗi câu trả lời kèm trích dẫn nguyên văn để kiểm tra."
QUESTION_LABEL = "Câu hỏi"
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

UNDERSTOOD_TITLE = "Hệ thống hiểu câu hỏi"
UNDERSTOOD_QUESTION = "Đọc là"
UNDERSTOOD_KIND = "Hỏi về"
UNDERSTOOD_PLACE = "Địa phương"
UNDERSTOOD_YEARS = "Năm"
UNDERSTOOD_SOURCES = "Văn bản"
UNDERSTOOD_ALL = "tất cả"
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
HISTORY_CLEAR = "Xóa danh sách"
HISTORY_NOT_FOUND = "chưa có câu trả lời"

COPY = "Sao chép"
COPY_HINT = "Bấm biểu tượng ở góc phải khung chữ để sao chép."
DOWNLOAD_TEXT = "Tải về (.txt)"
DOWNLOAD_TEXT_NAME = "tra-loi.txt"

EMPTY_STORE_TITLE = "Chưa có văn bản nào"
EMPTY_STORE_TEXT = "Hãy nạp ít nhất một văn bản, sau đó quay lại đây để hỏi."
EMPTY_STORE_BUTTON = "Nạp văn bản"

# Answer as text
TEXT_QUESTION = "Câu hỏi"
TEXT_ANSWER = "Trả lời"
TEXT_REASON = "Lý do"
TEXT_FILE = "tệp"

# Văn bản
DOCUMENTS_TITLE = "Văn bản đã nạp"
DOCUMENTS_SUMMARY = "{documents} văn bản, {passages} đoạn, {tasks} nhiệm vụ, {targets} chỉ tiêu"
DOCUMENTS_EMPTY_TITLE = "Kho văn bản đang trống"
DOCUMENTS_EMPTY_TEXT = "Chọn một hoặc nhiều tệp ở khung dưới đây. Văn bản chỉ lưu trên máy này."
DOCUMENTS_FILTER = "Lọc theo tên, số hiệu hoặc cơ quan"
DOCUMENTS_FILTER_NONE = "Không có văn bản nào khớp với “{wanted}”."
DOCUMENT_NO_NUMBER = "Không đọc được số hiệu"
DOCUMENT_PAGES = "{n} trang"
DOCUMENT_UNPAGED = "không chia trang"
DOCUMENT_COUNTS = "{passages} đoạn · {tasks} nhiệm vụ · {targets} chỉ tiêu"
DOCUMENT_SIZE = "Số trang"
DOCUMENT_MADE = "Đã lập"
DOCUMENT_ISSUER = "Cơ quan ban hành"
DOCUMENT_DATE = "Ngày ban hành"
DOCUMENT_YEARS = "Giai đoạn"
DOCUMENT_PLACE = "Địa phương"
DOCUMENT_ADDED = "nạp ngày {day}"

UPLOAD_TITLE = "Nạp thêm văn bản"
UPLOAD_LABEL = "Chọn tệp .txt hoặc .pdf, có thể chọn nhiều tệp"
UPLOAD_BUTTON = "Nạp vào kho"
UPLOAD_HINT = "Tệp trùng tên với văn bản đã có sẽ thay bản cũ."
UPLOAD_NOTHING = "Chưa chọn tệp nào."
UPLOAD_PROGRESS = "Đang nạp {done}/{all} tệp"
UPLOAD_DONE = "Đã nạp {done}/{all} tệp"
UPLOAD_CANCEL = "Dừng sau tệp đang đọc"
UPLOAD_FAULT = "Lỗi bất ngờ khi đọc tệp; chi tiết nằm trong nhật ký của máy chủ. Kho văn bản không thay đổi."
UPLOAD_DISMISS = "Đóng bảng này"
STAGES = {
    "waiting": "Đang chờ",
    "read": "Đọc tệp",
    "repair": "Phục hồi dấu",
    "structure": "Đọc bố cục",
    "chunk": "Chia đoạn",
    "register": "Lập sổ nhiệm vụ",
    "index": "Lập chỉ mục",
    "done": "Xong",
    "unchanged": "Đã có, không đổi",
    "failed": "Không nạp được",
    "cancelled": "Đã dừng",
}
FALLBACK_FILE_NAME = "tai-lieu"

EDIT = "Sửa thông tin"
EDIT_TITLE = "Sửa thông tin văn bản"
EDIT_LEAD = "Thông tin sửa ở đây được giữ cả khi nạp lại tệp. Nguyên văn không thay đổi."
EDIT_SAVE = "Lưu"
EDIT_RESET = "Lấy lại như hệ thống đọc được"
EDIT_FIELD_TITLE = "Tên văn bản"
EDIT_FIELD_KIND = "Loại văn bản"
EDIT_FIELD_NUMBER = "Số, ký hiệu"
EDIT_FIELD_DATE = "Ngày ban hành"
EDIT_FIELD_ISSUER = "Cơ quan ban hành"
EDIT_FIELD_PLACE = "Địa phương (cách nhau bằng dấu phẩy)"
EDIT_FIELD_FIRST_YEAR = "Từ năm"
EDIT_FIELD_LAST_YEAR = "Đến năm"
EDITED = "Đã lưu thông tin văn bản"
CORRECTED_MARK = "đã sửa tay"

REMOVE = "Xóa"
REMOVE_TITLE = "Xóa văn bản khỏi kho?"
REMOVE_TEXT = (
    "Sẽ xóa khỏi mọi chỉ mục: {counts}. Sau đó không thể tìm hay trích dẫn văn bản này nữa. "
    "Có thể hoàn tác cho đến lần xóa kế tiếp."
)
REMOVE_CONFIRM = "Xóa văn bản"
REMOVE_KEEP = "Giữ lại"
REMOVED = "Đã xóa văn bản"
UNDO = "Hoàn tác"
UNDONE = "Đã khôi phục văn bản"

# Nhiệm vụ, Chỉ tiêu
TASKS_TITLE = "Sổ nhiệm vụ"
TASKS_LEAD = (
    "Mỗi dòng là một việc được giao trong văn bản, với cơ quan, thời hạn và sản phẩm. Chọn một dòng để xem nguồn."
)
TARGETS_TITLE = "Sổ chỉ tiêu"
TARGETS_LEAD = "Chỉ tiêu đặt ra và kết quả đã đạt. Chọn một dòng để xem nguồn."
REGISTER_EMPTY = "Các văn bản đã nạp chưa có dòng nào trong sổ này."
REGISTER_NONE = "Không có dòng nào khớp với bộ lọc."
REGISTER_COUNT = "{shown} trên {all} dòng"
REGISTER_ALT = "Bảng các dòng khớp với bộ lọc; mỗi dòng có nguồn để đối chiếu"
FILTER_AGENCY = "Cơ quan"
FILTER_ROLE = "Vai trò"
FILTER_SOURCE = "Văn bản"
FILTER_KIND = "Loại"
FILTER_YEAR = "Năm"
FILTER_WORDS = "Có chữ"
FILTER_DUE = "Hạn đến hết ngày"
FILTER_ANY = "Tất cả"
ROLE_LABELS = {"lead": "Chủ trì", "coordinate": "Phối hợp", "advise": "Tham mưu"}
TARGET_KIND_LABELS = {"target": "Chỉ tiêu đặt ra", "achieved": "Kết quả đã đạt"}
COMPARISON_LABELS = {"=": "bằng", ">=": "ít nhất", "<=": "không quá", "between": "trong khoảng"}
COLUMN_TASK = "Nhiệm vụ"
COLUMN_SUBJECT = "Nội dung"
COLUMN_COMPARISON = "So sánh"
COLUMN_VALUE = "Giá trị"
COLUMN_YEAR = "Năm"
COLUMN_KIND = "Loại"
COLUMN_GROUP = "Mục"
COLUMN_DEADLINE_DATE = "Hạn (ngày)"
COLUMN_DOCUMENT = "Văn bản"
COLUMN_FILE = "Tệp"
EXPORT_CSV = "Tải CSV"
EXPORT_XLSX = "Tải Excel"
TASKS_FILE_NAME = "nhiem-vu"
TARGETS_FILE_NAME = "chi-tieu"

# Đối chiếu nguồn
SOURCE_TITLE = "Đối chiếu nguồn"
SOURCE_LEAD = "Bên trái là bản đã phục hồi, bên phải là nguyên văn trong tệp. Số đầu dòng là số dòng của nguyên văn."
SOURCE_CHOOSE = "Văn bản"
SOURCE_NOTHING = "Mở từ một trích dẫn, hoặc chọn văn bản ở trên."
SOURCE_REPAIRED = "Bản đã phục hồi"
SOURCE_RAW = "Nguyên văn trong tệp"
SOURCE_LINE = "Dòng"
SOURCE_LINES = "Dòng {first}–{last} trên {all}"
SOURCE_PREVIOUS = "Phần trước"
SOURCE_NEXT = "Phần sau"
CITATION_PREVIOUS = "Trích dẫn trước"
CITATION_NEXT = "Trích dẫn sau"
CITATION_OF = "Trích dẫn {n} trên {all}"
BACK_TO_QUOTE = "Về chỗ trích"
LEGEND_QUOTE = "phần được trích"
LEGEND_EDIT = "chữ đã phục hồi"
LEGEND_DOUBT = "chữ còn ngờ"

# Kiểm toán
AUDIT_TITLE = "Nhật ký kiểm toán"
AUDIT_LEAD = "Mỗi câu hỏi được ghi nối tiếp cùng câu trả lời và các trích dẫn; dòng nào bị sửa thì chuỗi bị đứt."
AUDIT_EMPTY = "Nhật ký chưa có dòng nào."
AUDIT_INTACT = "Chuỗi nhật ký nguyên vẹn: {n} dòng."
AUDIT_NUMBER = "Số"
AUDIT_TIME = "Thời điểm"
AUDIT_QUOTES = "Trích dẫn"
AUDIT_REVISION = "Phiên bản kho"
AUDIT_HASH = "Mã chuỗi"
AUDIT_QUOTE = "Trích dẫn {n}"
AUDIT_QUOTE_PLACE = "{source}, ký tự {start}–{end}, mã {sha}"
REPLAY = "Hỏi lại trên kho hiện nay"
REPLAY_SAME = "Không đổi: câu trả lời và mọi trích dẫn trùng với bản ghi."
REPLAY_CHANGED = "Khác với bản ghi"
REPLAY_ANSWER = "Câu trả lời trước đây: “{was}”; nay: “{now}”."
REPLAY_QUOTES = "{gone} trích dẫn trước đây không còn, {new} trích dẫn mới."
AUDIT_BROKEN = "Chuỗi nhật ký bị đứt ở dòng {n}."

# Giới thiệu
ABOUT_TITLE = "PARC Search làm được gì"
ABOUT_CAN_TITLE = "Làm được"
ABOUT_CAN = (
    "Trả lời câu hỏi về cơ quan chủ trì, phối hợp, thời hạn, sản phẩm, chỉ tiêu, căn cứ trong các văn bản đã nạp.",
    "Đọc được bản quét hỏng dấu: phục hồi thành bản đọc thứ hai, nguyên văn giữ nguyên.",
    "Hiểu câu hỏi gõ không dấu, viết tắt hoặc sai chính tả.",
    "Trích dẫn đúng từng chữ trong tệp; máy kiểm tra trước khi hiện.",
)
ABOUT_CANNOT_TITLE = "Không làm"
ABOUT_CANNOT = (
    "Không trả lời từ hiểu biết chung hay từ mạng; văn bản không nói thì hệ thống nói là không có.",
    "Không thay thế việc đọc văn bản gốc khi trích dẫn có dấu “chữ gốc hỏng nhiều”.",
    "Không gửi câu hỏi hay văn bản ra ngoài máy này.",
)
ABOUT_KEYS_TITLE = "Bàn phím"
ABOUT_KEYS = (
    ("Enter", "hỏi câu đang gõ"),
    ("Tab, Shift + Tab", "đi tới, đi lui giữa các ô và nút"),
    ("← →", "trích dẫn trước, trích dẫn sau (màn hình Đối chiếu nguồn)"),
    ("Esc", "đóng hộp thoại"),
)

# Errors
ERROR_TITLE = "Chưa thực hiện được"
ERROR_OPEN_TITLE = "Không mở được kho văn bản"
ERROR_OPEN_ADVICE = "Chạy lệnh “parc-search doctor” để biết cách khắc phục, rồi tải lại trang."
