"""A Word template that staff edit, filled with values: ``{{ ten }}``, ``{%p for … %}``, ``{%tr for … %}``.

The engine is docxtpl (Jinja). What it would let pass in silence is an error here: a placeholder that nobody fills,
braces that do not pair, a loop that tears a table apart, a style that the template lost. Each is one Vietnamese
sentence naming the file and the place.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, meta
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from lxml import etree

from xlpy.basics.bounded_read import read_bounded
from xlpy.basics.errors import UserError, reason_vn
from xlpy.intake.formats.package import MAX_FILE, open_package
from xlpy.intake.formats.refusal import RefusalError
from xlpy.outputs.word.characters import printable
from xlpy.outputs.word.chart import Chart
from xlpy.outputs.word.package import document_bytes
from xlpy.outputs.word.sandbox import Sandbox

SHOWN = 60
"""How much of a faulty line a message quotes."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}")
_BRACES = re.compile(r"[{}]")


class TemplateError(UserError):
    """A template can't be used: missing, broken, or with a placeholder that nobody fills."""


class _UnknownNameError(Exception):
    """A name that the template asks for and nobody gives; ``known`` are those that there are in its place."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


class _Unknown(StrictUndefined):
    """Refuses at once, so that a misspelt name can't hide behind a test or a filter."""

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = None) -> None:
        if isinstance(exc, type) and issubclass(exc, SecurityError):
            raise exc(name)
        known = obj if isinstance(obj, Mapping) else getattr(type(obj), "__dataclass_fields__", ())
        raise _UnknownNameError(str(hint if name is None else name), tuple(known))


def render(
    template: Path, values: Mapping[str, Any], *, required: Collection[str] = (), written: datetime | None = None
) -> bytes:
    """The template with its placeholders filled. The same template and values give the same bytes.

    ``values`` may hold texts, numbers as printed, lists of dataclasses or mappings for loops, and what the program
    makes itself: `Passage` and `Grid` (for ``{{p ten }}``), `Chart` (for ``{{ ten }}``).
    ``required`` are the names that the template must use. ``written`` stands in the file's properties.

    Raises TemplateError for whatever is wrong with the template.
    """
    name = template.name
    document = _Filled(_opened(template))
    try:
        document.check(name, values, required)
        document.fill(values)
    except _UnknownNameError as unknown:
        known = unknown.known or tuple(values)
        raise TemplateError(f"Tệp mẫu {name}: {_no_such(unknown.name, known)}") from unknown
    except TemplateSyntaxError as fault:
        raise TemplateError(
            f"Tệp mẫu {name}: chỗ điền viết sai gần “{_near(fault, document.lines)}”; xem lại dấu {{{{ }}}}, {{% %}} "
            "và phần kết (endfor, endif) của đoạn lặp, đoạn điều kiện."
        ) from fault
    except SecurityError as fault:
        raise TemplateError(
            f"Tệp mẫu {name}: có chỗ điền dùng lệnh không được phép ({fault}); chỉ ghi tên chỗ điền, đoạn lặp và đoạn "
            "điều kiện như trong tệp mẫu kèm theo chương trình."
        ) from fault
    except etree.XMLSyntaxError as fault:
        raise TemplateError(
            f"Tệp mẫu {name}: điền xong thì văn bản không còn nguyên vẹn; đoạn lặp trong bảng phải mở và đóng ở dòng "
            "riêng của bảng, đoạn lặp ngoài bảng ở đoạn văn riêng."
        ) from fault
    except (JinjaError, AttributeError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as fault:
        raise TemplateError(
            f"Tệp mẫu {name}: không điền được, có phép tính hoặc phép lọc không hợp với giá trị được điền (mã lỗi "
            f"{type(fault).__name__})."
        ) from fault
    return document_bytes(document.docx, written)


def filled(file: str, text: str, values: Mapping[str, Any]) -> str:
    """A text of a template of another kind (a slide's) with its placeholders filled by the same rules.

    Raises TemplateError, which names ``file``.
    """
    plain = Sandbox(_Unknown, lambda value: value, escapes=False)
    try:
        return printable(plain.from_string(printable(text)).render(values))
    except _UnknownNameError as unknown:
        raise TemplateError(f"Tệp mẫu {file}: {_no_such(unknown.name, unknown.known or tuple(values))}") from unknown
    except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as fault:
        raise TemplateError(f"Tệp mẫu {file}: chỗ điền viết sai trong “{text[:SHOWN]}”.") from fault


def _opened(template: Path) -> bytes:
    """The template's bytes, known to be a Word file."""
    name = template.name
    try:
        data = read_bounded(template, MAX_FILE)
    except OSError as fault:
        raise TemplateError(
            f"Không mở được tệp mẫu {name} trong thư mục {template.parent.name}: {reason_vn(fault)}."
        ) from fault
    try:
        open_package(data)  # its sizes, before anything is unpacked
        document = DocxTemplate(io.BytesIO(data)).get_docx()
        if document.element.body is None or document.styles.element is None:
            raise ValueError("no body")
    except (
        RefusalError,
        zipfile.BadZipFile,
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        etree.XMLSyntaxError,
    ) as fault:
        raise TemplateError(f"Tệp mẫu {name} bị hỏng hoặc không phải tệp Word (.docx).") from fault
    return data


class _Filled(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl made strict."""

    docx: Document

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.lines: Sequence[str] = ()
        """The template as the engine reads it, a line for each paragraph."""
        self.environment = Sandbox(_Unknown, _printed)

    def patch_xml(self, src_xml: str) -> str:
        """Composed letters first: a template saved with loose accents would miss names and look wrong."""
        return str(super().patch_xml(printable(src_xml)))

    def fix_tables(self, xml: str) -> Any:
        """Refuse torn XML, which docxtpl's own reader would mend by dropping text."""
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put the values in; charts become parts of the document first."""
        bound, number = {**values}, 0
        for name, value in values.items():
            if isinstance(value, Chart):
                number += 1
                bound[name] = value.bind(self.docx.part, number)
        self.render(bound, self.environment)

    def check(self, file: str, values: Mapping[str, Any], required: Collection[str]) -> None:
        """Whatever can be told before anything is filled."""
        self.render_init()
        for text in self._texts():
            if _BRACES.search(_TAG.sub("", text)):
                shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
                raise TemplateError(f"Tệp mẫu {file}: dấu ngoặc nhọn không đủ cặp ở dòng “{shown}”.")
        asked = set(self.get_undeclared_template_variables(self.environment))
        for name in sorted(asked - set(values)):
            raise _UnknownNameError(name, tuple(values))
        for name in sorted(set(required) - asked):
            raise TemplateError(f"Tệp mẫu {file}: thiếu chỗ điền {{{{ {name} }}}}, tài liệu sẽ không đủ nội dung.")
        present = {style.style_id for style in self.docx.styles}
        for style in _styles(values.values()):
            if style not in present:
                raise TemplateError(f"Tệp mẫu {file}: thiếu kiểu (style) “{style}” của đoạn văn.")

    def _texts(self) -> Iterator[str]:
        """The text of each paragraph, headers and footers included."""
        roots = [self.docx.element.body]
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            roots += [etree.fromstring(part.blob) for _, part in self.get_headers_footers(uri)]
        for root in roots:
            for paragraph in root.iter(f"{_W}p"):
                yield printable("".join(text.text or "" for text in paragraph.iter(f"{_W}t")))

    def get_undeclared_template_variables(self, jinja_env: Any = None, context: Any = None) -> set[str]:
        """Names that the whole template asks for (docxtpl's own would read the file again and again)."""
        xml = self.get_xml()
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            xml += "".join(self.get_part_xml(part) for _, part in self.get_headers_footers(uri))
        environment = jinja_env or self.environment
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", self.patch_xml(xml))
        self.lines = source.splitlines()
        return set(meta.find_undeclared_variables(environment.parse(source))) - set(context or ())


def _styles(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from getattr(value, "styles", ())


def _printed(value: Any) -> Any:
    """A value as the file can hold it; what brings its own XML stays as it is."""
    if value is None:
        return ""
    return value if hasattr(value, "__html__") else printable(str(value))


def _no_such(name: str, known: Collection[str]) -> str:
    return f"không có chỗ điền {{{{ {name} }}}}{hint(name, known)}."


def hint(name: str, known: Collection[str]) -> str:
    """``; có phải là “don_vi”?`` where a known name is close, else all known names."""
    close = difflib.get_close_matches(name, list(known), n=1)
    if close:
        return f"; có phải là “{close[0]}”?"
    return f"; được dùng: {', '.join(sorted(known))}" if known else ""


def _near(fault: TemplateSyntaxError, lines: Sequence[str]) -> str:
    """The faulty line in plain text."""
    place = fault.lineno - 1
    line = lines[place] if 0 <= place < len(lines) else ""
    text = re.sub(r"<[^<>]+>", "", line).strip()
    return text[:SHOWN] or f"đoạn thứ {fault.lineno}"
