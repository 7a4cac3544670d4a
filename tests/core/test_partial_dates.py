"""Dates known to the year, the month or the day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from univasso.core.partial_dates import dates_in, partial_date, read_date


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019-03-14", "2019-03-14"), ("2019/03//", "2019-03"), ("2019///", "2019"),
        ("March 2019", "2019-03"), ("14 mars 2019", "2019-03-14"), ("c. 1954", "1954"),
        ("2019-02-31", "2019-02"), ("2019-13", "2019"), ("1988/1992", "1988"),
        ("99", ""), ("0000", ""), ("YEAR/MONTH/DAY/", ""), ("forthcoming", ""),
    ],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_written(written, meant):
    assert read_date(written) == meant


def test_a_date_of_parts_keeps_those_that_exist():
    assert partial_date("2013", 1, 1) == "2013-01-01"
    assert partial_date(2013, None, 5) == "2013"
    assert partial_date("x") == ""


def test_the_dates_of_a_text_come_in_reading_order():
    text = "Amiens, le 1er\nfévrier 2021. March 14, 2019; relu en août 2020, le 3/12/2022 (2018)."
    assert list(dates_in(text)) == ["2021-02-01", "2019-03-14", "2020-08", "2022-12-03"]
    assert list(dates_in("de 1234 à 5678, le 45 mars 2019 et en mai")) == ["2019-03"]


@given(st.text())
def test_nothing_makes_a_date_fail(text):
    read_date(text)
    list(dates_in(text))
