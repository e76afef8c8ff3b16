import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlpy.basics.legacy_maps import TCVN3, VNI
from xlpy.basics.syllables import is_syllable
from xlpy.basics.text import Encoding, fold, has_hidden, legacy_encoding, tidy, to_unicode
from xlpy.catalogue.names import fold as name_fold

TASKS = (
    "hoàn thiện thể chế nâng cao hiệu lực quản lý nhà nước về giáo dục thực hiện chương trình mầm non phổ thông "
    "thường xuyên đảm bảo số lượng chuẩn hóa đội ngũ giáo viên bố trí ngân sách sử dụng nguồn lực đầu tư tăng cường "
    "chính trị tư tưởng quốc phòng an ninh y tế trường học phòng chống thiên tai dịch bệnh hội nhập chuyển đổi số "
    "thanh tra xử lý vi phạm thủy quỹ khuỷu huỳnh nghiêng nguyễn quảng ngãi ba tơ đức phổ trà bồng gì giêng"
)
LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
TO_TCVN3 = {letter: stored for stored, letter in TCVN3.items()}
TO_VNI = {letter: stored for stored, letter in VNI.items() if stored[0].isupper() == stored[-1].isupper()}

sentences = st.lists(st.sampled_from(TASKS.split()), min_size=1, max_size=6).map(" ".join)


def stored(text: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(letter, letter) for letter in text)


def test_the_maps_hold_every_accented_vietnamese_letter():
    assert set(LETTERS) <= set(TCVN3.values())
    assert set(LETTERS + LETTERS.upper()) == set(VNI.values())


@pytest.mark.parametrize("letter", LETTERS + "ĂÂÊÔƠƯĐ")
def test_each_tcvn3_letter_survives_the_way_there_and_back(letter):
    text = f"x{letter}x"
    assert to_unicode(stored(text, TO_TCVN3), ".VnTime").value == text


@pytest.mark.parametrize("letter", LETTERS + LETTERS.upper())
def test_each_vni_letter_survives_the_way_there_and_back(letter):
    text = f"x{letter}x"
    assert to_unicode(stored(text, TO_VNI), "VNI-Times").value == text


@given(sentences)
def test_vietnamese_sentences_survive_tcvn3(sentence):
    assert to_unicode(stored(sentence, TO_TCVN3), ".VnArial").value == sentence


@given(sentences)
def test_vietnamese_capitals_survive_vni(sentence):
    assert to_unicode(stored(sentence.upper(), TO_VNI), "VNI-Helve").value == sentence.upper()


@given(sentences, st.sampled_from([str.lower, str.upper, str.title]))
def test_plain_unicode_without_an_old_font_is_never_converted(sentence, case):
    text = case(sentence)
    reading = to_unicode(text, None)
    assert (reading.value, reading.encoding, reading.count) == (text, Encoding.UNICODE, 0)


@given(sentences, st.sampled_from([TO_TCVN3, TO_VNI]))
def test_without_a_font_old_text_is_read_rightly_or_left_as_it_is(sentence, letters):
    old = stored(sentence, letters)
    assert to_unicode(old, None).value in {sentence, old}


@pytest.mark.parametrize(
    ("old", "font", "text", "encoding"),
    [
        ("Thµnh phè Qu¶ng Ng·i", ".VnTime", "Thành phố Quảng Ngãi", "tcvn3"),
        ("ThÞ x· §øc Phæ", None, "Thị xã Đức Phổ", "tcvn3"),
        ("v\xadíng m¾c", None, "vướng mắc", "tcvn3"),
        ("thµnh phè", ".VnTimeH", "THÀNH PHỐ", "tcvn3"),
        ("ubnd", ".VnArialH", "UBND", "tcvn3"),
        ("Thaønh phoá Quaûng Ngaõi", "VNI-Times", "Thành phố Quảng Ngãi", "vni"),
        ("Thò xaõ Ñöùc Phoå", None, "Thị xã Đức Phổ", "vni"),
        ("QUAÛNG NGAÕI", "vni-times", "QUẢNG NGÃI", "vni"),
    ],
)
def test_old_text_becomes_unicode(old, font, text, encoding):
    reading = to_unicode(old, font)
    assert (reading.value, reading.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Trường mầm non", ".VnTime"),
        ("bàn", "VNI-Times"),
        ("Hà Nội", "VNI-Times"),
        ("123", ".VnTimeH"),
        ("Số 5", ".VnTimeH"),
    ],
)
def test_unicode_typed_in_an_old_font_stays(text, font):
    assert (to_unicode(text, font).value, to_unicode(text, font).encoding) == (text, Encoding.UNICODE)


@pytest.mark.parametrize(
    "text",
    [
        "10 µm",
        "N·m, m×n",
        "5 × 6 m²",
        "Điều §5",
        "Windows® có bản quyền",
        "Müller",
        "Søren Jørgen",
        "São Tomé",
        "có tám ô",
        "1½",
        "« trích »",
        "thuû",
    ],
)
def test_doubtful_signs_without_an_old_font_stay(text):
    assert to_unicode(text, None).value == text


def test_one_word_with_a_foreign_letter_is_too_little_to_convert():
    assert to_unicode("quü", None).value == "quü"


def test_letters_converted_are_counted():
    assert to_unicode("Thµnh phè Qu¶ng Ng·i", ".VnTime").count == 4


@pytest.mark.parametrize("split", ["NFD", "cp1258"])
def test_loose_accents_are_joined_and_counted(split):
    text = "Thành phố Quảng Ngãi"
    loose = unicodedata.normalize("NFD", text)
    if split == "cp1258":
        loose = loose.replace("o\u0302\u0301", "ô\u0301")
    reading = to_unicode(loose, None)
    assert (reading.value, reading.encoding, reading.count) == (text, Encoding.NFD, 4)


def test_loose_accents_in_an_old_font_are_unicode():
    assert to_unicode("e\u0302\u0301", ".VnTime").value == "ế"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", "tcvn3"), (" .VNARIAL", "tcvn3"), ("VNI-Helve", "vni"), ("Times New Roman", None), ("", None)],
)
def test_font_names_tell_the_encoding(font, encoding):
    assert legacy_encoding(font) == encoding


@pytest.mark.parametrize("word", ["nghiêng", "Quỳnh", "giêng", "gì", "khuỷu", "Đắk", "yêu", "ươm", "HUYỆN"])
def test_vietnamese_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["bcd", "Đ", "aủo", "wá", "niủo", "tòá"])
def test_other_words_are_no_syllables(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\ufeffN1.01\xa0", "N1.01"),
        ("Hoàn\u200b thành", "Hoàn thành"),
        ("１２３", "123"),
        ("a\xa0b\u3000c", "a b c"),
        ("Ðang thực hiện", "Đang thực hiện"),
        ("dòng 1\ndòng 2\n", "dòng 1\ndòng 2"),
        (unicodedata.normalize("NFD", "Hoàn thành"), "Hoàn thành"),
    ],
)
def test_tidy_text_has_no_hidden_differences(raw, clean):
    assert tidy(raw) == clean


@given(st.text())
def test_tidy_text_is_tidy(text):
    assert tidy(tidy(text)) == tidy(text)


def test_folded_texts_are_the_same_whatever_their_case_and_spaces():
    assert fold("Đang  Thực hiện\xa0") == fold("đang thực\nhiện")
    assert fold("Ba Tơ") != fold("Ba Tô")


@pytest.mark.parametrize(("text", "hidden"), [("12", False), ("1\xa0234", False), ("12\xa0", True), ("1\u200b2", True)])
def test_hidden_characters_are_seen(text, hidden):
    assert has_hidden(text) is hidden


SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Signs of the category Cf that are seen: they stand over or under a number."""
UNSEEN = [
    sign
    for code in range(sys.maxunicode + 1)
    if unicodedata.category(sign := chr(code)) == "Cf" and code not in SEEN and not 0x13439 <= code <= 0x1343F
]


def test_no_sign_of_format_that_shows_nothing_changes_a_number_or_a_choice():
    changed = [sign for sign in UNSEEN if tidy(f"9{sign}4{sign}") != "94" or not has_hidden(f"94{sign}")]
    assert (len(UNSEEN) > 140, changed) == (True, [])


def test_no_sign_of_format_that_shows_nothing_changes_a_name():
    assert [sign for sign in UNSEEN if name_fold(f"Ba{sign} T{sign}ơ") != name_fold("Ba Tơ")] == []
