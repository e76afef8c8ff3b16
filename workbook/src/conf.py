"""The rows of the hidden sheet ``xlwings.conf``: how xlwings starts Python, and what VBA tells people.

The sheet layout writes them as they stand, key in column A and value in column B from A1 on, no empty row between:
xlwings reads down to the first empty cell. Booleans must stay booleans.
"""

from __future__ import annotations

from collections.abc import Mapping

SHEET = "xlwings.conf"
HOME = "%PLAN167_HOME%"
"""Set by VBA for its own process: the folder that holds ``.venv`` and ``xlpy``."""

SETTINGS: Mapping[str, str | bool] = {
    "INTERPRETER_WIN": rf"{HOME}\.venv\Scripts\python.exe",
    # the dot: xlwings would take a path that ends in a backslash (a drive) for an open quotation
    "PYTHONPATH": rf"{HOME}\.",
    "ADD_WORKBOOK_TO_PYTHONPATH": False,
    # a key that stands here, even empty, keeps the settings of the user's own xlwings.conf out
    "CONDA PATH": "",
    "CONDA ENV": "",
    "USE UDF SERVER": False,
    "SHOW CONSOLE": False,
    "SHOW_ERROR_POPUPS": "True",
}

MESSAGES: Mapping[str, str] = {
    "MSG_STARTING": "KH 167: đang khởi động, xin chờ…",
    "MSG_NO_PYTHON": (
        "Chưa thấy chương trình Plan167 cạnh sổ tính này:\n{0}\n\n"
        "Cách làm:\n"
        "1. Giải nén toàn bộ tệp tải về vào một thư mục trên máy (không mở sổ tính ngay trong tệp nén).\n"
        "2. Bấm đúp Cai-dat.cmd trong thư mục đó và chờ báo cài đặt xong.\n"
        "3. Mở lại sổ tính trong thư mục workbook của thư mục đó.\n\n"
        "Sổ tính có thể đổi tên hoặc sao chép, nhưng phải nằm trong thư mục Plan167 hoặc thư mục workbook của nó."
    ),
    "MSG_ONLINE": (
        "Sổ tính đang mở từ OneDrive hoặc SharePoint:\n{0}\n\n"
        "Chương trình chỉ chạy với sổ tính nằm trên máy. Hãy chép cả thư mục Plan167 ra ngoài thư mục đồng bộ "
        "(ví dụ C:\\Plan167), chạy lại Cai-dat.cmd tại đó rồi mở sổ tính ở thư mục mới."
    ),
    "MSG_UNSAVED": (
        "Sổ tính này chưa được lưu vào máy.\n\n"
        "Hãy lưu sổ tính vào thư mục workbook của Plan167 (kiểu tệp: Excel Macro-Enabled Workbook, .xlsm) rồi bấm lại."
    ),
    "MSG_BAD_NAME": (
        "Tên sổ tính hoặc tên thư mục có dấu ; ^ hoặc = nên không khởi động được chương trình:\n{0}\n\n"
        "Hãy đổi tên cho hết các dấu này rồi bấm lại."
    ),
    "MSG_FAILED": (
        "Chức năng vừa bấm chưa chạy xong; sổ tính:\n{0}\n\n"
        "Hãy chạy lại Cai-dat.cmd rồi bấm lại. Nếu vẫn lỗi, chụp cả hộp thông báo hiện ra trước hộp này và gửi cho "
        "người hỗ trợ."
    ),
}
"""What VBA says before Python is there to speak; ``{0}`` is the workbook's full name."""

ROWS: tuple[tuple[str, str | bool], ...] = (*SETTINGS.items(), *MESSAGES.items())
