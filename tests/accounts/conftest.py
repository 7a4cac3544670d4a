"""People with passwords and second factors, and the mail box in which links arrive."""

import re
from types import SimpleNamespace
from urllib.parse import urlsplit

import pyotp
import pytest

from tests import make
from univasso.accounts.passwords import hash_password
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import Role
from univasso.models.credentials import Authenticator, Means

PASSWORD = "une phrase assez longue"


@pytest.fixture
def camille(context):
    return make.user(
        Role.MEMBER, email="camille@exemple.test", password_hash=hash_password(PASSWORD)
    )


@pytest.fixture
def box(context, work):
    """``box("camille@exemple.test")``: the last mail that this address received, and its links."""

    def last(email: str, place: int = 0) -> SimpleNamespace:
        work()
        db.session.rollback()
        received = [mail for mail in make.mails() if mail.to_email == email]
        assert received, f"no mail for {email}: {[m.to_email for m in make.mails()]}"
        mail = received[-1 - place]
        links = [urlsplit(link).path for link in re.findall(r"http://localhost\S+", mail.text)]
        return SimpleNamespace(subject=mail.subject, text=mail.text, links=links, link=links[0])

    return last


@pytest.fixture
def application(context):
    """``application(user)``: give somebody an application; gives a function that shows its code."""

    def give(user):
        secret = pyotp.random_base32()
        with transaction():
            db.session.add(
                Authenticator(user_id=user.id, means=Means.TOTP, label="Essai", secret=secret)
            )

        def code(**later) -> str:
            moment = clock.now() + make.timedelta(**later)
            return pyotp.TOTP(secret).at(moment)

        return code

    return give


def is_signed_in(read) -> bool:
    return read.client.get("/compte").status_code == 200
