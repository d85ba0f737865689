"""Ways of writing a question: English terms, everyday speech, short spellings, synonyms, orders, small talk.

The glossary is a list of terms, not a translator: words that it does not know stay as they are, and the multilingual
encoder sees the whole question. Synonyms lead one way, from speech to office ("qua mạng" is "trực tuyến"); a question
is searched with both. Sentences that give orders to the machine are noticed and left out.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ingest.language.fold import fold
from parc_search import messages
from parc_search.text.terms import ABBREVIATIONS, CAPITAL_ABBREVIATIONS

_GLOSSARY_FILE = Path(__file__).with_name("glossary.toml")
_TALK_FILE = Path(__file__).with_name("talk.toml")
_NO_WORD = re.compile(r"[^\w&-]+")
# Words that only English has; enough of them make a question English.
_SIGN_WORDS = (
    "the of and which what who when how is are was does do did must should for in by with to under plan many much "
    "often agency agencies department departments percent percentage province list name"
)
_ENGLISH_SIGNS = frozenset(_SIGN_WORDS.split())
_MIN_ENGLISH_SHARE = 0.2  # Vietnamese development questions have at most 0.10 of such words.
_MOST_MARKED_SHARE = 0.1
_ENGLISH_WORD = re.compile(r"[A-Za-z']+")
# A word that says what about: not one of the small ones, and no name, which an office may have in either language.
_SAYING_WORD = re.compile(r"\b[a-z][a-z'-]{3,}\b")
_LEAST_KNOWN_SHARE = 0.25
SHORT_SPELLINGS: Mapping[str, str] = {
    "bn": "bao nhiêu",
    "bnhieu": "bao nhiêu",
    "bnhiêu": "bao nhiêu",
    "bnhiu": "bao nhiêu",
    "cq": "cơ quan",
    "dc": "được",
    "đc": "được",
    "đv": "đơn vị",
    "gq": "giải quyết",
    "hok": "không",
    "hông": "không",
    "hs": "hồ sơ",
    "hthanh": "hoàn thành",
    "j": "gì",
    "khog": "không",
    "ko": "không",
    "kp": "kinh phí",
    "nhiu": "nhiêu",
    "ntn": "như thế nào",
    "pct": "phần trăm",
    "tgian": "thời gian",
    "trc": "trước",
    "vbản": "văn bản",
}
# The questions of Huế and Quảng Trị; "mô hình", "chi phí" and "làm răng sứ" keep their words.
_CENTRAL = (
    (
        r"\b(tên|là|làm|gồm|có|cần|nộp|việc|cái|thứ|loại|ban|tờ|phẩm) chi(?= (?:rứa|vậy|hè|đó|ri|theo)\b|\s*[?.!,]*$)",
        r"\1 gì",
    ),
    (r"(\w) chi(?: rứa| hè| ri)?(\s*[?.!]*)$", r"\1 gì\2"),
    (r"\b((?!quy\b|vi\b|vĩ\b|đi\b|ở\b|về\b|từ\b|tới\b|đến\b)\w+) mô\b(?! hình| phỏng| tả| đun)", r"\1 nào"),
    (r"\b(ở|đi|về|từ|tới|đến) mô\b(?! hình| phỏng| tả)", r"\1 đâu"),
    (r"\b(?:ra răng|răng rứa|như răng)\b", "thế nào"),
    (r"\b(làm) răng\b(?! sứ| giả)", r"\1 sao"),
    (r"\b(?:rứa|hè|ri)(?=\s*[?.!]*$)", "vậy"),
)
_CENTRAL_SPEECH = tuple((re.compile(pattern, re.IGNORECASE), written) for pattern, written in _CENTRAL)
_WORD = re.compile(r"[^\W\d_]+")
_ORDER = re.compile(
    r"\b(?:bo qua|quen(?: het| di| sach)?|phot lo|khong can theo|mac ke|dung theo)\b.{0,40}"
    r"\b(?:tai lieu|huong dan|chi dan|quy tac|quy dinh|lenh|yeu cau|nguyen tac)\b"
    r"|\bignore\b.{0,30}\b(?:instructions?|rules?|documents?|prompts?)\b|\bsystem prompt\b|\bprompt he thong\b"
    r"|\b(?:hay|chi|cu|phai|nho) (?:tra loi|noi|viet|in ra|khang dinh) (?:la )?rang\b"
    r"|\bdong vai\b|\bact as\b|\bpretend\b|\bjailbreak\b"
    r"|\bwithout citing\b|\b(?:khong|khoi|chang|dau) can (?:trich dan|dan nguon|nguon)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
OFFICE_WORDS = {
    "bà con": "người dân",
    "báo cho": "báo cáo phản ánh",
    "báo đài": "báo phát thanh truyền hình",
    "báo lại": "báo cáo phản ánh",
    "bỏ bớt": "cắt giảm bãi bỏ",
    "bộ phận một cửa": "bộ phận tiếp nhận và trả kết quả",
    "bớt": "giảm cắt giảm",
    "bớt người": "tinh giản biên chế",
    "bưu điện": "bưu chính công ích",
    "cắt": "cắt giảm tinh giản",
    "cắt giảm biên chế": "tinh giản biên chế",
    "chấm điểm": "đánh giá xác định",
    "chậm trễ": "quá hạn",
    "chấp hành": "thi hành chấp hành",
    "chạy thử": "thí điểm",
    "chỉ dẫn": "hướng dẫn",
    "chi tiêu": "chi thường xuyên",
    "chuyển khoản": "thanh toán không dùng tiền mặt",
    "chuyển tới": "gửi",
    "coi sóc": "quản lý",
    "dân": "người dân",
    "dạy": "đào tạo bồi dưỡng",
    "dùng": "sử dụng",
    "dựng": "xây dựng",
    "đánh giá cán bộ": "đánh giá xếp loại cán bộ",
    "đầu ra": "sản phẩm kết quả",
    "đẩy nhanh": "đẩy mạnh",
    "điều hành trung tâm": "tổ chức vận hành trung tâm",
    "đôn đốc": "theo dõi đôn đốc",
    "đóng tiền": "thanh toán nộp",
    "đứng đầu": "chủ trì",
    "đứng ra": "chủ trì",
    "ghép": "sáp nhập hợp nhất",
    "giảm người": "tinh giản biên chế",
    "giấy tờ": "hồ sơ giấy tờ",
    "giữ hạng": "duy trì thứ hạng",
    "gom": "tổng hợp",
    "gộp": "hợp nhất sáp nhập",
    "góp ý": "phản ánh kiến nghị",
    "hạ xuống": "giảm",
    "hạng mấy": "xếp vị thứ",
    "học thêm": "bồi dưỡng",
    "họp trực tuyến": "hội nghị trực tuyến",
    "họp truyền hình": "hội nghị truyền hình",
    "iso 9001": "áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn iso",
    "kêu ca": "phản ánh kiến nghị",
    "kêu gọi": "khuyến khích huy động",
    "khiếu nại": "phản ánh kiến nghị",
    "làm giấy": "giải quyết thủ tục",
    "làm online": "trực tuyến",
    "làm thử": "thí điểm",
    "làm thủ tục": "giải quyết thủ tục",
    "lập ra": "thành lập",
    "lấy ý kiến": "khảo sát lấy ý kiến",
    "lên hạng": "nâng thứ hạng",
    "lên lớp": "đào tạo bồi dưỡng",
    "lớp học": "lớp bồi dưỡng",
    "lương": "tiền lương",
    "mảng": "lĩnh vực",
    "máy móc": "trang thiết bị",
    "mở lớp": "tổ chức bồi dưỡng",
    "một cửa": "cơ chế một cửa",
    "nghỉ việc": "thôi việc tinh giản",
    "nhắc nhở": "đôn đốc",
    "nhắc việc": "đôn đốc",
    "nhập": "sáp nhập hợp nhất",
    "nộp hồ sơ qua mạng": "hồ sơ trực tuyến",
    "nộp online": "nộp trực tuyến",
    "nộp tiền": "thanh toán",
    "ở đâu ra": "nguồn",
    "online": "trực tuyến",
    "phần việc": "nhiệm vụ",
    "phụ trách": "chủ trì",
    "qua bưu điện": "dịch vụ bưu chính công ích",
    "quá hẹn": "trễ hạn quá hạn",
    "qua mạng": "trực tuyến",
    "quan chức": "cán bộ công chức",
    "quảng bá": "tuyên truyền",
    "rà lại": "rà soát",
    "rót": "hỗ trợ cấp",
    "sếp": "lãnh đạo người đứng đầu",
    "siết": "kiểm soát chặt chẽ",
    "soạn": "xây dựng",
    "tách": "chia tách",
    "tập huấn": "bồi dưỡng",
    "than phiền": "phản ánh kiến nghị",
    "thi công chức": "thi tuyển công chức",
    "thông qua kế hoạch": "phê duyệt kế hoạch",
    "thu gom": "tổng hợp",
    "tiền": "kinh phí",
    "tinh giản": "tinh giản biên chế",
    "trả quá hẹn": "trễ hạn quá hạn",
    "trả tiền": "thanh toán",
    "trễ": "trễ hạn quá hạn",
    "trễ hẹn": "trễ hạn quá hạn",
    "trên mạng": "trực tuyến môi trường số",
    "trông coi": "quản lý giám sát",
    "trụ sở": "trụ sở làm việc",
    "truyền thông": "tuyên truyền",
    "tự lo": "tự bảo đảm",
    "tự nuôi": "tự bảo đảm chi thường xuyên",
    "tự trang trải": "tự bảo đảm",
    "tuyển người": "tuyển dụng",
    "ưng ý": "hài lòng",
    "uỷ ban": "ủy ban nhân dân",
    "vận hành": "quản lý vận hành",
    "văn phòng ủy ban": "văn phòng ủy ban nhân dân",
    "vừa lòng": "hài lòng",
    "vừa ý": "hài lòng",
    "vướng": "vướng mắc khó khăn",
    "xã phường": "cấp xã",
    "xem lại": "rà soát",
    "xếp hạng": "vị thứ xếp hạng",
    "xếp thứ": "xếp vị thứ",
}
# With their diacritics, because "cái" is one and "cải" (cải cách) is not, "thế" and "thể" (thể chế) likewise.
_FUNCTION_WORDS = """
    a à ạ ai anh ấy bạn bằng bao bị biết bởi các cái cần chắc cho chưa chúng có còn của cũng đã đang đâu đây để
    đến đi do được đưa e em gì giúp hay hãy hỏi hoặc hơn khi không là lại làm lên lo lúc mà mấy mình mỗi một muốn
    nào này nếu nên ngay nhỉ nhiêu nhiều nhé nha như những nọ ở ơi ông bà phải qua ra rằng riêng rồi sao sau sẽ
    thế thì thôi ta tôi tại tất theo thấy tới trên trong từ từng tùy tuỳ và vào vậy về vì với vụ vừa xin xong đều
    hết lần luôn ư ừ thưa đó kia thuộc mức đạt đặt phần trăm tỷ tỉ lệ việc số nơi giữa cùng
    mảng khâu chuyện khoản món hồi vô nói nhắc nêu kể
    the of and which what who when how is are was does do did must should for in by with to under many much often hold
    on at an its has have be been compare vs versus as it from this that provincial two percent percentage get over
    places place
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
FOLDED_FUNCTION_WORDS = frozenset(map(fold, FUNCTION_WORDS))
# Part of a longer word such a syllable says something ("dân số", "cổ phần", "dịch vụ"); part of these it only asks.
_ASKING_WORDS = """
    bao nhiêu, thế nào, như thế nào, ra sao, tại sao, vì sao, làm sao, bao giờ, bao lâu, lúc nào, khi nào, nơi nào,
    nào đó, ở đâu, từ đâu, đâu ra, là gì, những gì, những ai, tất cả, phần trăm, lần lượt, như vậy, tùy theo, tuỳ
    theo, để làm, chúng ta, chúng tôi, cho biết, cho hỏi, cho mình, mỗi một, ít nhất, tỷ lệ, tỉ lệ, theo như, của
    mình, thuộc về, tới nay, cho tới, cho đến, đến nay, trở lên, vậy thì, thì sao, làm gì, phải làm, trong đó, từng
    cái, lo vụ, lên đến, đi đâu, chậm nhất, hôm nào, muộn nhất, trễ nhất, ngày nào
"""
ASKING_WORDS = frozenset(" ".join(_ASKING_WORDS.split()).split(", "))


def is_english(question: str) -> bool:
    """Whether the question is in English."""
    found = [word.lower() for word in _ENGLISH_WORD.findall(question)]
    marked = sum(not word.isascii() for word in question.split())
    return (
        marked <= _MOST_MARKED_SHARE * len(found)  # "department (sở) level" is English all the same
        and bool(found)
        and sum(word in _ENGLISH_SIGNS for word in found) >= (_MIN_ENGLISH_SHARE * len(found))
    )


def to_vietnamese_terms(question: str) -> str:
    """The question with each known English term as its Vietnamese, the longest terms first."""
    return _glossary_pattern().sub(lambda match: _glossary()[match.group().lower()], question)


def is_of_other_things(question: str) -> bool:
    """Whether hardly a word of an English question belongs to administration, as "who won the football match"."""
    known = sum(len(_SAYING_WORD.findall(match.group().lower())) for match in _glossary_pattern().finditer(question))
    left = [word for word in _SAYING_WORD.findall(_glossary_pattern().sub(" ", question)) if word not in _ENGLISH_SIGNS]
    return known < _LEAST_KNOWN_SHARE * (known + len(left))


def written_out(question: str) -> str:
    """The question as it would be written; codes ("12/KH-dc") keep their letters."""

    def write_out(match: re.Match[str]) -> str:
        beside = question[max(0, match.start() - 1) : match.start()] + question[match.end() : match.end() + 1]
        if set(beside) & set("/-&."):
            return match.group()
        return SHORT_SPELLINGS.get(match.group(), match.group())

    written = _WORD.sub(write_out, question)
    for pattern, plain in _CENTRAL_SPEECH:
        written = pattern.sub(plain, written)
    return written


def gives_orders(text: str) -> bool:
    """Whether the text tells the machine what to do or to say."""
    return _ORDER.search(fold(text)) is not None


def without_orders(question: str) -> str:
    """The question without sentences that give orders; unchanged when nothing is left."""
    kept = [sentence for sentence in _SENTENCE.findall(question) if not gives_orders(sentence)]
    return " ".join("".join(kept).split()) or question


def office_words(question: str) -> tuple[tuple[str, str], ...]:
    """The folded phrases of the question that offices put otherwise, each with the office's words, longest first."""
    text = " ".join(fold(question).split())
    found = [(match.group(), _folded()[match.group()]) for match in _pattern().finditer(text)]
    return tuple(dict.fromkeys(found))


@cache
def reply_to_talk(question: str) -> str | None:
    """What helps the one who says this to the program; None where documents are asked."""
    said = " ".join(_NO_WORD.sub(" ", fold(question)).split())
    patterns = _talk_patterns()
    match = patterns["definition"].fullmatch(said)
    if match is not None:
        return _definition(match["short"] or match["short_en"])
    return next((text for name, text in messages.TALK.items() if patterns[name].fullmatch(said)), None)


def _glossary() -> Mapping[str, str]:
    found: Mapping[str, str] = tomllib.loads(_GLOSSARY_FILE.read_text(encoding="utf-8"))
    return found


@cache
def _glossary_pattern() -> re.Pattern[str]:
    longest_first = sorted(_glossary(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


@cache
def _folded() -> dict[str, str]:
    return {fold(said): fold(written) for said, written in OFFICE_WORDS.items()}


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(_folded(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


def _definition(short: str) -> str | None:
    """What the abbreviation stands for; None where it is not in the lists."""
    for known, full in {**ABBREVIATIONS, **CAPITAL_ABBREVIATIONS}.items():
        if fold(known) == short:
            return messages.ABBREVIATION.format(short=known.upper(), full=full)
    return None


@cache
def _talk_patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(_TALK_FILE.read_text(encoding="utf-8"))["patterns"]
    return {str(name): re.compile(str(pattern)) for name, pattern in table.items()}
