"""What is said of pages that are read again, and of rows of the register that people work with.

It is read through `parc_search.messages`, as all words of the command line are.
"""

NO_SUCH_STATE = "Không có trạng thái “{state}”. Các trạng thái đặt được: {states}."
NOTE_LENGTH = "Ghi chú phải có chữ và không dài quá {most} ký tự. Hãy viết lại rồi lưu."
NOTE_OF_ANOTHER = "Chỉ người viết hoặc người quản lý văn bản được rút ghi chú này."
ROW_GONE = "Dòng này vừa thay đổi hoặc không còn trong sổ. Hãy tải lại màn hình rồi làm lại."
ROW_FIELDS = "Nhiệm vụ không được để trống, và chỉ sửa được các trường có trên màn hình. Hãy kiểm tra rồi lưu lại."

ICS_REMINDER = "Sắp đến hạn"
ICS_NAME = "Thời hạn nhiệm vụ"
ICS_DONE = "Đã xong"
HELP_ICS = "Ghi các thời hạn ra tệp lịch .ics (RFC 5545)."
HELP_STATE = "Chỉ lấy nhiệm vụ ở trạng thái này: todo (chưa làm), doing (đang làm), done (xong), overdue (quá hạn)."
HELP_SET_STATE = "Đổi trạng thái của nhiệm vụ có mã --row: todo, doing hoặc done."
HELP_ROW = "Mã dòng (trường “row” của --json) của nhiệm vụ cần đổi trạng thái hoặc ghi chú."
HELP_NOTE = "Thêm một ghi chú vào nhiệm vụ có mã --row."
ROW_NEEDS_WORK = "--row cần đi cùng --set-state hoặc --note, và ngược lại."
ROW_UNKNOWN = "Không có dòng {row!r} trong sổ nhiệm vụ. Xem mã dòng: parc-search tasks --json."
ROW_WRITTEN = "Đã ghi vào dòng {row}: {task}"
STATE_NAMES = {"todo": "chưa làm", "doing": "đang làm", "done": "xong", "overdue": "quá hạn"}

# Pages that are read again, corrected and put back
PAGE_CHANGED_SINCE = (
    "Trang {page} của văn bản {source!r} đã thay đổi sau khi được đọc lại nên chưa lưu gì. "
    "Hãy đọc lại trang này lần nữa."
)
NO_SUCH_PLACE = "Không có chỗ khác nhau mang số đó. Bản đọc lại có {places} chỗ, đánh số từ 1. Hãy chọn lại."
NO_SUCH_WORDS = (
    "Trang {page} của văn bản {source!r} không có đúng những chữ cần sửa ở chỗ đó, hoặc chữ mới đang trống. "
    "Hãy mở lại trang, chọn chữ rồi gõ chữ đúng."
)

# Command line
HELP_REREAD = (
    "Đọc lại một trang từ ảnh của nó: cho xem từng chỗ khác với bản hiện có, chữ nào được đề nghị, rồi lưu "
    "điều đã chọn. Các trang khác giữ nguyên; --undo trở lại đúng từng byte bản trước."
)
EXAMPLE_REREAD = "Ví dụ: parc-search reread ke-hoach.pdf --page 3 --preview"
HELP_PAGE = "Số trang, từ 1."
HELP_PREVIEW = "Chỉ xem khác biệt, không lưu gì."
HELP_KEEP = "words: chọn từng chữ, giữ chữ tốt hơn; new: lấy toàn bộ bản mới; old: giữ bản hiện có."
HELP_TAKE = "Lấy chữ mới ở chỗ K. Có thể lặp lại."
HELP_LEAVE = "Giữ chữ hiện có ở chỗ K. Có thể lặp lại."
HELP_YES = "Lưu mà không hỏi lại."
HELP_UNDO = "Trở lại bản đọc trước của trang."
CONFIRM = "Lưu lựa chọn này?"
COUNTED = "Sẽ thay {n} trên {all} chỗ khác nhau."
PLACE_LINE = "{n}. {was}{was_said} → {now}{now_said}: {chosen}{doubt}"
SAID_OF_WORD = " ({votes} lần đọc, {confidence}%)"
TAKES_NEW, KEEPS_OLD, IN_DOUBT, NO_WORDS = "lấy chữ mới", "giữ chữ hiện có", "; còn ngờ, hãy xem ảnh", "(không có chữ)"
ENDED = {
    "proposed": "Chưa lưu gì; trang giữ nguyên.",
    "better": "Đã lưu những chữ đã chọn của bản đọc lại.",
    "kept": "Trang giữ nguyên, không có gì thay đổi.",
    "restored": "Đã trở lại bản đọc trước.",
}
