"""What is said about rows of the register that people work with, on screens and on the command line.

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
