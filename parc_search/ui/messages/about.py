"""Giới thiệu: what the app can do, its keys."""

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
