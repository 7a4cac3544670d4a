"""Texts made to escape from where they stand: each stays a text, wherever it is shown or exported."""

import csv
import json
import re
from io import StringIO

import pytest
from defusedxml import ElementTree

from tests import make
from tests.reader import Parsed
from tests.security.conftest import VISITORS
from univasso.core.db import db
from univasso.models import OutgoingMail, Output

# Whatever it stands in, one of these would open an element or an attribute of its own.
ESCAPE = (
    "zéphyr\"'><xss-tag data-xss=1 onmouseover=alert(1)></title></textarea></script><!--"
    "]]>{{7*7}}${7*7}"
)
BROKEN = ("data-xss", "onmouseover")
NOTICE = {
    "kind_code": "article", "title_fr": ESCAPE, "title_en": ESCAPE, "language": "fr", "issued": "2020",
    "asked_fr": ESCAPE, "found_fr": ESCAPE, "changes_fr": ESCAPE, "abstract_fr": f"{ESCAPE}\n\n{ESCAPE}",
    "abstract_en": ESCAPE, "keywords": ESCAPE.replace(";", ""), "licence": "cc-by-4.0",
    "url": "https://exemple.test/?a=\"><xss-tag data-xss=1>", "container": ESCAPE, "volume": "<xss-tag>",
    "issue": "\"><xss-tag>", "pages": "1<xss-tag>", "publisher": ESCAPE, "place": "<xss-tag data-xss>",
    "authors-0-kind": "person", "authors-0-family": ESCAPE, "authors-0-given": "=HYPERLINK(1)",
    "authors-0-role": "author", "authors-1-kind": "organisation", "authors-1-family": "=1+1",
    "authors-1-role": "author", "links-0-kind": "audio",
    "links-0-url": "https://exemple.test/<xss-tag data-xss=1>", "links-0-label": ESCAPE, "note": ESCAPE,
}  # fmt: skip


def escaped_from(html: str) -> list:
    """The elements that a text made in a page; none, when it stayed a text."""
    return [
        (tag, about)
        for tag, about in Parsed(html).elements
        if tag == "xss-tag" or any(name in about for name in BROKEN)
    ]


SPOKEN = ESCAPE.replace("'", "’")  # nothing of it is refused in a name
PROFILE = {
    "name": SPOKEN, "short_name": SPOKEN[:80], "mission": ESCAPE, "publics": ESCAPE, "unwanted": ESCAPE,
    "field_offer": ESCAPE, "working_hours": ESCAPE, "contact_phone": "<xss-tag data-xss=1>",
    "address": ESCAPE, "website": "https://exemple.test/?a=\"><xss-tag data-xss=1>",
    "channel": "phone", "refusals": "no_students",
}  # fmt: skip


def fill_association(app, read, house) -> None:
    """Every text of an association, of its people and of its mails."""
    space = f"/annuaire/associations/{house.association}"
    read.send("/compte/profil", as_=house.asking, name=SPOKEN)
    form = {**read(f"{space}/modifier", as_=house.member).form(), **PROFILE}
    read.send(f"{space}/modifier", form=form)
    read.send(f"{space}/participer", council_on="y", council_note=ESCAPE, field_on="y",
              field_note=ESCAPE)  # fmt: skip
    read.send(f"{space}/visibilite", form={**read(f"{space}/visibilite").form(), "is_listed": "y"})
    read.send(f"{space}/numero", number="vol 12 folio 3 <xss-tag data-xss=1>")
    read.send(f"/annuaire/membres/{house.place}/moi", title=ESCAPE[:80], is_public="y")
    read.send(f"{space}/membres/inviter", email="zoe@exemple.test", role="reader", message=ESCAPE)
    read.send(f"/annuaire/membres/{house.place}/passer-la-main", email="yann@exemple.test",
              message=ESCAPE)  # fmt: skip
    read.send(f"{space}/demander", as_=house.asking, message=ESCAPE)
    read.send(f"{space}/sollicitations", as_=house.coordinator, about=ESCAPE)
    read.send(f"{space}/verifier", proof=ESCAPE)
    read.send("/associations/ouvrir", name=SPOKEN, person=SPOKEN, title=ESCAPE[:80])
    with app.app_context():
        mails = db.session.query(OutgoingMail).filter(OutgoingMail.to_email == "zoe@exemple.test")
        house.invitation = make.link(mails.one(), "/annuaire/invitations")
        db.session.remove()


@pytest.fixture
def hostile(app, read, house, work):
    """Every text field of every form filled with it, by those who may; the output is published."""
    draft = f"/productions/{house.draft}"
    read.send(f"{draft}/modifier", as_=house.member, form=NOTICE)
    read.send(f"{draft}/echanges", text=ESCAPE, field=ESCAPE[:40])
    read.send(f"{draft}/etapes/submit", note=ESCAPE)
    read.send(f"{draft}/relecture", association=ESCAPE, email="lectrice@exemple.test")
    read.send(f"{draft}/etapes/publish", as_=house.coordinator, note=ESCAPE)
    read.send(f"{draft}/correction", erratum=ESCAPE)
    form = {"kind": "use", "text": ESCAPE, "who": ESCAPE, "email": "elle@exemple.test"}
    house.tracking = read.send(f"{draft}/ecrire", form=form).response.location
    with app.app_context():
        number = db.session.execute(db.text("SELECT max(id) FROM enquiry")).scalar()
    read.send(f"/productions/messages/{number}", text=ESCAPE)
    read.send(f"/productions/messages/{number}/montrer")
    read.send("/recherche/mots", expressions=f"{ESCAPE[:90]} ; autre")
    read.send("/administration/personnes/inviter", as_=house.administrator, status=422,
              email=ESCAPE, role="member")  # fmt: skip
    fill_association(app, read, house)
    work()
    return house


def pages(house) -> list[str]:
    space = f"/annuaire/associations/{house.association}"
    return [
        "/annuaire", f"/annuaire?q={ESCAPE}", "/annuaire?q=zéphyr", space, f"{space}?comme=members",
        f"{space}/espace", f"{space}/modifier", f"{space}/membres", f"{space}/passation",
        f"{space}/participer", f"{space}/numero", f"{space}/verifier", f"{space}/sollicitations",
        f"{space}/rapprocher/{house.association + 1}", f"{space}/quitter", f"{space}/charte",
        f"{space}/demander?preuve={ESCAPE}", f"/annuaire/membres/{house.place}/moi",
        f"/annuaire/membres/{house.place}/passer-la-main", f"/annuaire/membres/{house.place}/role",
        f"/annuaire/membres/{house.place + 3}/repondre", house.invitation,
        f"/associations/rejoindre?q={ESCAPE}", f"/associations/nouvelle?nom={ESCAPE}&numero={ESCAPE}",
        "/associations/les-miennes", "/associations/a-verifier", f"/associations/a-verifier?q={ESCAPE}",
        "/", "/recherche", "/recherche?q=zéphyr", f"/recherche?q={ESCAPE}", "/recherche?onglet=besoins",
        f"/productions/{house.draft}", f"/productions/{house.draft}?q={ESCAPE}",
        f"/productions/{house.draft}/modifier", f"/productions/{house.draft}/versions",
        f"/productions/{house.draft}/ecrire", f"/productions/{house.draft}/echanges",
        "/productions/mes-depots", "/productions/moderation?etat=published",
        f"/productions/moderation?q={ESCAPE}", "/productions/messages?tous=1",
        f"/productions/messages/{house.enquiry + 1}", "/recherche/mots", "/recherche/demandes",
        "/administration/courriels", f"/administration/courriels?q={ESCAPE}",
        "/administration/courriels/2", "/administration/courriels/3", "/administration/travaux",
        "/administration/personnes", f"/administration/personnes?q={ESCAPE}", house.tracking,
        f"/besoins/1?x={ESCAPE}", f"/nulle-part/{ESCAPE}", f"/connexion?next={ESCAPE}",
    ]  # fmt: skip


def test_no_text_of_anybody_becomes_part_of_a_page(read, hostile):
    met = 0
    for visitor in VISITORS:
        if visitor != "stranger":
            read.sign_in(getattr(hostile, visitor))
        for address in pages(hostile):
            html = read.client.get(address, follow_redirects=True).get_data(as_text=True)
            assert escaped_from(html) == [], (visitor, address)
            assert "49" not in re.findall(r"\$?(\d+)\}?", html.partition("zéphyr")[2][:200]), (
                address
            )
            met += "xss-tag" in html
    assert met > 30  # the texts were there indeed


def test_no_text_of_anybody_becomes_part_of_a_mail(app, hostile):
    with app.app_context():
        mails = db.session.query(OutgoingMail).all()
        assert sum("xss-tag" in mail.html for mail in mails) >= 4
        for mail in mails:
            assert escaped_from(mail.html) == [], mail.subject
            assert "\n" not in mail.subject


def test_exports_say_the_text_and_nothing_else(app, read, hostile):
    def text(address):
        return read.client.get(address).get_data(as_text=True)

    for address in (
        f"/productions/{hostile.draft}/citer.xml",
        "/recherche.atom?q=zéphyr",
        "/sitemap.xml",
    ):
        root = ElementTree.fromstring(text(address))
        assert not [e for e in root.iter() if "xss" in str(e.tag)]
    rows = list(csv.reader(StringIO(text("/recherche.csv?q=zéphyr"))))
    assert len(rows) == 2
    assert not any(cell[:1] in "=+-@" for row in rows[1:] for cell in row if cell)
    assert json.loads(text("/recherche.json?q=zéphyr"))[0]["title"] == ESCAPE
    page = text(f"/productions/{hostile.draft}")
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert ESCAPE in json.dumps(json.loads(linked), ensure_ascii=False).replace('\\"', '"')


def test_a_line_break_in_a_title_forges_no_line_of_an_export(app, read, house, work):
    title = (
        "Un titre\nER  - \nTY  - JOUR\r\nTI  - Un autre}\n}\n@article{faux, title = {Faux}\u2028}"
    )
    draft = f"/productions/{house.draft}"
    read.send(
        f"{draft}/modifier", as_=house.member, form={**NOTICE, "title_fr": title, "title_en": ""}
    )
    read.send(f"{draft}/etapes/submit")
    read.send(f"{draft}/etapes/publish", as_=house.coordinator)
    ris = read.client.get(f"{draft}/citer.ris").get_data(as_text=True)
    assert [line[:2] for line in ris.splitlines()].count("ER") == 1
    bibtex = read.client.get(f"{draft}/citer.bib").get_data(as_text=True)
    assert bibtex.count("\n@") + bibtex.startswith("@") == 1
    with app.app_context():
        assert "\n" not in db.session.get(Output, house.draft).title_fr


def test_no_address_that_could_run_is_kept(read, house):
    path = f"/productions/{house.draft}/modifier"
    for address in (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x",
        "//evil.example", "vbscript:x.y", "http:/x", "https://", "file:///etc/passwd", "ftp://a.example/",
        " javascript:alert(1)//a.b",
    ):  # fmt: skip
        page = read.send(path, as_=house.member, status=422, form={**NOTICE, "url": address})
        assert "https://" in page.complaints(), address


@pytest.mark.parametrize(
    "name", ["title_fr", "abstract_fr", "keywords", "territories", "authors-0-family"]
)
def test_a_character_no_format_can_hold_is_pointed_at_and_the_rest_is_kept(read, house, name):
    path = f"/productions/{house.draft}/modifier"
    for character in ("\x00", "\x0b", "\x1b", "\x85"):
        form = {**NOTICE, "title_en": "Un titre gardé", name: f"avant{character}après"}
        page = read.send(path, as_=house.member, status=422, form=form)
        assert "ne peut pas être gardé" in page.complaints(), repr(character)
        assert "Un titre gardé" in page.html


def test_a_mark_that_turns_the_text_around_is_dropped(app, read, house):
    form = {**NOTICE, "title_fr": "rapport\u202efdp.exe", "title_en": ""}
    read.send(f"/productions/{house.draft}/modifier", as_=house.member, form=form)
    with app.app_context():
        make.bind(app)
        assert db.session.get(Output, house.draft).title_fr == "rapportfdp.exe"


def test_a_date_that_does_not_exist_is_pointed_at_and_kept(read, house):
    for typed in ("2020-02-30", "0022-01-01", "2020-13", "32/01/2020", "9999", "hier", "²020"):
        form = {**NOTICE, "issued": typed}
        path = f"/productions/{house.draft}/modifier"
        page = read.send(path, as_=house.member, status=422, form=form)
        assert f'value="{typed}"' in page.html
        assert page.complaints()


def test_a_moment_that_does_not_exist_is_pointed_at_and_kept(read, house):
    for typed in ("2026-12-03T24:30", "2026-02-30T10:00", "0022-01-01T10:00", "demain", "9" * 99):
        path = f"/productions/{house.draft}/embargo"
        page = read.send(path, as_=house.member, status=422, embargo_until=typed)
        assert f'value="{typed}"' in page.html


def test_a_text_too_long_is_given_back_whole(read, house):
    text = "é" * 10_001
    form = {**NOTICE, "abstract_fr": text, "title_fr": "t" * 10_000}
    page = read.send(
        f"/productions/{house.draft}/modifier", as_=house.member, status=422, form=form
    )
    assert text in page.html
    assert "t" * 10_000 in page.html
