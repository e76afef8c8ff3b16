"""What Sở Giáo dục và Đào tạo and the coordinating departments write of their work."""

from __future__ import annotations

from datetime import date

from samples.words import Work

DEPARTMENT = {
    "N1.A1": Work(
        "Ban hành kế hoạch và văn bản hướng dẫn nhiệm vụ năm học cho từng cấp học.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2023, 8, 28),
    ),
    "N1.A3": Work(
        "Tham mưu Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh quy định mức thu học phí và chính sách "
        "hỗ trợ học sinh.",
        "Tờ trình số {no}/TTr-SGDĐT ngày {date}",
        date(2023, 10, 16),
        60,
    ),
    "N2.A1": Work(
        "Các trường trung học phổ thông thực hiện chương trình lớp 11; tổ chức hội nghị đánh giá sau học kỳ I.",
        "Báo cáo số {no}/BC-SGDĐT ngày {date}",
        date(2024, 5, 20),
        9,
    ),
    "N2.A2": Work(
        "Tài liệu giáo dục địa phương lớp 4, lớp 8, lớp 11 đã được thẩm định, phê duyệt và đưa vào giảng dạy.",
        "Quyết định số {no}/QĐ-UBND ngày {date}",
        date(2023, 11, 13),
        40,
    ),
    "N2.A4": Work(
        "Có {standard} trường trung học phổ thông đạt chuẩn quốc gia trên {schools} trường.",
        "Quyết định số {no}/QĐ-UBND ngày {date}",
        date(2024, 3, 18),
        40,
    ),
    "N2.A5": Work(
        "Các trường hoàn thành ôn tập; phương án tổ chức kỳ thi đã được Ban Chỉ đạo thi cấp tỉnh thông qua.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2024, 3, 25),
        30,
    ),
    "N3.A5": Work(
        "Bồi dưỡng sử dụng sách giáo khoa lớp 4, lớp 8, lớp 11 cho cán bộ quản lý, giáo viên cốt cán và đại trà.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2023, 9, 11),
    ),
    "N4.A4": Work(
        "Đã bàn giao thiết bị dạy học tối thiểu lớp 11; gói thiết bị lớp 4, lớp 8 do các địa phương thực hiện.",
        "Quyết định số {no}/QĐ-SGDĐT ngày {date} phê duyệt kết quả lựa chọn nhà thầu",
        date(2023, 12, 4),
        30,
    ),
    "N5.A1": Work(
        "{schools} trường xây dựng chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh "
        "năm 2024, gắn với giảng dạy môn học.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2024, 1, 15),
    ),
    "N5.A2": Work(
        "Tổ chức bồi dưỡng chính trị hè và quán triệt nghị quyết cho {courses} lượt người.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2023, 7, 24),
    ),
    "N5.A3": Work(
        "{schools} trường dạy đủ môn Giáo dục quốc phòng và an ninh theo chương trình mới.",
        "Báo cáo số {no}/BC-SGDĐT ngày {date}",
        date(2024, 5, 13),
        15,
    ),
    "N5.A4": Work(
        "Triển khai mô hình trường học hạnh phúc, quy tắc ứng xử, phòng, chống bạo lực học đường ở các "
        "trường trực thuộc.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2023, 9, 18),
    ),
    "N6.A1": Work(
        "Tổ chức Hội khỏe Phù Đổng cấp tỉnh với 18 đoàn tham gia, 10 môn thi đấu.",
        "Quyết định số {no}/QĐ-SGDĐT ngày {date} về khen thưởng",
        date(2024, 3, 18),
    ),
    "N6.A2": Work(
        "Phối hợp với ngành y tế kiểm tra y tế trường học, an toàn thực phẩm ở các trường có học sinh nội "
        "trú, bán trú.",
        "Biên bản kiểm tra số {no}/BB-KT ngày {date}",
        date(2024, 3, 11),
    ),
    "N6.A4": Work(
        "{schools} trường trực thuộc ban hành phương án phòng cháy, chữa cháy, phòng, chống thiên tai và diễn tập.",
        "Công văn số {no}/SGDĐT-CTTT ngày {date}",
        date(2023, 9, 18),
    ),
    "N7.A1": Work(
        "Bồi dưỡng, khảo sát năng lực giáo viên tiếng Anh; {tested} giáo viên trung học phổ thông đạt chuẩn năng lực.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2023, 10, 9),
    ),
    "N7.A2": Work(
        "Duy trì 05 chương trình hợp tác, tiếp nhận tình nguyện viên dạy tiếng Anh.",
        "Báo cáo số {no}/BC-SGDĐT ngày {date}",
        date(2024, 5, 13),
        12,
    ),
    "N8.A1": Work(
        "Dữ liệu trường trực thuộc được cập nhật, xác thực mã định danh của {identified} học sinh, học viên.",
        "Báo cáo số {no}/BC-SGDĐT ngày {date}",
        date(2023, 12, 18),
    ),
    "N8.A2": Work(
        "Hướng dẫn các địa phương thí điểm học bạ số cấp tiểu học; hoàn thành cấu hình tuyển sinh đầu cấp trực "
        "tuyến năm học 2024-2025.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2024, 2, 19),
        40,
    ),
    "N8.A3": Work(
        "Cung cấp dịch vụ công trực tuyến toàn trình; các trường trực thuộc thu học phí không dùng tiền mặt.",
        "Báo cáo số {no}/BC-SGDĐT ngày {date}",
        date(2024, 4, 15),
        30,
    ),
    "N9.A1": Work(
        "Hoàn thành {inspections} cuộc thanh tra, kiểm tra theo kế hoạch; ban hành kết luận đúng thời hạn.",
        "Kế hoạch số {no}/KH-SGDĐT ngày {date}",
        date(2023, 9, 25),
    ),
    "N9.A4": Work(
        "Theo dõi việc thực hiện kết luận; các đơn vị đã khắc phục hầu hết kiến nghị.",
        "Báo cáo số {no}/BC-SGDĐT ngày {date}",
        date(2024, 5, 6),
    ),
}

COORDINATING = {
    "SKHDT": {
        "N1.A5": Work(
            "Hướng dẫn trình tự, thủ tục đầu tư các dự án trường học thuộc Chương trình mục tiêu quốc gia.",
            "Công văn số {no}/SKHĐT-KGVX ngày {date}",
            date(2024, 2, 19),
            40,
        ),
        "N4.A2": Work(
            "Tham mưu giao kế hoạch vốn đầu tư công năm 2024 cho các dự án trường, lớp học.",
            "Quyết định số {no}/QĐ-UBND ngày {date}",
            date(2023, 12, 11),
            15,
        ),
    },
    "STC": {
        "N1.A5": Work(
            "Tham gia ý kiến về mức thu học phí, chính sách hỗ trợ học sinh và nguồn kinh phí thực hiện.",
            "Công văn số {no}/STC-HCSN ngày {date}",
            date(2024, 2, 19),
            40,
        ),
        "N4.A1": Work(
            "Thẩm định, tham mưu giao dự toán chi sự nghiệp giáo dục, đào tạo và dạy nghề năm 2024.",
            "Quyết định số {no}/QĐ-UBND ngày {date}",
            date(2023, 12, 11),
            15,
        ),
        "N4.A6": Work(
            "Thẩm định dự toán, tham mưu bố trí kinh phí mua sắm thiết bị dạy học lớp 4, lớp 8, lớp 11.",
            "Quyết định số {no}/QĐ-UBND ngày {date}",
            date(2023, 12, 11),
            15,
        ),
    },
    "SNV": {
        "N1.A5": Work(
            "Hướng dẫn hợp đồng giáo viên theo Nghị định số 111/2022/NĐ-CP cho các địa phương còn thiếu.",
            "Công văn số {no}/SNV-CCVC ngày {date}",
            date(2023, 10, 9),
            40,
        ),
        "N3.A3": Work(
            "Tham mưu giao biên chế giáo viên năm học 2023-2024 và phân bổ số biên chế bổ sung.",
            "Quyết định số {no}/QĐ-UBND ngày {date}",
            date(2023, 11, 13),
            30,
        ),
    },
    "STTTT": {
        "N1.A5": Work(
            "Đề xuất hỗ trợ đường truyền Internet cho các điểm trường vùng lõm sóng.",
            "Công văn số {no}/STTTT-CNTT ngày {date}",
            date(2024, 3, 4),
            40,
        ),
        "N2.A7": Work(
            "Định hướng báo chí, hệ thống truyền thanh cơ sở tuyên truyền về đổi mới giáo dục, hướng nghiệp, "
            "phân luồng.",
            "Công văn số {no}/STTTT-BCXB ngày {date}",
            date(2023, 10, 9),
            40,
        ),
        "N8.A4": Work(
            "Phối hợp với doanh nghiệp viễn thông bảo đảm kết nối, an toàn thông tin cho trường học.",
            "Báo cáo số {no}/BC-STTTT ngày {date}",
            date(2024, 5, 6),
            20,
        ),
    },
    "SLDTBXH": {
        "N1.A5": Work(
            "Đề xuất chính sách hỗ trợ học sinh tốt nghiệp trung học cơ sở học nghề.",
            "Công văn số {no}/SLĐTBXH-GDNN ngày {date}",
            date(2024, 3, 4),
            40,
        ),
        "N2.A6": Work(
            "Tổ chức ngày hội tư vấn hướng nghiệp; tuyển sinh học sinh tốt nghiệp trung học cơ sở vào học nghề.",
            "Báo cáo số {no}/BC-SLĐTBXH ngày {date}",
            date(2024, 5, 13),
            12,
        ),
    },
}
