"""Every word that the command line says of pages that are read again, corrected and put back."""

PAGE_CHANGED_SINCE = (
    "Trang {page} của văn bản {source!r} đã thay đổi sau khi được đọc lại nên chưa lưu gì. "
    "Hãy đọc lại trang này lần nữa."
)
NO_SUCH_PLACE = "Không có chỗ khác nhau mang số đó. Bản đọc lại có {places} chỗ, đánh số từ 1. Hãy chọn lại."
NO_SUCH_WORDS = (
    "Trang {page} của văn bản {source!r} không có đúng những chữ cần sửa ở chỗ đó, hoặc chữ mới đang trống. "
    "Hãy mở lại trang, chọn chữ rồi gõ chữ đúng."
)
