"""Every Vietnamese word about evidence of the audit record: keys, checkpoints, proofs, extracts, the witness.

It is read through `parc_search.messages`, as all words of the command line are.
"""

# Command line: help, and what is missing in a call
HELP_CHECKPOINT = (
    "Điểm chốt đã ký: verify xét nhật ký có nối tiếp nó không, proof và extract lấy nó làm gốc, "
    "checkpoint ghép các bản đã có chữ ký làm chứng. Có thể lặp lại."
)
HELP_KEYS = "Tệp khoá công khai đã ghi lại từ trước; verify chỉ nhận điểm chốt do các khoá này ký."
HELP_SINCE = "checkpoint ghi yêu cầu làm chứng, đi từ số bản ghi mà máy làm chứng đã thấy (lần đầu: 0)."
HELP_DESPITE_BREAKS = "Vẫn ký nhật ký có chuỗi bị đứt, nguyên trạng; việc này được ghi vào nhật ký."
HELP_EVIDENCE_OUT = "Ghi ra tệp này thay vì stdout."
HELP_WITNESS = (
    "Máy làm chứng, chạy ở máy khác: ký thêm vào điểm chốt nếu nhật ký chỉ được ghi thêm so với lần trước. "
    "Không có REQUEST thì in khoá công khai của máy làm chứng."
)
HELP_STATE = "Thư mục riêng của máy làm chứng: khoá, các nhật ký được biết, điểm chốt đã thấy."
HELP_TRUST = "Tệp khoá công khai của nhật ký cần theo dõi (do audit keys in ra); chỉ cần cho một lần."
EXTRACT_NEEDS_FILE = "audit extract cần tên tệp PDF: hãy thêm -o FILE.pdf."
AUDIT_NEEDS_NUMBER = "audit {action} cần số của bản ghi: hãy thêm NUMBER."
EXAMPLE_WITNESS = "Ví dụ: parc-search witness --state var/witness yeu-cau.txt -o diem-chot.txt"

# Keys, checkpoints, proofs, the witness
KEY_UNREADABLE = "Khoá không đúng dạng. Mỗi dòng cần một khoá công khai, như lệnh parc-search audit keys in ra."
KEY_FOLDER = "Không dùng được thư mục khoá {path}: {why}. Hãy kiểm tra quyền, hoặc đặt thiết lập audit_key chỗ khác."
KEY_LOST = (
    "Không còn khoá ký {path}, dù danh sách khoá công khai vẫn còn. Hãy lấy lại tệp này từ bản sao lưu; "
    "nếu đã mất hẳn, hãy đặt audit_key sang thư mục mới, giữ thư mục cũ để kiểm các xác nhận đã ký."
)
KEY_OPEN = "Người khác đọc được khoá ký {path}. Cần quyền chỉ cho chủ tệp: chmod 600; nếu đã lộ, hãy đổi khoá."
KEY_IN_STORE = (
    "Lưu ý: khoá ký nằm ngay trong thư mục kho; ai ghi được kho cũng ký được. Hãy đặt thiết lập audit_key ra chỗ khác, "
    "và gửi điểm chốt cho máy làm chứng hoặc người khác giữ."
)
NOTE_UNREADABLE = "Điểm chốt không đúng dạng (C2SP signed note). Hãy dùng tệp do lệnh parc-search audit checkpoint ghi."
SIGNATURE_FORGED = "Chữ ký mang tên {name} không đúng: điểm chốt đã bị sửa hoặc giả mạo."
CHECKPOINT_UNSIGNED = "Không khoá nào đã biết ký điểm chốt của nhật ký {origin!r}: không phải của nhật ký này."
CHECKPOINTS_DIFFER = "Các tệp không phải cùng một điểm chốt. Hãy chỉ ghép những bản có cùng số dòng và cùng gốc."
CHECKPOINT_HOLDS = "Điểm chốt {size} bản ghi khớp: từ đó đến nay nhật ký chỉ được ghi thêm."
LOG_CUT = "Nhật ký đã bị cắt: điểm chốt có {then} bản ghi, nay chỉ còn {now}."
LOG_REWRITTEN = "Nhật ký đã bị viết lại: {size} bản ghi đầu nay khác lúc ký điểm chốt."
LOG_BROKEN = (
    "Chuỗi kiểm toán bị đứt ở bản ghi số {number}: không ký nhật ký này. Hãy chạy parc-search audit verify để xem; "
    "--despite-breaks ký nguyên trạng và ghi lại việc đó."
)
PROOF_UNREADABLE = "Tệp không phải bằng chứng của nhật ký (C2SP tlog-proof). Hãy dùng tệp do audit proof ghi."
PROOF_FAILS = "Bằng chứng không đúng: bản ghi không dẫn tới gốc đã ký."
PROOF_NO_RECORD = "Nhật ký không có bản ghi số {number}."
PROOF_TOO_NEW = "Bản ghi số {number} mới hơn điểm chốt này ({size} bản ghi). Hãy dùng điểm chốt ký sau đó."
REQUEST_UNREADABLE = "Tệp không phải yêu cầu làm chứng. Hãy dùng tệp do parc-search audit checkpoint --since ghi."
WITNESS_TRUSTS_NONE = "Máy làm chứng chưa biết nhật ký nào. Hãy cho khoá công khai của nhật ký bằng --trust FILE."
WITNESS_SHORTER = "Không ký: nhật ký nay có {size} bản ghi, ít hơn {seen} bản ghi đã làm chứng: cuối nhật ký bị cắt."
WITNESS_TWO_ROOTS = "Không ký: nhật ký đưa ra hai nội dung khác nhau cho cùng {size} bản ghi."
WITNESS_STANDS_ELSEWHERE = "Yêu cầu bắt đầu từ {since} bản ghi, máy làm chứng đang ở {seen}: hãy dùng --since {seen}."
WITNESS_INCONSISTENT = "Không ký: {size} bản ghi này không nối tiếp {seen} bản ghi đã làm chứng: nhật ký bị viết lại."
EXTRACT_TITLE = "Trích sao bản ghi số {number} của nhật ký hỏi đáp"
EXTRACT_MADE = "Trích sao lúc {at} bằng PARC Search."
EXTRACT_QUESTION = "Câu hỏi"
EXTRACT_SENTENCE = "Lời đã hiển thị"
EXTRACT_REASON = "Lý do không trả lời"
EXTRACT_NOTES = "Ghi chú khi trả lời"
EXTRACT_BY = "Người hỏi"
EXTRACT_ASKED_AT = "Hỏi lúc (giờ quốc tế)"
EXTRACT_QUOTES = "Trích dẫn: {count}"
EXTRACT_PLACE = "{source}, ký tự {start}–{end}"
EXTRACT_GONE = "Văn bản không còn trong kho, hoặc chỗ này nay có chữ khác; mã băm dưới đây là của chữ lúc trả lời."
EXTRACT_VERDICTS = "Kết quả kiểm và ý kiến kiểm toán"
EXTRACT_JUDGED = (
    "Lúc trả lời, {good}/{count} trích dẫn được xét là nguyên văn và đủ nghĩa; số còn lại không được hiển thị."
)
EXTRACT_REVIEW = "Bản ghi số {number}"
EXTRACT_NO_REVIEW = "Chưa có ý kiến kiểm toán."
EXTRACT_PROOF = "Bằng chứng"
EXTRACT_HOW = (
    "Tệp {name} đính kèm PDF này chứa nguyên bản ghi và đường dẫn của nó tới gốc đã ký của nhật ký. Kiểm không cần "
    "PARC Search: python check_proof.py TỆP_PDF_NÀY --keys keys.txt, với khoá công khai lấy từ nơi giữ riêng. "
    "Điều được chứng minh là bản ghi đính kèm; hãy so nó với các trang in này."
)
EXTRACT_CHAIN_HASH = "Mã chuỗi của bản ghi (SHA-256)"
EXTRACT_LEAF_HASH = "Mã lá trong cây Merkle (RFC 6962)"
EXTRACT_LOG = "Nhật ký"
EXTRACT_INDEX = "Dòng thứ / số dòng đã ký"
EXTRACT_ROOT = "Gốc đã ký (base64)"
EXTRACT_SIGNATURES = "Chữ ký"
EVIDENCE_TOO_LONG = "Tệp {path} dài hơn {limit} byte: không phải điểm chốt, bằng chứng hay khoá."
EVIDENCE_UNREAD = "Không đọc được tệp {path}: {why}."
EVIDENCE_WROTE = "Đã ghi {path}"
WITNESS_KEPT = "Đã giữ yêu cầu làm tang chứng: {path}"
