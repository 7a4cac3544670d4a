"""Second factors: whole stories (D1.4)."""

import pyotp
import pytest

from tests import make
from tests.accounts.conftest import PASSWORD, is_signed_in
from tests.reader import Reader
from univasso.accounts.passwords import hash_password
from univasso.accounts.services import factors
from univasso.core.db import db, transaction
from univasso.models import RecoveryCode, Role, RoleGrant

WORK = "/productions/moderation"


def sign_in(read, user, **about):
    return read.send("/connexion", email=user.email, password=PASSWORD, **about)


def set_up(read) -> tuple[pyotp.TOTP, list[str]]:
    """Add an application as its page says; gives it, and the recovery codes shown."""
    page = read("/compte/second-facteur/application")
    key = page.html.partition('id="totp-key">')[2].partition("<")[0].replace(" ", "")
    totp = pyotp.TOTP(key)
    code = totp.at(make.clock.now())
    page = read.send("/compte/second-facteur/application", status=200, code=code, label="Téléphone")
    return totp, [w for t, _, w in page.parsed.text if t == "code" and len(w) == 11]


def kept_by(user) -> list:
    db.session.rollback()
    return factors.of(user)


@pytest.fixture
def coralie(context):
    return make.coordinator(email="coralie@exemple.test", password_hash=hash_password(PASSWORD))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_application_is_added_then_asked_for(app, read, camille, box, language):
    sign_in(read, camille)
    totp, codes = set_up(read)
    assert len(set(codes)) == 10
    assert "second facteur" in box(camille.email).subject
    assert "Téléphone" in read("/compte").words
    new = Reader(app)
    page = new.send("/connexion", status=200, email=camille.email, password=PASSWORD,
                    next="/productions/mes-depots", language=language)  # fmt: skip
    assert ("Seconde étape" if language == "fr" else "Second step") in page.words
    assert not is_signed_in(new)
    form = page.form("/connexion/second")
    form["code"] = "000000"
    new.send("/connexion/second", status=422, form=form, language=language)
    make.clock.shift(make.timedelta(seconds=60))  # the code that added it has served
    form["code"] = totp.at(make.clock.now())
    answer = new.send("/connexion/second", form=form)
    assert answer.response.location == "/productions/mes-depots"


def test_a_code_serves_once(app, read, camille, application):
    code = application(camille)()
    for reader, status in ((read, 303), (Reader(app), 422)):
        reader.send("/connexion", status=200, email=camille.email, password=PASSWORD)
        reader.send("/connexion/second", status=status, code=code)


def test_a_code_of_another_time_does_not_serve(read, camille, application):
    shows = application(camille)
    read.send("/connexion", status=200, email=camille.email, password=PASSWORD)
    read.send("/connexion/second", status=422, code=shows(minutes=5))
    read.send("/connexion/second", status=422, code="")
    read.send("/connexion/second", status=422, code="１２３４５６")
    read.send("/connexion/second", code=f" {shows()[:3]} {shows()[3:]} ")


def test_a_recovery_code_serves_once_and_its_owner_is_told(app, read, camille, box):
    sign_in(read, camille)
    _, codes = set_up(read)
    for reader, status in ((Reader(app), 303), (Reader(app), 422)):
        reader.send("/connexion", status=200, email=camille.email, password=PASSWORD)
        reader.send("/connexion/second", status=status, code=codes[3].upper().replace("-", " "))
    assert "code de secours vient de servir" in box(camille.email).text
    assert "9 codes sur dix" in read("/compte").words
    kept = db.session.query(RecoveryCode.code_hash).all()
    assert codes[0] not in {row.code_hash for row in kept}


def test_new_codes_replace_the_former_ones(app, read, camille):
    sign_in(read, camille)
    _, former = set_up(read)
    page = read.send("/compte/second-facteur/codes", status=200)
    assert former[0] not in page.words
    other = Reader(app)
    other.send("/connexion", status=200, email=camille.email, password=PASSWORD)
    other.send("/connexion/second", status=422, code=former[0])


def test_tries_of_codes_are_counted(read, camille, application):
    shows = application(camille)
    read.send("/connexion", status=200, email=camille.email, password=PASSWORD)
    for number in range(10):
        read.send("/connexion/second", status=422, code=f"{number:06d}")
    page = read.send("/connexion/second", status=429, code=shows())
    assert int(page.response.headers["Retry-After"]) > 600


def test_the_first_step_lasts_ten_minutes(read, camille, application, later):
    shows = application(camille)
    read.send("/connexion", status=200, email=camille.email, password=PASSWORD)
    later(minutes=11)
    page = read.send("/connexion/second", code=shows(), next="/compte")
    assert page.response.location == "/connexion?next=/compte"
    assert not is_signed_in(read)


def test_neither_a_mailed_link_nor_a_new_password_replaces_it(read, camille, application, box):
    shows = application(camille)
    read.send("/connexion/lien", email=camille.email)
    assert "Seconde étape" in read.send(box(camille.email).link, status=200).words
    assert not is_signed_in(read)
    read.send("/mot-de-passe", email=camille.email)
    read.send(box(camille.email).link, password="quatre girafes au tableau")
    read.send("/connexion", status=200, email=camille.email, password="quatre girafes au tableau")
    assert not is_signed_in(read)
    read.send("/connexion/second", code=shows())
    assert is_signed_in(read)


def test_what_waited_for_the_sign_in_comes_back_after_the_second_step(read, camille, application):
    shows = application(camille)
    kept = '[["text", "Une remarque"]]'
    page = read.send("/connexion", status=200, email=camille.email, password=PASSWORD,
                     next="/productions/1/echanges", kept=kept)  # fmt: skip
    form = page.form("/connexion/second")
    form = {name: values[0].replace("&#34;", '"') for name, values in form.items()}
    form["code"] = shows()
    assert "Une remarque" in read.send("/connexion/second", status=200, form=form).html


def test_whoever_looks_after_others_sets_one_up_before_work(read, coralie):
    draft = make.output(make.OutputState.DRAFT, title_fr="Un brouillon zyxw").id
    page = sign_in(read, coralie, next=WORK)
    assert page.response.location == f"/compte/renforcer?next={WORK}"
    assert "demande un second facteur" in read(page.response.location).words
    for path in (WORK, f"/productions/{draft}", "/recherche/demandes"):
        assert read(path, status=303).response.location.startswith("/compte/renforcer")
    assert "Modération" not in read("/compte").words  # nor the bar of work
    read("/recherche")
    set_up(read)
    assert "zyxw" in read(f"{WORK}?etat=draft").words


def test_a_session_without_it_shows_it_then_works(app, read, coralie, application, later):
    sign_in(read, coralie)
    shows = application(coralie)
    assert read(WORK, status=303).response.location.startswith("/compte/renforcer")
    page = read.send("/productions/moderation/ensemble", status=403, verb="publish", outputs="1")
    form = page.form("/compte/renforcer")
    page = read.send("/compte/renforcer", status=200, form=form)
    assert "Montrez votre second facteur" in page.words
    form = {n: v[0].replace("&#34;", '"') for n, v in page.form("/compte/renforcer").items()}
    page = read.send("/compte/renforcer", status=200, form={**form, "code": shows()})
    assert page.form("/productions/moderation/ensemble")["verb"] == ["publish"]
    read(WORK)


def test_the_last_one_stays_with_whoever_needs_it(read, coralie, camille):
    sign_in(read, coralie)
    set_up(read)
    factor = kept_by(coralie)[0].id
    read.send(f"/compte/second-facteur/{factor}/retirer")
    assert "ajoutez-en d’abord un autre" in read("/compte/second-facteur").words
    assert len(kept_by(coralie)) == 1


def test_it_is_removed_by_its_owner_only(app, read, camille):
    sign_in(read, camille)
    set_up(read)
    factor = kept_by(camille)[0].id
    other = Reader(app)
    other("/compte", as_=make.user())
    other.send(f"/compte/second-facteur/{factor}/retirer", status=404)
    read.send(f"/compte/second-facteur/{factor}/retirer")
    assert "Vous n’en avez pas encore" in read("/compte/second-facteur").words
    db.session.rollback()
    assert db.session.query(RecoveryCode).count() == 0


def test_a_wrong_first_code_adds_nothing_and_keeps_the_key(read, camille):
    sign_in(read, camille)
    page = read("/compte/second-facteur/application")
    again = read.send("/compte/second-facteur/application", status=422, code="000000")
    key = page.html.partition('id="totp-key">')[2].partition("<")[0]
    assert key in again.html
    assert kept_by(camille) == []


def test_one_click_of_the_demonstration_needs_none(app, read, context):
    ada = make.administrator(is_fictional=True)
    app.config["DEMONSTRATION"] = True
    read.send(f"/connexion/demonstration/{ada.id}")
    read("/administration/personnes")


def test_a_role_given_later_asks_for_it_too(read, camille):
    sign_in(read, camille)
    with transaction():
        user = db.session.merge(camille)
        user.grants = [RoleGrant(role=Role.COORDINATOR)]
    assert read(WORK, status=303).response.location.startswith("/compte/renforcer")
