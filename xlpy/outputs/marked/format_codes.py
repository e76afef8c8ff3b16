"""How numbers and texts look, told by words alone, as a number format of Excel's, for files that bring no such code."""

from __future__ import annotations

from xlpy.model.number_format import FormatSection


def format_code(section: FormatSection) -> str:
    """A number format of Excel's that shows all numbers as the section does; its words are quoted, its % signs work."""
    before, after = (_words(text, section.percents) for text in (section.before, section.after))
    if not section.shows_number:
        return before + after or '""'
    decimals = "." + "0" * section.decimals if section.decimals else ""
    if section.fraction:
        digits = f"# ?/{section.fraction}" if section.fraction > 0 else "# ?/" + "?" * -section.fraction
    elif section.exponent:
        digits = f"0{decimals}E+00"
    elif section.decimals is None and not (section.percents or section.thousands or section.embedded):
        digits = "General"
    else:
        embedded = _words(section.embedded, 0)
        digits = ("0" * max(section.zeros - 1, 0) or ("#" if embedded else "")) + embedded + "0"
        digits += decimals + "," * section.thousands
    return before + digits + after


def text_code(text: FormatSection) -> str:
    """A number format of Excel's that shows texts as the section does."""
    return f"{_words(text.before, 0)}@{_words(text.after, 0)}" if text.shows_number else ";;;"


def _words(text: str, percents: int) -> str:
    """The text quoted for a number format, all but the % signs where they multiply."""
    keep = "%" if percents else ""
    return "".join(sign if sign == keep else f"\\{sign}" for sign in text)
