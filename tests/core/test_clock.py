"""Paris days and UTC moments, on both days of the year when clocks change."""

from datetime import UTC, date, datetime, timedelta

from univasso.core import clock


def test_a_paris_day_begins_at_midnight_in_paris_in_winter_and_in_summer():
    assert clock.start_of_day(date(2026, 1, 15)) == datetime(2026, 1, 14, 23, tzinfo=UTC)
    assert clock.start_of_day(date(2026, 7, 15)) == datetime(2026, 7, 14, 22, tzinfo=UTC)


def test_the_days_when_clocks_change_have_23_and_25_hours():
    spring = clock.start_of_day(date(2026, 3, 30)) - clock.start_of_day(date(2026, 3, 29))
    autumn = clock.start_of_day(date(2026, 10, 26)) - clock.start_of_day(date(2026, 10, 25))
    assert (spring, autumn) == (timedelta(hours=23), timedelta(hours=25))


def test_the_clock_can_be_moved_and_put_right(later):
    before = clock.now()
    later(days=45)
    assert timedelta(days=44) < clock.now() - before < timedelta(days=46)
