"""The blueprint of accounts, and what its pages share."""

from flask import Blueprint, request
from flask_babel import gettext as _

from univasso.models.accounts import ROLE_LABELS

bp = Blueprint("accounts", __name__)

BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac", "Linux")


def network() -> str:
    """Where the request comes from, as limits count it."""
    return request.remote_addr or ""


@bp.app_template_filter("device")
def device(agent: str) -> str:
    """A browser and a system, as their owner would name them."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return ", ".join(filter(None, (browser, system))) or _("Unknown device")


@bp.app_template_filter("masked")
def masked(email: str) -> str:
    """An address that its owner recognises and nobody else learns."""
    box, _at, host = email.partition("@")
    return f"{box[:1]}…@{host}"


@bp.app_context_processor
def role_labels() -> dict:
    return {"roles": ROLE_LABELS}
