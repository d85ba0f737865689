"""Every Vietnamese word of the screens that is not document text, a file a screen; here what all of them say."""

from parc_search.ui.messages.about import *  # noqa: F403
from parc_search.ui.messages.asking import *  # noqa: F403
from parc_search.ui.messages.auditing import *  # noqa: F403
from parc_search.ui.messages.documents import *  # noqa: F403
from parc_search.ui.messages.following import *  # noqa: F403
from parc_search.ui.messages.pages import *  # noqa: F403
from parc_search.ui.messages.registers import *  # noqa: F403
from parc_search.ui.messages.streamlit_i18n import *  # noqa: F403

APP_NAME = "PARC Search"
APP_LINE = "Tra cứu văn bản cải cách hành chính"

UNKNOWN = "—"

# Names of screens
ASK = "Hỏi đáp"
DOCUMENTS = "Văn bản"
TASKS = "Nhiệm vụ"
TARGETS = "Chỉ tiêu"
COMPARE = "Đối chiếu nguồn"
AUDIT = "Kiểm toán"
ABOUT = "Giới thiệu"

OPENING = "Đang mở kho văn bản…"

# Days that are typed
DATE_PLACEHOLDER = "ngày/tháng/năm"
DATE_UNREAD = "“{text}” chưa phải là ngày. Hãy gõ ngày/tháng/năm, ví dụ 05/03/2024."
DATE_NOT_IN_CALENDAR = "Lịch không có ngày “{text}”. Hãy gõ ngày/tháng/năm, ví dụ 05/03/2024."
DATE_YEAR_UNLIKELY = "Năm trong “{text}” nằm ngoài {first}–{last}. Hãy gõ năm bằng bốn chữ số, ví dụ 05/03/2024."
YEARS_CROSSED = "“Từ năm” ({first}) đang sau “Đến năm” ({last}). Hãy sửa lại một trong hai năm."

# Errors
ERROR_TITLE = "Chưa thực hiện được"
ERROR_OPEN_TITLE = "Không mở được kho văn bản"
ERROR_OPEN_ADVICE = "Hãy báo người quản trị. Trên máy chủ, lệnh “parc-search doctor” nói rõ chỗ hỏng và cách khắc phục."
ERROR_SETTINGS_TITLE = "Tệp thiết lập chưa đúng"
ERROR_SETTINGS_ADVICE = "Hãy báo người quản trị sửa tệp thiết lập."
ERROR_TRY_AGAIN = "Thử lại"
FAULT_TITLE = "Màn hình này gặp lỗi bất ngờ"
FAULT_TEXT = "Hãy thử lại; nếu vẫn lỗi, báo người quản trị xem nhật ký của máy chủ."
