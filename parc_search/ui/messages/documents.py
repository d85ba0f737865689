"""Văn bản and Đối chiếu nguồn: what is loaded, uploads, corrections, removal; a source beside its repaired reading."""

DOCUMENTS_TITLE = "Văn bản đã nạp"
DOCUMENTS_SUMMARY = "{documents} văn bản, {passages} đoạn, {tasks} nhiệm vụ, {targets} chỉ tiêu"
DOCUMENTS_EMPTY_TITLE = "Kho văn bản đang trống"
DOCUMENTS_EMPTY_TEXT = "Chọn một hoặc nhiều tệp ở khung “Nạp thêm văn bản”. Văn bản chỉ lưu trên máy này."
DOCUMENTS_FILTER = "Lọc theo tên, số hiệu hoặc cơ quan"
DOCUMENTS_FILTER_NONE = "Không có văn bản nào khớp với “{wanted}”."
DOCUMENT_PAGES = "{n} trang"
DOCUMENT_UNPAGED = "không chia trang"
DOCUMENT_COUNTS = "{passages} đoạn · {tasks} nhiệm vụ · {targets} chỉ tiêu"
DOCUMENT_SIZE = "Số trang"
DOCUMENT_MADE = "Đã lập"
DOCUMENT_YEARS = "Giai đoạn"
DOCUMENT_PLACE = "Địa phương"
DOCUMENT_ADDED = "nạp ngày {day}"

UPLOAD_TITLE = "Nạp thêm văn bản"
UPLOAD_LABEL = "Chọn tệp, có thể chọn nhiều tệp"
UPLOAD_GROUPS = "Chỉ cho các nhóm này đọc"
UPLOAD_GROUPS_HELP = "Văn bản bị giới hạn ngay từ khi vào kho. Không chọn nhóm nào: mọi người đọc được."
UPLOAD_GROUPS_ANY = "Mọi người"
UPLOAD_REPLACE = "Thay văn bản trùng tên tệp"
UPLOAD_REPLACE_HELP = "Dùng khi tệp là bản mới của văn bản cùng tên tệp trong kho. Bản cũ được giữ lại để hoàn tác."
UPLOAD_NUMBERED = "Trong kho đã có văn bản khác tên {name}, nên văn bản này mang tên {source}."
UPLOAD_REPLACED = "Bản mới đã thay bản cũ của {source}; có thể hoàn tác."
UPLOAD_BUTTON = "Nạp vào kho"
UPLOAD_HINT = "Bản mới của cùng một văn bản thay bản cũ; văn bản khác trùng tên tệp được thêm số."
UPLOAD_NOTHING = "Chưa có tệp nào để nạp. Hãy chọn ít nhất một tệp thuộc các loại nêu ở trên."
NO_OCR_TITLE = "Máy này chưa đọc được bản quét"
NO_OCR_TEXT = (
    "Máy chủ chưa cài phần nhận dạng chữ tiếng Việt (Tesseract), nên trang chỉ có ảnh được lưu mà không tìm được chữ. "
    "Người quản trị gõ lệnh dưới đây, khởi động lại ứng dụng, rồi dùng “Đọc lại trang”."
)
NO_OCR_COMMAND = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
PAGES_UNSEARCHED = "{n} trang chưa có chữ, hệ thống chưa tìm kiếm được trên các trang này."
DOCUMENT_UNREAD = "Chưa đọc được số hiệu, ngày và cơ quan ban hành"
UPLOAD_PROGRESS = "Đang nạp {done}/{all} tệp"
UPLOAD_DONE = "Đã nạp {done}/{all} tệp"
UPLOAD_CANCEL = "Dừng lại"
READER_ENDED = "Việc đọc tệp {name} bị dừng giữa chừng; kho văn bản giữ nguyên như trước. Hãy nạp lại tệp này."
TIME_LEFT_ABOUT = "còn khoảng {time}"
TIME_LEFT_UNKNOWN = "đang ước lượng thời gian còn lại"
SECONDS = "{n} giây"
MINUTES = "{n} phút"
PORTFOLIO_READER_ENDED = (
    "Việc đọc tập hồ sơ {name} bị dừng giữa chừng; {stored} tệp trong đó đã được xử lý xong. "
    "Hãy nạp lại tập hồ sơ này để đọc tiếp phần còn lại."
)
CANCELLED_IN_PORTFOLIO = (
    "Đã xử lý xong {done} tệp trong tập hồ sơ; các văn bản đã nạp vẫn ở trong kho. Nạp lại để đọc tiếp phần còn lại."
)
STAGE_PART = "{stage} {done}/{total}"
UPLOAD_FAULT = "Lỗi bất ngờ khi đọc tệp; chi tiết nằm trong nhật ký của máy chủ. Kho văn bản không thay đổi."
UPLOAD_DISMISS = "Đóng bảng này"
STAGES = {
    "waiting": "Đang chờ",
    "read": "Đọc tệp",
    "ocr": "Nhận dạng chữ trên ảnh",
    "files": "Đọc các tệp trong tập hồ sơ",
    "repair": "Phục hồi dấu",
    "structure": "Đọc bố cục",
    "chunk": "Chia đoạn",
    "register": "Lập sổ nhiệm vụ",
    "index": "Lập chỉ mục",
    "done": "Xong",
    "partly": "Xong một phần",
    "unchanged": "Đã có, không đổi",
    "proposed": "Đã đọc lại; mở trang ở Đối chiếu nguồn để chọn",
    "better": "Đã thay bằng bản đọc lại",
    "kept": "Giữ nguyên, không có gì thay đổi",
    "corrected": "Đã sửa chữ bằng tay",
    "restored": "Đã trở lại bản đọc trước",
    "failed": "Không xong",
    "cancelled": "Đã dừng",
}

PAGE_OF_SOURCE = "Trang {page} · {source}"
PAGES_PROGRESS = "Đang đọc lại {done}/{all} trang"
PAGES_DONE = "Đã đọc lại {done}/{all} trang"

EDIT = "Sửa thông tin"
EDIT_TITLE = "Sửa thông tin văn bản"
EDIT_LEAD = "Thông tin sửa ở đây được giữ cả khi nạp lại tệp. Nguyên văn không thay đổi."
EDIT_SAVE = "Lưu"
EDIT_RESET = "Lấy lại như hệ thống đọc được"
EDIT_FIELD_TITLE = "Tên văn bản"
EDIT_NO_TITLE = "Tên văn bản đang trống. Hãy gõ tên văn bản."
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
REMOVE_CONFIRM = "Xóa văn bản"
REMOVE_KEEP = "Giữ lại"
REMOVED_DOCUMENT = "Đã xóa văn bản"
REPLACED_DOCUMENT = "Bản mới đã thay bản cũ của văn bản"
UNDO = "Hoàn tác"
UNDONE = "Đã khôi phục văn bản"

# Pages and access
PAGES_STRIP = "Chất lượng đọc từng trang"
PAGES_STRIP_ALT = "Trang {page}: {quality}"
PAGES_STRIP_SHOWN = "Đang hiện {shown} trên {all} trang"
PAGES_WORST = "Trang khó đọc:"
PAGE_QUALITY_NONE = "trang ảnh, chưa có chữ"
RESTRICT = "Giới hạn người đọc"
RESTRICT_TITLE = "Ai được đọc văn bản này?"
RESTRICT_LEAD = (
    "Chỉ thành viên các nhóm được chọn tìm thấy và đọc được văn bản. Không chọn nhóm nào là mọi người đọc được."
)
RESTRICT_GROUPS = "Nhóm được đọc"
RESTRICT_NO_GROUPS = "Tệp thiết lập chưa có nhóm nào: thêm bảng [groups] rồi khởi động lại ứng dụng."
RESTRICTED_MARK = "chỉ nhóm {groups}"
RESTRICTED = "Đã lưu người đọc"
REMOVE_GOES = "Sẽ xóa cùng văn bản"
REMOVE_LINES = (
    ("{n} đoạn trong chỉ mục tìm kiếm", "passage_count"),
    ("{n} dòng trong sổ nhiệm vụ", "task_count"),
    ("{n} dòng trong sổ chỉ tiêu", "target_count"),
    ("{n} chỗ phục hồi chữ", "edit_count"),
)
REMOVE_CORRECTIONS = "các thông tin đã sửa tay"
REMOVE_ORIGINAL = "tệp gốc và ảnh các trang"
REMOVE_AFTER = "Sau đó không thể tìm hay trích dẫn văn bản này nữa. Có thể hoàn tác cho đến lần xóa kế tiếp."

SOURCE_TITLE = "Đối chiếu nguồn"
SOURCE_LEAD = "Xem trang gốc với phần được trích, hoặc từng dòng: bản đã phục hồi cạnh nguyên văn trong tệp."
FIND_LABEL = "Tìm trong văn bản"
FIND_PLACEHOLDER = "Gõ từ cần tìm, có dấu hoặc không dấu"
FIND_PREVIOUS = "Chỗ trước"
FIND_NEXT = "Chỗ sau"
FIND_NONE = "Không có chỗ nào"
FIND_COUNT = "{all} chỗ"
FIND_PLACE = "Chỗ {n} trên {all}"
SOURCE_CHOOSE = "Văn bản"
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

# Pages
SOURCE_VIEWS = {"page": "Trang gốc", "lines": "Từng dòng"}
SOURCE_GONE_TITLE = "Không mở được văn bản trong đường dẫn"
SOURCE_GONE_TEXT = "Văn bản đã bị xóa, hoặc tài khoản này không được đọc. Hãy chọn văn bản khác ở dưới."
PAGE_OF = "Trang {n} trên {all}"
PAGE_PREVIOUS = "Trang trước"
PAGE_NEXT = "Trang sau"
PAGE_ALT = "Trang {page} của {source}"
PAGE_ALT_QUOTE = "Trang {page} của {source}, phần được trích tô nền vàng và gạch chân"
PAGE_UNREAD_TITLE = "Trang này chưa có chữ đọc được"
PAGE_UNREAD_TEXT = "Ảnh trang ở bên là bản gốc; hệ thống chưa tìm kiếm được trên trang này."
SAVE_CROP = "Lưu ảnh đoạn trích"
CROP_FILE_NAME = "doan-trich-{document}-trang-{page}.png"
