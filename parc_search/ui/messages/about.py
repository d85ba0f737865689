"""Giới thiệu, and who may come in: what the app can do, its keys; sign-in, roles and groups."""

ABOUT_TITLE = "PARC Search làm được gì"
ABOUT_CAN_TITLE = "Làm được"
ABOUT_CAN = (
    "Trả lời câu hỏi về cơ quan chủ trì, phối hợp, thời hạn, sản phẩm, chỉ tiêu, căn cứ trong các văn bản đã nạp.",
    "Đọc được bản quét hỏng dấu: phục hồi thành bản đọc thứ hai, nguyên văn giữ nguyên.",
    "Hiểu câu hỏi gõ không dấu, viết tắt hoặc sai chính tả.",
    "Trích dẫn đúng từng chữ trong tệp; máy kiểm tra trước khi hiện.",
    "Đọc lại từng trang quét khó đọc, giữ bản rõ hơn, chỉ ra chữ nào đã khác và hoàn tác được.",
)
ABOUT_CANNOT_TITLE = "Không làm"
ABOUT_CANNOT = (
    "Không trả lời từ hiểu biết chung hay từ mạng; văn bản không nói thì hệ thống nói là không có.",
    "Không thay thế việc đọc văn bản gốc khi trích dẫn có dấu “chữ gốc hỏng nhiều”.",
    "Không gửi câu hỏi hay văn bản ra ngoài máy này, trừ khi đơn vị tự nối máy chủ diễn đạt câu trả lời.",
)
ABOUT_KEYS_TITLE = "Bàn phím"
ABOUT_KEYS = (
    ("Enter", "hỏi câu đang gõ"),
    ("Tab, Shift + Tab", "đi tới, đi lui giữa các ô và nút"),
    ("← →", "trích dẫn, trang hoặc phần trước và sau (màn hình Đối chiếu nguồn)"),
    ("Space, Enter", "mở hoặc chọn nút, ô lọc đang được đánh dấu"),
    ("Esc", "đóng hộp thoại"),
)

# What was measured: suite and name in the records of evaluation, and what the share says
MEASURED_TITLE = "Chất lượng đo được"
MEASURED_LEAD = "Đo ngày {day} trên năm văn bản mẫu. Văn bản của đơn vị khác thường cho kết quả kém hơn."
MEASURED_NONE = "Bản cài này không kèm kết quả đo."
MEASURED_COUNT = "trên {n} nhãn"
MEASURES = (
    ("questions", "hit@5", "Đoạn đúng nằm trong năm đoạn đầu tìm được"),
    ("questions", "cited", "Trích dẫn đúng chỗ trả lời"),
    ("questions", "answer", "Câu trả lời ngắn đúng"),
    ("questions", "refused", "Từ chối đúng khi văn bản không nêu"),
    ("questions", "false refusal", "Từ chối nhầm dù văn bản có nêu"),
    ("questions", "verbatim", "Trích dẫn đúng từng chữ trong tệp"),
    ("repair", "SER", "Âm tiết còn sai sau khi phục hồi"),
    ("tasks", "lead", "Dòng nhiệm vụ đúng cơ quan chủ trì"),
    ("targets", "value", "Dòng chỉ tiêu đúng giá trị"),
)

SIGN_IN_TITLE = "Đăng nhập để tra cứu"
SIGN_IN_TEXT = "Dùng tài khoản công vụ của cơ quan. Câu hỏi và câu trả lời được ghi vào nhật ký kiểm toán."
SIGN_IN = "Đăng nhập"
SIGN_OUT = "Đăng xuất"
NO_ROLE_TITLE = "Tài khoản chưa được cấp quyền"
NO_ROLE_TEXT = "{address} chưa có vai trò nào. Hãy báo người quản trị thêm địa chỉ này vào tệp thiết lập."
ACCESS_ROLES = {"reader": "Người đọc", "auditor": "Kiểm toán viên", "manager": "Quản lý văn bản"}
ACCESS_ADDRESS = "Địa chỉ"
ACCESS_ROLE = "Vai trò"
ACCESS_GROUPS = "Nhóm"
ACCESS_ALL_GROUPS = "đọc mọi văn bản"
NOT_YOURS_TITLE = "Màn hình này dành cho vai trò khác"
NOT_YOURS_TEXT = "Vai trò của tài khoản này không gồm việc ở màn hình này."
SIGNED_IN_TOO_LONG_TITLE = "Phiên đăng nhập đã hết"
SIGNED_IN_TOO_LONG_TEXT = "Phiên đăng nhập dài nhất {hours} giờ và kết thúc khi đăng xuất. Hãy đăng nhập lại."
RIGHTS_UNREADABLE_TITLE = "Tạm thời chưa phục vụ được"
RIGHTS_UNREADABLE_TEXT = "Bảng phân quyền chưa đọc được. Hãy báo người quản trị xem nhật ký của máy chủ."

# What whoever opens the app reads where it refuses to serve; the reason is for the server's log alone
NOT_SERVED = "Ứng dụng chưa phục vụ: cấu hình đăng nhập chưa đúng. Hãy báo người quản trị xem nhật ký của máy chủ."
NOT_SERVED_TITLE = "Ứng dụng chưa phục vụ"
HOST_NOT_ALLOWED = (
    "Tên máy chủ trong địa chỉ này chưa được phép. "
    "Hãy báo người quản trị thêm tên đó vào server.allowedHosts rồi khởi động lại."
)
ONLY_AT_THE_MACHINE = "Ứng dụng chưa bật đăng nhập nên chỉ phục vụ ngay tại máy đang chạy nó."
UPLOAD_NOT_ALLOWED = "Chỉ người quản lý văn bản đã đăng nhập mới gửi được tệp."
NOT_HERE = "Không có trang này."

# Reasons for the server's log
SECRETS_UNREADABLE = "Tệp bí mật {path} không đọc được dạng TOML: {error}. Hãy sửa tệp rồi khởi động lại ứng dụng."
SECRETS_MISSING = "Không có tệp bí mật {path} mà cấu hình secrets.files đã nêu. Hãy đặt tệp vào đó rồi khởi động lại."
SECRETS_NOT_TOML = "Tệp bí mật {path} phải là một tệp .toml. Hãy sửa secrets.files rồi khởi động lại ứng dụng."
SECRETS_WITHOUT_AUTH = (
    "Có tệp bí mật {paths} nhưng thiếu bảng [auth]. Hãy điền bảng [auth], hoặc bỏ hẳn tệp nếu không dùng đăng nhập."
)
SECRETS_INCOMPLETE = "Bảng [auth] của tệp bí mật thiếu {names}. Hãy điền đủ rồi khởi động lại ứng dụng."
SECRETS_WEAK = "cookie_secret của bảng [auth] ngắn hơn {chars} ký tự. Hãy đặt một chuỗi ngẫu nhiên dài hơn."
ROLES_WITHOUT_SIGN_IN = (
    "Tệp thiết lập có bảng [roles] hoặc [groups] nhưng chưa bật đăng nhập. Hãy thêm bảng [auth] vào "
    ".streamlit/secrets.toml ở thư mục chạy ứng dụng, hoặc bỏ hai bảng đó."
)
ADDRESS_OPEN = (
    "Chưa bật đăng nhập mà server.address là {address}: ai tới được cổng cũng sẽ vào được. Hãy đặt server.address là "
    "127.0.0.1, hoặc bật đăng nhập."
)
CORS_OFF = "server.enableCORS phải bật. Hãy bỏ dòng tắt nó rồi khởi động lại ứng dụng."
HEADERS_TRUSTED = (
    "server.trustedUserHeaders làm cho ai gửi tiêu đề cũng thành người mình muốn. Hãy bỏ nó và dùng bảng [auth]."
)
SETTINGS_UNREADABLE = "Tệp thiết lập chưa đúng. {why}"
