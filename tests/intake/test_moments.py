"""Moments are read in the form of whoever downloaded, or are unknown: none is read as another one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from autograder.intake.sources.moodle import read_worksheet
from autograder.intake.times import parse_lms_time

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "text",
    [
        # `strftimedaydatetime` and `strftimedatetimeshort` of Moodle's language packs, and forms of the CLDR.
        "Donnerstag, 12. März 2026, 14:05",
        "12.03.2026 14:05",
        "12.03.2026 14.05",
        "12. März 2026, 14.05 Uhr",
        "Donnerstag, 12. März 2026, 02:05 nachmittags",
        "torstai, 12 maaliskuu 2026, 14:05",
        "12. maaliskuuta 2026 klo 14.05",
        "12.3.2026 klo 14.05",
        "torsdag den 12. marts 2026 kl. 14.05",
        "12. mar. 2026 14.05.00",
        "giovedì, 12 marzo 2026, 14:05",
        "12 marzo 2026 14.05",
        "Čtvrtek, 12. březen 2026, 14.05",
        "jeudi, 12 mars 2026, 14 h 05",
        "jeudi 12 mars 2026 à 14h05",
        "jueves, 12 de marzo de 2026, 2:05 p.\u00a0m.",
        "2026. március 12., csütörtök, 14:05",
        "2026 m. kovo 12 d., 14:05",
        "četrtek, 12. marec 2026, 14:05",
        "Thứ Năm, 12 tháng 3 2026, 2:05 CH",
        "2026년 3월 12일(목) 오후 2:05",
        "2026年3月12日 星期四 14:05",
        "2026年3月12日 星期四 下午 2:05",
        "2026-03-12 02:05 PM",
        "12 Mar 2026, 2:05 pm CET",
    ],
)
def test_an_afternoon_is_read_in_every_form_that_a_site_has_it_in(text: str) -> None:
    assert parse_lms_time(text, BERLIN) == datetime(2026, 3, 12, 14, 5, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "2026년 3월 12일 저녁 7:00",
        "2026年3月12日 晚上11:50",
        "2026. március 12. du. 2:05",
        "12. März 2026, 2:05 nachm.",
        "12 Mar 2026, 11:05 p",
        "12 Mar 2026, 11:05 XYZ",
        "12/03/2026 14.05",
        "12.13.2026 11:05",
        "12/03/26, 14:05",
        "Mar 12 at 2:05pm",
    ],
)
def test_a_half_of_the_day_or_an_order_that_nobody_can_be_sure_of_is_no_moment(text: str) -> None:
    assert parse_lms_time(text, BERLIN) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12.03.26 14:05", "de"),
        ("Do., 12.03.26, 14:05 Uhr", ""),
        ("12/03/26 14:05", "fr"),
        ("26. 3. 12. 오후 2:05", ""),
        ("26. 3. 12 14:05", "ko"),
        ("26/03/12 14:05", "ja"),
        ("26-03-12 14:05:00", "ko"),
    ],
)
def test_two_digits_of_a_year_are_read_where_the_language_says_which_number_they_are(text: str, language: str) -> None:
    assert parse_lms_time(text, BERLIN, language) == datetime(2026, 3, 12, 14, 5, tzinfo=BERLIN)


def test_of_three_short_numbers_in_english_one_is_the_day_or_nothing_is_known() -> None:
    assert parse_lms_time("03/18/26 2:05 PM", BERLIN, "en") == datetime(2026, 3, 18, 14, 5, tzinfo=BERLIN)
    assert parse_lms_time("18/03/26 14:05", BERLIN, "en") == datetime(2026, 3, 18, 14, 5, tzinfo=BERLIN)
    for text in ("12/03/26 2:05 PM", "12.03.26 14:05", "31/13/26 14:05"):
        assert parse_lms_time(text, BERLIN, "en") is None
    for text in ("18.03.26 14:05", "26.03.18 14:05", "03/18/26 2:05 PM"):
        assert parse_lms_time(text, BERLIN) is None


@pytest.mark.parametrize(
    ("column", "said", "unread"),
    [
        ("Zuletzt geändert (Abgabe)", "12.03.26 14:05", ""),
        ("최종 수정됨 (제출)", "26. 3. 12 오후 2:05", ""),
        ("Last modified (submission)", "12/03/26 14:05", "12/03/26 14:05"),
    ],
)
def test_a_worksheet_that_a_spreadsheet_saved_again_tells_its_language(column: str, said: str, unread: str) -> None:
    header = ["Identifier", "Full name", "Email address", column]
    row = read_worksheet([header, ["Participant 7", "Ada Lovelace", "ada@example.edu", said]], BERLIN, "grades.csv")["7"]
    assert row.unread == unread
    assert row.submitted_at == (None if unread else datetime(2026, 3, 12, 14, 5, tzinfo=BERLIN))


@pytest.mark.parametrize(
    ("header", "moments"),
    [
        (
            "Identifiant,Nom complet,Adresse,Statut,Date limite,Dernière modification (travail remis),Dernière modification (note)",
            ("jeudi 26 mars 2026 23:59", "jeudi 12 mars 2026 14:05", "lundi 30 mars 2026 09:00"),
        ),
        (
            "識別子,氏名,メール,ステータス,期限,最終更新日時 (提出),最終更新日時 (評点)",
            ("2026年 03月 26日 23:59", "2026年 03月 12日 14:05", "2026年 03月 30日 09:00"),
        ),
        (
            "识别号,全名,邮箱,状态,截止,最后修改（学生）,最后修改（教师）",
            ("2026年03月26日 23:59", "2026年03月12日 14:05", "2026年03月30日 09:00"),
        ),
    ],
)
def test_what_is_due_in_a_worksheet_is_never_taken_for_when_it_was_handed_in(
    header: str, moments: tuple[str, ...]
) -> None:
    row = ["Participant 7", "Ada Lovelace", "ada@example.edu", "", *moments]
    rows = read_worksheet([header.split(","), row], BERLIN, "grades.csv")
    assert rows["7"].submitted_at == datetime(2026, 3, 12, 14, 5, tzinfo=BERLIN)
    two_of_a_kind = ["Bezeichner", "Name", "Mail", "Status", "Termin", "Abgegeben"]
    assert read_worksheet([two_of_a_kind, row[:6]], BERLIN, "grades.csv")["7"].submitted_at is None
