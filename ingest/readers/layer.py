"""Whether the text layer of a page can be trusted: never on its own word, but by its letters and the page's pictures.

A scan may carry the layer of a machine that read it badly; a page that was never scanned needs no second reading.
"""

import re

from ingest.documents import BROKEN, LAYER, UNREAD

# Characters of the layer up to which a page is read if pictures cover such a share of it: a digital signature's stamp
# has up to 200 characters, a printed header on the last, short page of a scan 100.
_UNREAD_UNDER: tuple[tuple[int, float], ...] = ((300, 0.5), (120, 0.2))
# A layer over a picture of the whole page was read by some machine. Born-digital pages: 0.80 and more, their lists of
# names 0.71, none of them on a picture; broken layers: 0.14 to 0.37.
_TRUSTED_QUALITY = 0.9
_PICTURE_SHARE = 0.5
# Fonts that do not say which letters they draw give characters of private use, or none: nothing else is so unreadable.
_NO_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_NO_LETTERS_SHARE = 0.2


def state_of_layer(text: str, *, quality: float, share_of_pictures: float) -> str:
    """UNREAD for a page whose layer is absent, BROKEN for one whose layer is broken, else LAYER."""
    if len(_NO_LETTERS.findall(text)) > _NO_LETTERS_SHARE * max(1, len(text)):
        return BROKEN
    if quality >= _TRUSTED_QUALITY and len(text) > _UNREAD_UNDER[0][0]:
        return LAYER
    if any(len(text) <= chars and share_of_pictures > share for chars, share in _UNREAD_UNDER):
        return UNREAD
    return BROKEN if share_of_pictures > _PICTURE_SHARE and quality < _TRUSTED_QUALITY else LAYER
