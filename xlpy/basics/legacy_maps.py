"""The letters of the two Vietnamese font encodings that came before Unicode, as spreadsheets store them.

Such text is stored as the Latin letter of the same byte (Windows-1252): ``Qu¶ng Ng·i``, ``Quaûng Ngaõi``.
Only the font makes it look Vietnamese.
"""

from __future__ import annotations

_TCVN3_LETTERS = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"  # lower case
    "ĂÂÊÔƠƯĐ"  # the only capitals with codes of their own
)
_TCVN3_STORED = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ®¡¢£¤¥¦§"

TCVN3: dict[str, str] = dict(zip(_TCVN3_STORED, _TCVN3_LETTERS, strict=True))
"""Stored character -> letter (source: TCVN5712-1 of glibc's iconv). ``ư`` is U+00AD, the soft hyphen."""

_VNI_LETTERS = "áàảãạéèẻẽẹóòỏõọúùủũụớờởỡợứừửữựâấầẩẫậêếềểễệôốồổỗộăắằẳẵặýỳỷỹỵơưđíìỉĩị"
_VNI_STORED = (
    "aù aø aû aõ aï eù eø eû eõ eï où oø oû oõ oï uù uø uû uõ uï ôù ôø ôû ôõ ôï öù öø öû öõ öï "
    "aâ aá aà aå aã aä eâ eá eà eå eã eä oâ oá oà oå oã oä aê aé aè aú aü aë yù yø yû yõ î ô ö ñ í ì æ ó ò"
)
_VNI_LOWER = dict(zip(_VNI_STORED.split(), _VNI_LETTERS, strict=True))

VNI: dict[str, str] = {
    **_VNI_LOWER,
    **{stored.upper(): letter.upper() for stored, letter in _VNI_LOWER.items()},
    **{stored.capitalize(): letter.upper() for stored, letter in _VNI_LOWER.items()},
}
"""One or two stored characters -> letter, both cases (source: vni.h of xvnkb); ``Aù`` is Á as ``AÙ`` is."""
