"""The rows of the hidden sheet ``Plan167.conf``: what VBA tells people before Python is there to speak.

The sheet layout writes them as they stand, key in column A and text in column B from A1 on.
"""

from __future__ import annotations

from collections.abc import Mapping

SHEET = "Plan167.conf"

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
    "MSG_TOO_LONG": (
        "Đường dẫn của sổ tính quá dài nên Windows không tìm thấy chương trình cạnh sổ:\n{0}\n\n"
        "Hãy đóng sổ, chuyển cả thư mục Plan167 ra chỗ có đường dẫn ngắn (ví dụ C:\\Plan167), chạy Cai-dat.cmd tại đó "
        "rồi mở lại sổ tính."
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
        "Tên sổ tính hoặc tên thư mục có dấu không dùng được: dấu chấm phẩy (;), từ hai dấu % trở lên, hoặc dấu = "
        "trong tên sổ:\n{0}\n\n"
        "Hãy đóng sổ, đổi tên cho hết các dấu này rồi mở lại. Chữ Việt có dấu, dấu cách và các dấu khác dùng được."
    ),
    "MSG_FAILED": (
        "Chức năng vừa bấm chưa chạy xong (mã {1}); sổ tính:\n{0}\n\n"
        "Cách làm:\n"
        "1. Bấm đúp Cai-dat.cmd trong thư mục Plan167, chờ báo cài đặt xong rồi bấm lại nút.\n"
        "2. Nếu vẫn vậy: máy có thể đang chặn Excel khởi động chương trình khác (Microsoft Defender, phần mềm diệt "
        "vi-rút) hoặc khóa cửa sổ lệnh cmd.exe. Hãy chụp hộp này gửi bộ phận công nghệ thông tin và đề nghị cho phép "
        "thư mục Plan167 (xem phần 10 của hướng dẫn).\n\n"
        "Sổ tính và các tệp đã có vẫn còn nguyên."
    ),
}
"""``{0}`` is the workbook's full name, ``{1}`` the number with which Python, cmd.exe or VBA failed."""

ROWS: tuple[tuple[str, str], ...] = tuple(MESSAGES.items())
