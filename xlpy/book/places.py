"""Names of the master workbook's cells and ranges: written by the layout, read and filled by the program."""

from __future__ import annotations

from collections.abc import Mapping

PERIOD, INBOX, OUTBOX, FORMS, PREVIOUS = "KyBaoCao", "ThuMucNhan", "ThuMucKetQua", "ThuMucBieuMau", "TepKyTruoc"
SETTINGS: Mapping[str, str] = {
    "period": PERIOD,
    "inbox": INBOX,
    "outbox": OUTBOX,
    "forms": FORMS,
    "previous": PREVIOUS,
}
"""What the user fills in on the panel: named cell by label."""
STATE: Mapping[str, str] = {
    "edition": "BanSo",
    "made": "LucLap",
    "made_by": "NguoiLap",
    "period_name": "TenKy",
    "cut_off": "NgayChot",
    "deadline": "HanGui",
    "reporting_units": "SoPhaiGui",
    "sent": "SoDaGui",
    "late": "SoGuiMuon",
    "refused": "SoChuaDung",
    "unsent": "SoChuaGui",
    "errors": "SoLoi",
    "warnings": "SoCanhBao",
    "balance": "LechSo",
}
"""What the program fills in on the panel: named cell by label."""
COUNTED = ("reporting_units", "sent", "late", "refused", "unsent", "errors", "warnings", "balance")
"""Those of STATE that are numbers."""
SENDING, TASKS, NEXT = "BieuGui", "BieuNhiemVu", "ViecTiep"
"""Ranges: units by how they sent (4 x 1); a row for each task (short name, four statuses, percent done);
what to do next (`NEXT_LINES` x 1)."""
NEXT_LINES = 5
MARK = "DauVet"
"""The fingerprint of the edition that the workbook holds, on the hidden sheet; '' where it holds none."""
