"""Difficulties and recommendations by kind of unit, worded as units do; some begin with a dash, as in a list."""

from __future__ import annotations

from dataclasses import dataclass

PROVINCE, DEPARTMENT, OTHERS, CENTRAL, OWN = range(5)
"""Whom it is put to: places in the form's list of addressees."""


@dataclass(frozen=True, slots=True)
class Said:
    """One row: the task, what is difficult and why, what is recommended and to whom."""

    task: str
    difficulty: str
    cause: str
    recommendation: str
    addressee: int


LOWLAND = (
    Said(
        "N3",
        "Thiếu giáo viên Tin học, Ngoại ngữ cấp tiểu học khi triển khai Chương trình giáo dục phổ thông 2018.",
        "Nguồn tuyển hạn chế; biên chế giao thấp hơn định mức.",
        "Bổ sung biên chế giáo viên Tin học, Ngoại ngữ cho năm học 2024-2025.",
        PROVINCE,
    ),
    Said(
        "N4",
        "- Thiết bị dạy học tối thiểu lớp 4, lớp 8 về chậm so với tiến độ chương trình.",
        "Thủ tục lựa chọn nhà thầu kéo dài.",
        "Sớm hướng dẫn danh mục, giá tham khảo thiết bị dạy học tối thiểu để địa phương mua sắm trước năm học mới.",
        OTHERS,
    ),
    Said(
        "N2",
        "Một số trường đạt chuẩn quốc gia đến hạn công nhận lại nhưng chưa đủ phòng học bộ môn.",
        "Tiêu chuẩn cơ sở vật chất theo quy định mới cao hơn.",
        "Ưu tiên vốn đầu tư cho các trường đến hạn công nhận lại đạt chuẩn quốc gia.",
        PROVINCE,
    ),
    Said(
        "N8",
        "Phần mềm cơ sở dữ liệu ngành quá tải vào đầu năm học, cuối học kỳ.",
        "Nhiều trường nhập liệu cùng lúc.",
        "- Nâng cấp hạ tầng phần mềm;\n- Kéo dài thời gian mở cơ sở dữ liệu ngành.",
        DEPARTMENT,
    ),
)
CITY = (
    Said(
        "N2",
        "Sĩ số học sinh trên lớp ở cấp tiểu học vượt quy định tại các phường trung tâm.",
        "Dân số cơ học tăng nhanh, quỹ đất xây trường còn ít.",
        "Quan tâm bố trí quỹ đất, vốn xây mới 02 trường tiểu học.",
        PROVINCE,
    ),
)
MOUNTAIN = (
    Said(
        "N3",
        "- Thiếu giáo viên Tin học, Ngoại ngữ; giáo viên trúng tuyển xin chuyển công tác về đồng bằng sau "
        "thời gian ngắn.",
        "Điều kiện sinh hoạt khó khăn, chính sách thu hút chưa đủ mạnh.",
        "Ban hành chính sách thu hút, hỗ trợ nhà ở công vụ cho giáo viên miền núi.",
        PROVINCE,
    ),
    Said(
        "N4",
        "Còn phòng học tạm, phòng học nhờ nhà văn hóa thôn tại các điểm trường lẻ.",
        "Nguồn vốn địa phương hạn hẹp, địa bàn chia cắt.",
        "Bố trí vốn Chương trình mục tiêu quốc gia xóa phòng học tạm trong năm 2025.",
        PROVINCE,
    ),
    Said(
        "N6",
        "Mưa lũ, sạt lở đất làm chia cắt đường đến trường; học sinh phải nghỉ học nhiều ngày trong tháng 10, tháng 11.",
        "Địa hình dốc, nhiều ngầm tràn chưa có cầu.",
        "Hỗ trợ kinh phí khắc phục thiên tai cho các trường bị sạt lở taluy.",
        PROVINCE,
    ),
    Said(
        "N2",
        "Học sinh dân tộc thiểu số bỏ học theo gia đình đi làm ăn xa sau Tết Nguyên đán.",
        "Đời sống khó khăn; tảo hôn vẫn còn.",
        "- Duy trì chính sách hỗ trợ học sinh bán trú sau khi xã ra khỏi diện đặc biệt khó khăn.",
        CENTRAL,
    ),
)
ISLAND = (
    Said(
        "N3",
        "Khó điều động giáo viên ra đảo; thiếu giáo viên Âm nhạc, Mỹ thuật, Ngoại ngữ.",
        "Đi lại phụ thuộc thời tiết, chi phí sinh hoạt cao.",
        "Có chế độ luân chuyển, phụ cấp phù hợp cho giáo viên công tác tại huyện đảo.",
        PROVINCE,
    ),
    Said(
        "N6",
        "Trường học gần biển chịu ảnh hưởng trực tiếp của bão, nước dâng.",
        "",
        "Hỗ trợ gia cố phòng học làm nơi trú tránh an toàn.",
        OTHERS,
    ),
)
OFFICE = (
    Said(
        "N3",
        "Số biên chế giáo viên giao cho các trường trực thuộc thấp hơn nhu cầu theo định mức.",
        "Phải thực hiện tinh giản biên chế trong khi số lớp không giảm.",
        "Kiến nghị trung ương không giảm biên chế giáo viên theo tỷ lệ chung ở nơi số lớp không giảm.",
        CENTRAL,
    ),
    Said(
        "N4",
        "Một số phòng học bộ môn xuống cấp, thiết bị lớp 11 chưa đồng bộ.",
        "Kinh phí chi thường xuyên còn hạn chế.",
        "Bố trí kinh phí sửa chữa phòng học, mua sắm bổ sung thiết bị dạy học trong dự toán năm 2025.",
        PROVINCE,
    ),
)
COORDINATING = {
    "SKHDT": Said(
        "N4",
        "Giải ngân vốn một số dự án trường học còn chậm.",
        "Vướng giải phóng mặt bằng, điều chỉnh thiết kế.",
        "Các chủ đầu tư đẩy nhanh thủ tục, cam kết tiến độ giải ngân từng tháng.",
        OWN,
    ),
    "STC": Said(
        "N4",
        "Nguồn thu ngân sách địa phương gặp khó khăn nên khó bố trí thêm kinh phí ngoài dự toán.",
        "",
        "Các đơn vị sắp xếp thứ tự ưu tiên mua sắm trong dự toán được giao.",
        OWN,
    ),
    "SNV": Said(
        "N3",
        "Biên chế giáo viên được Trung ương giao chưa đáp ứng định mức.",
        "Chỉ tiêu bổ sung theo lộ trình từng năm.",
        "Tiếp tục kiến nghị Trung ương giao bổ sung biên chế giáo viên.",
        CENTRAL,
    ),
    "STTTT": Said(
        "N8",
        "Còn điểm trường vùng núi chưa có cáp quang.",
        "Địa hình phức tạp, suất đầu tư cao.",
        "Bố trí kinh phí hỗ trợ đưa cáp quang đến các điểm trường lẻ vùng núi.",
        PROVINCE,
    ),
}
