"""What units write of their work: results and evidence by activity, as an office in a district or a sở words them.

``{no}`` and ``{date}`` are a made-up document number and day; other placeholders are the unit's own figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Work:
    """A finished piece of work: its result, its evidence, and from when on (with some days' play) it is dated."""

    result: str
    evidence: str
    since: date
    days: int = 20


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a unit writes instead while the work is going on."""

    result: str
    difficulty: str


LOCAL = {
    "N1.A2": Work(
        "Ủy ban nhân dân {lower} đã ban hành kế hoạch, phân công cơ quan chủ trì, phối hợp và thời gian hoàn "
        "thành từng nhiệm vụ.",
        "Kế hoạch số {no}/KH-UBND ngày {date}",
        date(2023, 9, 18),
    ),
    "N1.A4": Work(
        "Đã rà soát {schools} trường mầm non, phổ thông; thống nhất phương án sắp xếp, xóa 02 điểm trường lẻ "
        "ít học sinh.",
        "Phương án số {no}/PA-UBND ngày {date}",
        date(2024, 3, 4),
        40,
    ),
    "N2.A1": Work(
        "Các trường xây dựng kế hoạch giáo dục, dạy học đúng tiến độ chương trình lớp 4, lớp 8; hoàn thành "
        "chương trình trước ngày 25/5/2024.",
        "Báo cáo số {no}/BC-PGDĐT ngày {date}",
        date(2024, 5, 20),
        9,
    ),
    "N2.A3": Work(
        "Giữ vững kết quả phổ cập giáo dục mầm non cho trẻ em 5 tuổi; huy động {five} trẻ em 5 tuổi đến lớp.",
        "Quyết định số {no}/QĐ-UBND ngày {date} về công nhận đạt chuẩn phổ cập giáo dục, xóa mù chữ",
        date(2023, 11, 20),
        30,
    ),
    "N2.A4": Work(
        "Đến cuối năm học có {standard} trường đạt chuẩn quốc gia; đã tự đánh giá, đề nghị công nhận lại các "
        "trường đến hạn.",
        "Tờ trình số {no}/TTr-UBND ngày {date}",
        date(2024, 4, 1),
        40,
    ),
    "N3.A1": Work(
        "Đã tuyển dụng, hợp đồng giáo viên bổ sung cho các trường còn thiếu theo số biên chế được giao.",
        "Quyết định số {no}/QĐ-UBND ngày {date} phê duyệt kết quả tuyển dụng",
        date(2023, 11, 6),
        40,
    ),
    "N3.A2": Work(
        "Điều động, biệt phái giáo viên giữa các trường, giảm tình trạng thừa, thiếu cục bộ ở cấp tiểu học "
        "và trung học cơ sở.",
        "Quyết định số {no}/QĐ-UBND ngày {date}",
        date(2023, 8, 21),
        30,
    ),
    "N3.A4": Work(
        "Có {trained} giáo viên đang hoặc đã hoàn thành đào tạo nâng trình độ chuẩn.",
        "Quyết định số {no}/QĐ-UBND ngày {date} cử giáo viên đi đào tạo",
        date(2023, 10, 2),
        60,
    ),
    "N4.A3": Work(
        "Đưa vào sử dụng các phòng học xây mới; số phòng học kiên cố hiện có là {solid} phòng.",
        "Biên bản nghiệm thu số {no}/BB-NT ngày {date}",
        date(2024, 1, 8),
        100,
    ),
    "N4.A4": Work(
        "Đã mua sắm, bàn giao thiết bị dạy học tối thiểu lớp 4, lớp 8 cho các trường trên địa bàn.",
        "Quyết định số {no}/QĐ-UBND ngày {date} phê duyệt kết quả lựa chọn nhà thầu",
        date(2023, 12, 4),
        30,
    ),
    "N4.A5": Work(
        "Vận động tổ chức, cá nhân hỗ trợ trang thiết bị, học bổng; các trường công khai thu, chi theo quy định.",
        "Báo cáo số {no}/BC-PGDĐT ngày {date}",
        date(2024, 5, 13),
        15,
    ),
    "N5.A1": Work(
        "{schools} trường tổ chức học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với "
        "chuyên đề năm 2024.",
        "Kế hoạch số {no}/KH-PGDĐT ngày {date}",
        date(2024, 1, 15),
        30,
    ),
    "N5.A4": Work(
        "Các trường duy trì tổ tư vấn tâm lý, quy tắc ứng xử; phối hợp với công an cấp xã phòng, chống bạo "
        "lực học đường.",
        "Kế hoạch số {no}/KH-PGDĐT ngày {date}",
        date(2023, 9, 11),
        20,
    ),
    "N6.A2": Work(
        "Kiểm tra bếp ăn bán trú, nguồn nước; không xảy ra ngộ độc thực phẩm trong trường học.",
        "Biên bản kiểm tra số {no}/BB-KT ngày {date}",
        date(2024, 3, 11),
        40,
    ),
    "N6.A3": Work(
        "Mở lớp dạy bơi trong hè và trong năm học; {swimmers} học sinh biết bơi.",
        "Kế hoạch số {no}/KH-UBND ngày {date}",
        date(2024, 4, 8),
        30,
    ),
    "N6.A4": Work(
        "{schools} trường ban hành phương án phòng cháy, chữa cháy, ứng phó mưa lũ và đã diễn tập trước mùa mưa bão.",
        "Công văn số {no}/PGDĐT ngày {date}",
        date(2023, 9, 18),
        35,
    ),
    "N7.A3": Work(
        "Rà soát hồ sơ các trường liên kết dạy ngoại ngữ, sử dụng giáo viên nước ngoài; chưa phát hiện vi phạm.",
        "Biên bản kiểm tra số {no}/BB-PGDĐT ngày {date}",
        date(2024, 2, 26),
        40,
    ),
    "N8.A1": Work(
        "Xác thực mã định danh của {identified} trẻ em, học sinh trên cơ sở dữ liệu ngành.",
        "Báo cáo số {no}/BC-PGDĐT ngày {date}",
        date(2023, 12, 18),
        25,
    ),
    "N9.A2": Work(
        "Kiểm tra {fees} cuộc về dạy thêm, học thêm và các khoản thu đầu năm học; đã yêu cầu khắc phục thiếu sót.",
        "Thông báo số {no}/TB-PGDĐT ngày {date}",
        date(2023, 11, 1),
        28,
    ),
    "N9.A3": Work(
        "Hoàn thành {inspections} cuộc kiểm tra theo kế hoạch năm học.",
        "Thông báo số {no}/TB-PGDĐT ngày {date}",
        date(2024, 5, 6),
        20,
    ),
}

UNFINISHED = {
    "N3.A1": Unfinished(
        "Đã tuyển dụng đợt 1; còn thiếu giáo viên Tin học, Ngoại ngữ cấp tiểu học, đang thông báo tuyển dụng đợt 2.",
        "- Thiếu nguồn tuyển giáo viên Tin học, Ngoại ngữ có trình độ đại học; nhiều người trúng tuyển xin "
        "chuyển về đồng bằng.",
    ),
    "N4.A3": Unfinished(
        "Các công trình đang thi công, khối lượng đạt trên 70%.",
        "Mưa lũ tháng 10, tháng 11 năm 2023 làm chậm thi công; đường vận chuyển vật liệu lên các điểm trường "
        "bị sạt lở.",
    ),
    "N1.A4": Unfinished(
        "Đang lấy ý kiến Nhân dân về phương án sắp xếp điểm trường.",
        "- Một số thôn xa trung tâm, phụ huynh chưa đồng thuận việc xóa điểm trường lẻ.",
    ),
    "N8.A1": Unfinished(
        "Đã xác thực trên 95% số học sinh; tiếp tục làm sạch dữ liệu còn sai lệch.",
        "Dữ liệu họ tên, ngày sinh của một số trẻ em chưa khớp cơ sở dữ liệu quốc gia về dân cư.",
    ),
}
HALF_WAY = "Đang triển khai theo kế hoạch năm học; hoàn thành các phần việc của học kỳ I."
