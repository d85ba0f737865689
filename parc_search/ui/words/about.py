"""Giới thiệu: what the app can do, its keys."""

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
