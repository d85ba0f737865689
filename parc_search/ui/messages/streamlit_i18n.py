"""What Streamlit's own parts say in English, and the same in Vietnamese."""

STREAMLIT_I18N = {
    # The frame
    "Skip to main content": "Đến nội dung chính",
    "Navigate to home page": "Về màn hình đầu",
    "App pages": "Các màn hình",
    "Sidebar": "Danh mục màn hình",
    "Expand sidebar": "Mở danh mục màn hình",
    "Collapse sidebar": "Đóng danh mục màn hình",
    "Logo": "PARC Search",
    "Close": "Đóng",
    "Dismiss": "Đóng",
    # What can go wrong in it
    "Connection error": "Mất kết nối với máy chủ",
    "Streamlit server is not responding. Are you connected to the internet?": (
        "Máy chủ PARC Search chưa trả lời. Trang sẽ tự nối lại; nếu chưa được, hãy kiểm tra mạng "
        "hoặc báo người quản trị. Chữ đang gõ dở vẫn nằm trên màn hình."
    ),
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
        "Máy chủ PARC Search chưa chạy. Hãy khởi động lại trong cửa sổ lệnh:"
    ),
    "Connection lost. Please wait for the app to reconnect, then try again.": (
        "Mất kết nối với máy chủ. Hãy chờ trang nối lại rồi thử lần nữa."
    ),
    "Connection timed out.": "Máy chủ trả lời quá chậm.",
    "Network Error": "Lỗi mạng",
    "Page not found": "Không có màn hình này",
    "The page that you have requested does not seem to exist. Running the app's main page.": (
        "Đường dẫn không trỏ tới màn hình nào; đang mở màn hình đầu."
    ),
    "Download failed": "Chưa tải được tệp",
    "Unknown error": "Lỗi chưa rõ",
    "Unexpected error. Please try again.": "Lỗi chưa rõ, hãy thử lại.",
    "Try again": "Thử lại",
    # Files
    "file upload": "nạp tệp",
    "Upload": "Chọn tệp",
    "Browse files": "Chọn tệp",
    "Add files": "Thêm tệp",
    "Upload failed": "Chưa nhận được tệp",
    "Too many files": "Quá nhiều tệp",
    "Only one file is allowed.": "Chỉ nhận một tệp.",
    "File size is too small.": "Tệp quá nhỏ.",
    # Fields
    "Open": "Mở danh sách",
    "Select all": "Chọn tất cả",
    "No results": "Không có mục nào khớp",
    "Choose an option": "Chọn một mục",
    "Choose options": "Chọn các mục",
    "Clear value": "Xóa lựa chọn",
    "Clear all": "Bỏ chọn tất cả",
    "Increment": "Tăng",
    "Decrement": "Giảm",
    "Empty": "chưa nhập",
    "Press Enter to submit form": "Nhấn Enter để gửi",
    "Press Enter to apply": "Nhấn Enter để áp dụng",
    # Charts: what their frame is called
    "visualization": "biểu đồ",
    "group mark container": "phần hình của biểu đồ",
    # Pictures, texts to copy
    "Fullscreen": "Xem to cả màn hình",
    "Close fullscreen": "Thôi xem cả màn hình",
    "Copy to clipboard": "Sao chép",
    "Copied": "Đã sao chép",
    "Copied!": "Đã sao chép",
}
# The same for what has a number or a name in it: expressions of JavaScript, over the whole text.
STREAMLITS_PATTERNS = {
    r"(\d+)MB per file.*": "hoặc kéo tệp thả vào đây, mỗi tệp tối đa $1 MB",
    r"(\d+)\.(\d+)\s?([KMG]?)B": "$1,$2 $3B",
    r"(\d+)\s?([KMG]?)B": "$1 $2B",
    r"File must be (\d+)(?:\.\d+)?\s?MB or smaller\.": "Tệp lớn hơn $1 MB.",
    r"You have requested page .* Running the app's main page\.": (
        "Đường dẫn không trỏ tới màn hình nào; đang mở màn hình đầu."
    ),
    r".* files are not allowed\.": "Không nhận loại tệp này.",
    r"Remove (.+)": "Bỏ $1",
    r"(\d+) options? available\.": "Có $1 mục.",
    r"Shortcut (.+)": "Phím tắt $1",
}
