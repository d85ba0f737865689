"""The grammar of a Vietnamese syllable: which strings can be one, and where its tone mark stands.

Vietnamese writes each syllable apart and has a closed list of onsets and rimes, so a scan that lost or bent its
diacritics shows itself: "phap" cannot be a syllable (a final stop needs a tone), nor can "thirc".

Source: the spelling rules of quốc ngữ as taught in primary school; loan rimes (oong, ooc) are included.
"""

import re
import unicodedata
from functools import cache, lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset("\u0301\u0323")
_TONE_BEARERS = frozenset("aeiouy\u0302\u0306\u031b")  # vowels, and the marks that make â ă ơ of them
_TOKEN = re.compile(r"[^\W\d_]+")
_ONSETS = "b ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x c"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y "
    "o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uân uâng uât uây uê uênh uêch uêu uơ uy uya uych uyên uyêt uyn uynh uyt uyp uyu "
    "uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
)
_BARE_Y_RIMES = "yêm yên yêng yêt yêu"
_FRONT = ("e", "ê", "i", "y")
_STOPS = ("c", "ch", "p", "t")
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_NEW_PLACE = re.compile(f"(?<!q)(o)([ae])([{_TONE_MARKS}])$|(?<!q)(u)(y)([{_TONE_MARKS}])$")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_RIME = (
    "(?:[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oă|oai|oay|oao|oe|oeo|oi|ôi|ơi|oo|ua|uâ|uây|uê|ui|uô|uôi"
    "|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu|oă|uă)(?:ng|nh|ch|c|m|n|p|t)?"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_BARE_SYLLABLE = re.compile(f"{_ONSET}(?:{_RIME}|(?:ie|ieu|uo|uoi|uou|uu|uye|ye|yeu|ue)(?:ng|nh|ch|c|m|n|p|t)?)")


def is_syllable(token: str) -> bool:
    """Whether the token, in any case, is spelled as a Vietnamese syllable may be."""
    return _is_lower_syllable(token.lower())


def share_of_syllables(text: str) -> float:
    """The share of the text's words that are possible syllables, 0..1; 0 for a text without words.

    Single consonants are list labels and tokens in capitals that are no syllables are acronyms: neither counts.
    """
    good = total = 0
    for token in _TOKEN.findall(unicodedata.normalize("NFC", text)):
        if is_syllable(token):
            good += 1
        elif token.isupper() or len(token) == 1:
            continue
        total += 1
    return good / total if total else 0.0


@lru_cache(maxsize=65536)
def one_tone_place(syllable: str) -> str:
    """The syllable with the tone on the first vowel of oa, oe, uy ("hoá" gives "hóa"), NFC.

    Source: the older of the two placements in use, as in most official texts.
    """
    decomposed = unicodedata.normalize("NFD", syllable)
    moved = _NEW_PLACE.sub(lambda m: (m[1] or m[4]) + (m[3] or m[6]) + (m[2] or m[5]), decomposed)
    return unicodedata.normalize("NFC", moved)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The text without diacritics, "đ" as "d", case kept."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def is_possible(syllable: str) -> bool:
    """Whether the lower-case string has the form of a Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", syllable)
    toneless = "".join(c for c in decomposed if c not in _TONE_MARKS)
    tones = len(decomposed) - len(toneless)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


@lru_cache(maxsize=65536)
def is_possible_bare(letters: str) -> bool:
    """Whether a Vietnamese syllable can read so without its diacritics, in lower case: "tiep" for "tiếp"."""
    return _BARE_SYLLABLE.fullmatch(letters) is not None


@cache
def _is_lower_syllable(token: str) -> bool:
    letters: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", token):
        if character in _TONES:
            if not letters or letters[-1] not in _TONE_BEARERS:
                return False
            tones.append(character)
        else:
            letters.append(character)
    base = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1 or base not in _bases():
        return False
    return not base.endswith(_STOPS) or bool(tones and tones[0] in _STOP_TONES)


@cache
def _bases() -> frozenset[str]:
    """Every syllable without its tone."""
    rimes = _RIMES.split()
    bases = {*rimes, *_BARE_Y_RIMES.split()}
    for onset in _ONSETS.split():
        for rime in rimes:
            front = rime.startswith(_FRONT)
            if onset in ("k", "gh", "ngh") and not front:
                continue
            if onset in ("c", "g", "ng") and front:
                continue
            if onset == "gi" and rime.startswith(("i", "y")):
                bases.add("g" + rime)
                continue
            bases.add(onset + rime)
    bases |= {
        "q" + rime for rime in rimes if rime.startswith(("uâ", "uê", "uơ", "uy")) or rime in ("uôc", "ua", "ui", "uơn")
    }
    after_qu = ("a", "ă", "e", "i")
    bases |= {"qu" + rime for rime in rimes if rime.startswith(after_qu) and not rime.startswith(("ia", "iê"))}
    bases |= {"quơ", "quyên", "quyêt"}
    return frozenset(bases)
