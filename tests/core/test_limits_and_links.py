"""How often, and until when."""

from datetime import timedelta

import pytest

from univasso.core import limits, signed
from univasso.core.db import transaction
from univasso.models import Attempt


def test_the_third_try_in_an_hour_is_the_last(context, later):
    for _ in range(3):
        limits.check("knock", "192.0.2.1", most=3, within=timedelta(hours=1))
        with transaction():
            limits.count("knock", "192.0.2.1")
    with pytest.raises(limits.TooMany) as said:
        limits.check("knock", "192.0.2.1", most=3, within=timedelta(hours=1))
    assert 0 < said.value.seconds <= 3600
    limits.check("knock", "192.0.2.2", most=3, within=timedelta(hours=1))
    later(hours=1, seconds=1)
    limits.check("knock", "192.0.2.1", most=3, within=timedelta(hours=1))


def test_no_address_is_kept_in_clear(context):
    with transaction():
        limits.count("knock", "192.0.2.1")
    assert "192.0.2" not in Attempt.query.one().bucket


def test_a_link_serves_its_purpose_only():
    token = signed.sign("secret", "credit", 12)
    assert signed.read("secret", "credit", token, 60) == 12
    for wrong in (
        ("other", "credit", token),
        ("secret", "tracking", token),
        ("secret", "credit", "x" * 9999),
    ):
        with pytest.raises(signed.LinkForeign):
            signed.read(*wrong, 60)


def test_an_expired_link_says_so_and_what_it_was_about():
    token = signed.sign("secret", "credit", 12)
    with pytest.raises(signed.LinkExpired) as late:
        signed.read("secret", "credit", token, -1)
    assert late.value.payload == 12
