"""What machines ask for first: what may be read, and where everything is (M1.16)."""

from flask import Blueprint, Response
from lxml import etree
from lxml.builder import ElementMaker
from sqlalchemy import select

from univasso.core.db import db
from univasso.models.outputs import Output, OutputState
from univasso.models.vocabularies import KnowledgeNeed
from univasso.policy import VISIBLE
from univasso.web.access import public
from univasso.web.mailing import address

bp = Blueprint("exchange", __name__)

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # addresses in one file (sitemaps.org, protocol)
# Pages that are the same thing said in another order, somebody's own, or made of people: whoever is
# in the directory chose to be found in it, not in every search engine, from where nobody is taken back.
CLOSED = (
    "/recherche?", "/recherche.", "/administration", "/compte", "/connexion", "/invitations",
    "/annuaire", "/associations/", "/acces",
)  # fmt: skip


@bp.get("/robots.txt")
@public
def robots():
    """Rules for crawlers (RFC 9309)."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED),
             f"Sitemap: {address('exchange.sitemap')}", ""]  # fmt: skip
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@bp.get("/sitemap.xml")
@public
def sitemap():
    """Every page that everybody may read, with the day it last changed."""
    make = ElementMaker(namespace=SITEMAP, nsmap={None: SITEMAP})
    outputs = db.session.execute(
        select(Output.id, Output.updated_at)
        .where(Output.state == OutputState.PUBLISHED, VISIBLE[Output](None))
        .order_by(Output.id.desc())
        .limit(MOST - 100)
    )
    needs = db.session.scalars(select(KnowledgeNeed).order_by(KnowledgeNeed.number))
    root = make.urlset(
        make.url(make.loc(address("programme.home"))),
        make.url(make.loc(address("needs.index"))),
        *(make.url(make.loc(address("needs.show", number=n.number, slug=n.slug))) for n in needs),
        *(
            make.url(
                make.loc(address("outputs.page", id=number)),
                make.lastmod(updated.date().isoformat()),
            )
            for number, updated in outputs
        ),
    )
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Response(text, content_type="application/xml; charset=utf-8")
