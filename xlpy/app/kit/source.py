"""Which Python a kit can be made from: python.org's, of 64 bits, whole, and licensed to be handed on."""

from __future__ import annotations

import platform
import re
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from xlpy.basics.errors import UserError
from xlpy.basics.system import PLATFORM

_LIBRARY = re.compile(r"python3\d+\.dll", re.IGNORECASE)
_ELSEWHERE = "Hãy cài Python 64 bit từ trang chính thức python.org rồi chạy lại bằng Python đó."


class KitRefusedError(UserError):
    """No kit can be made here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PythonSource:
    """The Python that makes the kit. ``base`` is its own folder, also where it runs as that of a ``.venv``."""

    base: Path
    system: str
    processor: str
    bits: int

    @classmethod
    def running(cls) -> PythonSource:
        """The Python that runs this."""
        return cls(Path(sys.base_prefix), PLATFORM, platform.machine(), struct.calcsize("P") * 8)

    @property
    def library(self) -> Path | None:
        """``python311.dll`` beside ``python.exe``; None where it is not there."""
        return next((file for file in sorted(self.base.glob("*.dll")) if _LIBRARY.fullmatch(file.name)), None)

    @property
    def licence(self) -> Path | None:
        """The text under which Python may be handed on; None where it is not there."""
        places = (self.base / "LICENSE.txt", self.base / "LICENSE", self.base / "Lib" / "LICENSE.txt")
        return next((file for file in places if file.is_file()), None)


def checked(source: PythonSource) -> tuple[Path, Path]:
    """The library and the licence of a Python that can be copied. Raises KitRefusedError for any other."""
    if source.system != "win32" or source.processor.upper() != "AMD64" or source.bits != 64:
        raise KitRefusedError("Bộ cài chỉ làm được trên Windows 64 bit (x64), bằng Python 64 bit.")
    if "WindowsApps" in source.base.parts or "PythonSoftwareFoundation" in str(source.base):
        raise KitRefusedError(f"Python của Microsoft Store không sao chép được. {_ELSEWHERE}")
    if (source.base / "conda-meta").is_dir():
        raise KitRefusedError(f"Python của Anaconda, Miniconda không sao chép được. {_ELSEWHERE}")
    if any(source.base.glob("*._pth")):
        raise KitRefusedError(f"Python ở {source.base} là bản nhúng hoặc của một bộ cài khác. {_ELSEWHERE}")
    library, licence = source.library, source.licence
    wanted = ("python.exe", "pythonw.exe", "Lib/os.py", "DLLs")
    lacking = [name for name in wanted if not (source.base / name).exists()]
    if library is None or lacking:
        what = ", ".join([*([] if library else ["python3xx.dll"]), *lacking])
        raise KitRefusedError(f"Python ở {source.base} không đủ để sao chép, thiếu: {what}. {_ELSEWHERE}")
    if licence is None:
        raise KitRefusedError(f"Không thấy giấy phép của Python (LICENSE.txt) trong {source.base}. {_ELSEWHERE}")
    return library, licence
