"""Every Vietnamese word about pages that are read again, chosen word by word, corrected and put back."""

REREAD = "Đọc lại trang"
REREAD_TITLE = "Đọc lại một trang"
REREAD_LEAD = (
    "Hệ thống nhận dạng lại chữ trên ảnh của trang, ở nhiều cỡ ảnh, rồi cho xem từng chỗ khác với bản hiện có. "
    "Chưa lưu gì cho đến khi bạn chọn. Việc này chạy riêng, người khác vẫn hỏi đáp bình thường."
)
REREAD_PAGE = "Trang cần đọc lại"
REREAD_START = "Bắt đầu đọc lại"
REREAD_THIS = "Đọc lại trang này"
REREAD_UNDO = "Trở lại bản đọc trước"
REREAD_DONE_TITLE = "Trang này đã được đọc lại hoặc sửa"
REREAD_SAID = "Thay đổi lúc {at}. Độ rõ trước đây {was}, nay {now}."
REREAD_BY = " Người yêu cầu: {by}."
REREAD_CHANGES = "{n} chỗ khác nhau"
REREAD_NO_CHANGES = "Hai bản đọc chỉ khác khoảng trắng."
REREAD_WAS = "Bản đọc trước"
REREAD_NOW = "Bản hiện nay"
REREAD_NOTHING = "(không có)"
REREAD_MORE = "và {n} chỗ nữa"

# What was read and waits for a choice
PROPOSED_TITLE = "Trang này đã được đọc lại, chưa lưu gì"
PROPOSED_SAID = "{n} chỗ khác với bản hiện có, trong đó {open} chỗ máy chưa chắc. Hãy xem rồi chọn."
PROPOSED_OPEN = "Xem và chọn"
PROPOSED_DROP = "Bỏ bản đọc lại"
PROPOSED_GONE = "Bản đọc lại của trang này không còn nữa. Hãy đóng hộp này rồi đọc lại trang."
PROPOSED_STALE = "Trang đã thay đổi sau khi được đọc lại. Hãy bỏ bản đọc này rồi đọc lại trang."
CHOOSE_TITLE = "So bản đọc lại với bản hiện có"
CHOOSE_WAY = "Cách lưu"
CHOOSE_WAYS = {"words": "Chọn từng chữ (giữ chữ tốt hơn)", "new": "Lấy toàn bộ bản mới"}
CHOOSE_WHOLE = "Trang này trước đây hầu như chưa đọc được nên hệ thống đề nghị lấy toàn bộ bản mới."
CHOOSE_NEW_LEAD = "Mọi chỗ dưới đây sẽ lấy chữ mới, cả dòng và bảng; chữ đã sửa tay được giữ."
CHOOSE_ONLY_OPEN = "Chỉ hiện chỗ máy chưa chắc"
CHOOSE_PLACE = "Chỗ {n} trên {all}"
CHOOSE_OLD = "Giữ: {words}"
CHOOSE_NEW = "Lấy: {words}"
CHOOSE_EMPTY = "(không có chữ)"
CHOOSE_SAVE = "Lưu lựa chọn"
CHOOSE_SAVE_N = "Sẽ thay {n} trên {all} chỗ."
CHOOSE_NOTHING_OPEN = "Không còn chỗ nào máy chưa chắc."
CHOOSE_MORE = "Hiện thêm"
REREAD_WAS_NOW, REREAD_NEW = "Hiện có:", "Bản mới:"
VOTES = "{votes}/{all} lần đọc, tin cậy {confidence}"
VOTES_NONE = "không lần đọc nào thấy"
PLACE_WAS = "Chữ hiện có: {votes}."
PLACE_NOW = "Chữ mới: {votes}."
PLACE_SEEN = "Máy đọc thứ hai nghiêng về chữ {side} ({share})."
SEEN_OLD, SEEN_NEW = "hiện có", "mới"
PLACE_WHY = {
    "by-hand": "Chữ đã sửa tay, được giữ.",
    "alike": "Nhiều lần đọc giống nhau.",
    "known": "Chữ có trong tiếng Việt.",
    "unknown": "Chữ kia không có trong tiếng Việt.",
    "picture": "Theo nét chữ trên ảnh.",
    "number": "Số: hãy đối chiếu với ảnh.",
    "open": "Máy chưa chắc: hãy đối chiếu với ảnh.",
}

# Words corrected by hand
WORDS = "Sửa chữ"
WORDS_TITLE = "Sửa chữ trên trang"
WORDS_LEAD = (
    "Chọn dòng có chữ đọc sai, gõ lại cho đúng với ảnh của trang. Chữ sửa tay được giữ khi đọc lại trang, dùng cho "
    "trích dẫn, sổ nhiệm vụ và tìm kiếm; ai sửa, lúc nào được ghi vào sổ kiểm toán và hoàn tác được."
)
WORDS_LINE = "Dòng"
WORDS_LINE_DOUBT = "{line} (có chữ ngờ)"
WORDS_NOW = "Chữ đúng của dòng"
WORDS_SAVE = "Lưu chữ đúng"
WORDS_SAME = "Chưa có chữ nào khác với dòng đang có."
WORDS_EMPTY = "Dòng đang trống. Hãy gõ chữ đúng của dòng."
WORDS_HEAD = "Sẽ sửa:"
WORDS_ONE = "“{was}” thành “{now}”"
WORDS_DONE_TITLE = "Chữ đã sửa tay trên trang này: {n}"
WORDS_DONE = "“{was}” thành “{now}”, {at}"
WORDS_NO_LINES = "Trang này chưa có chữ nào để sửa. Hãy đọc lại trang trước."

# The audit
AUDIT_REREAD_CHANGED = " Đã thay {n} chỗ."
AUDIT_REREAD_AGAINST = " Đã thay {n} chỗ, {against} chỗ chọn khác đề nghị."
