"""Vietnamese text out of a cell: old font encodings and loose accents become plain Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from xlpy.basics.legacy_maps import TCVN3, VNI
from xlpy.basics.syllables import is_syllable


class Encoding(StrEnum):
    """How the text of a cell was stored."""

    UNICODE = "unicode"
    NFD = "nfd"
    """Unicode with accents kept apart from their letters, wholly or (as Windows-1258 does) in part."""
    TCVN3 = "tcvn3"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text in composed Unicode (NFC), how it was stored, and how many of its letters that changed."""

    value: str
    encoding: Encoding
    count: int = 0


_VIETNAMESE = frozenset(letter for each in TCVN3.values() for letter in (each, each.upper()))
_MAPS: Mapping[Encoding, Mapping[str, str]] = {Encoding.TCVN3: TCVN3, Encoding.VNI: VNI}
_TOKENS = {
    Encoding.TCVN3: re.compile(f"[{''.join(TCVN3)}]"),
    Encoding.VNI: re.compile("|".join(sorted(VNI, key=len, reverse=True))),
}
_STORED = "".join(sorted({sign for sign in "".join([*TCVN3, *VNI]) if not sign.isascii()}))
_WORDS = re.compile(f"(?:[^\\W\\d_]|[{_STORED}])+")
_LOOSE = re.compile("[\\s\\S][\u0300-\u036f]*")

# Signs that plain Unicode text may well hold between letters (µm, m×n, N·m): no witness of an encoding.
_WEAK = frozenset("µ·×\xad")
_WITNESSES = frozenset(_STORED) - _VIETNAMESE - _WEAK
_WITNESS = re.compile(f"[{''.join(sorted(_WITNESSES))}]")


def legacy_encoding(font: str) -> Encoding | None:
    """The encoding that a font's name stands for: ``.VnTime`` TCVN3, ``VNI-Times`` VNI, any other None."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni-") else None


def to_unicode(text: str, font: str | None) -> DecodedText:
    """Read a cell's text as composed Unicode; ``font`` is the cell's font if it is an old Vietnamese one.

    The font decides; capitals' fonts (``.VnTimeH``) store small letters and show capitals, so do we. Without
    such a font only text that cannot be anything else is converted; doubtful text comes back as it is.
    """
    if text.isascii() and not font:
        return DecodedText(text, Encoding.UNICODE)
    encoding = legacy_encoding(font) if font else None
    if font and encoding:
        value = _decoded(text, encoding)
        if value is not None:
            if encoding is Encoding.TCVN3 and font.rstrip().endswith("H"):
                value = value.upper()
            changed = len(_TOKENS[encoding].findall(text)) if value != text else 0
            return DecodedText(value, encoding if value != text else Encoding.UNICODE, changed)
    elif _WITNESS.search(text) and (witnessed := _by_marks(text)):
        return witnessed
    if unicodedata.is_normalized("NFC", text):
        return DecodedText(text, Encoding.UNICODE)
    loose = sum(not unicodedata.is_normalized("NFC", letter) for letter in _LOOSE.findall(text))
    return DecodedText(unicodedata.normalize("NFC", text), Encoding.NFD, loose)


def _decoded(text: str, encoding: Encoding) -> str | None:
    """The text converted, or None if it holds Vietnamese Unicode letters that the encoding cannot store."""
    letters = _MAPS[encoding]
    rest = _TOKENS[encoding].sub("", text)
    if not _VIETNAMESE.isdisjoint(rest) or not unicodedata.is_normalized("NFC", text):
        return None
    return _TOKENS[encoding].sub(lambda token: letters[token[0]], text)


def _by_marks(text: str) -> DecodedText | None:
    """The text converted by the one encoding in which its every accented word is a Vietnamese syllable.

    At least one word must hold a sign that no Unicode word has inside it (``¶ ¸ ® §`` …), or two words a
    letter that is foreign to Vietnamese (``ø û ñ`` …): else None, and None if both encodings would do.
    """
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    seen = [_WITNESSES.intersection(word) for word in words if len(word) > 2]
    by_sign = any(not sign.isalpha() for signs in seen for sign in signs)
    if not by_sign and sum(map(bool, seen)) < 2:
        return None
    readings = []
    for encoding in _MAPS:
        value = _decoded(text, encoding)
        spelt = [_decoded(word, encoding) for word in words]
        if value is not None and all(word is not None and is_syllable(word) for word in spelt):
            readings.append(DecodedText(value, encoding, len(_TOKENS[encoding].findall(text))))
    return readings[0] if len(readings) == 1 else None


_HIDDEN = frozenset(
    chr(code)
    for first, last in (
        (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064),
        (0x2066, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0x13430, 0x13438), (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""The signs of Unicode's category Cf that show nothing: marks of direction, joiners, soft hyphens, tags.

The others of it are seen: signs over numbers in Arabic, Syriac and Kaithi.
"""
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_TIDY: dict[int, int | str | None] = {
    **_FULL_WIDTH,
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _HIDDEN), None),
    ord("Ð"): "Đ",
    ord("ð"): "đ",
}
_UNTIDY = frozenset(map(chr, _TIDY))


def tidy(text: str) -> str:
    """The text for matching codes and choices: NFC, no hidden characters, plain spaces, nothing around it.

    Full-width forms become ASCII and the letter Eth (Ð) becomes Đ; line breaks inside stay. Text in an old
    font encoding must go through :func:`to_unicode` first.
    """
    if text.isascii():
        return text.strip()
    # Nearly no text has such a sign, and to look for one is quicker than to put each in its place.
    return unicodedata.normalize("NFC", text if _UNTIDY.isdisjoint(text) else text.translate(_TIDY)).strip()


def has_hidden(text: str) -> bool:
    """Whether the text holds a character without width, or white space around it, that :func:`tidy` drops."""
    return text != text.strip() or not _HIDDEN.isdisjoint(text)


def has_full_width(text: str) -> bool:
    """Whether the text holds full-width forms (``１２``), as East Asian keyboards type them."""
    return not text.isascii() and any(ord(sign) in _FULL_WIDTH for sign in text)


def fold(text: str) -> str:
    """What two texts that differ in case, hidden characters and white space only have in common."""
    return " ".join(tidy(text).casefold().split())


def lower_first(text: str) -> str:
    """As it stands inside a sentence: ``Cả năm học 2023-2024`` -> ``cả năm học 2023-2024``."""
    return f"{text[:1].lower()}{text[1:]}"


def ascii_slug(text: str) -> str:
    """``Thành phố Quảng Ngãi`` -> ``Thanh-pho-Quang-Ngai``; for file names only, never for matching."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split())
