"""What a spreadsheet program tells of itself, for whoever helps from afar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_UI_LANGUAGE = 2
"""msoLanguageIDUI."""
_DECIMAL, _THOUSANDS, _LIST, _DATE_ORDER = 3, 4, 5, 32
"""xlDecimalSeparator, xlThousandsSeparator, xlListSeparator, xlDateOrder."""
_MODES = {
    "automatic": "tự động",
    "semiautomatic": "tự động, trừ bảng dữ liệu",
    "manual": "thủ công: bấm F9 mới tính lại",
}
_ORDERS = ("tháng-ngày-năm", "ngày-tháng-năm", "năm-tháng-ngày")


def about(app: Any) -> Mapping[str, Callable[[], str]]:
    """Questions to an application of xlwings, each of which may raise: not every program knows every answer."""

    def sign(index: int) -> str:
        return f"“{app.api.International(index)}”"

    return {
        "Sổ mở bằng": lambda: f"{app.engine.name} {app.version}",
        "Bản dựng của chương trình bảng tính": lambda: str(app.api.Build),
        "Hệ điều hành theo chương trình bảng tính": lambda: str(app.api.OperatingSystem),
        "Thư mục chương trình bảng tính": lambda: str(app.api.Path),
        "Ngôn ngữ giao diện (mã)": lambda: str(app.api.LanguageSettings.LanguageID(_UI_LANGUAGE)),
        "Dấu thập phân, nghìn, danh sách": lambda: ", ".join(map(sign, (_DECIMAL, _THOUSANDS, _LIST))),
        "Thứ tự ngày": lambda: _ORDERS[int(app.api.International(_DATE_ORDER))],
        "Dùng dấu của Windows": lambda: "có" if app.api.UseSystemSeparators else "không",
        "Máy in của chương trình bảng tính": lambda: str(app.api.ActivePrinter),
        "Chế độ tính công thức": lambda: _MODES[app.calculation],
        "Mức chặn macro lúc này": lambda: str(app.api.AutomationSecurity),
    }
