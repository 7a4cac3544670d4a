"""Signing in with ORCID (OpenID Connect): state, nonce, PKCE and the token are checked by Authlib.

The iD that comes back has been shown by its owner a moment ago; it is kept in the visitor's own
cookie until a button says what to do with it.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Response, current_app, session
from joserfc.errors import JoseError
from requests import RequestException

from univasso.core import clock
from univasso.core.identifiers import recognise
from univasso.web.mailing import address

log = logging.getLogger(__name__)

PRODUCTION, SANDBOX = "https://orcid.org", "https://sandbox.orcid.org"
FRESH = timedelta(minutes=30)
PATIENCE = 8  # seconds
FAULTS = (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, RuntimeError)


class NotVerified(Exception):  # noqa: N818
    """ORCID did not say who this is; ``why`` is ``away``, ``declined`` or ``strange``."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Verified:
    """An iD, the name that goes with it, and when its owner showed it."""

    orcid: str
    name: str
    at: datetime


def is_offered() -> bool:
    return bool(current_app.config["ORCID_CLIENT_ID"])


def begin() -> Response:
    """Lead to ORCID. Raises ``NotVerified`` when it does not answer."""
    try:
        return _client().authorize_redirect(address("accounts.orcid_back"))
    except FAULTS as fault:
        log.warning("ORCID does not answer: %s", fault)
        raise NotVerified("away") from fault


def finish() -> Verified:
    """Who came back from ORCID. Raises ``NotVerified``."""
    try:
        claims = _client().authorize_access_token()["userinfo"]
    except RequestException as fault:
        log.warning("ORCID does not answer: %s", fault)
        raise NotVerified("away") from fault
    except FAULTS as fault:
        log.warning("ORCID: %s", fault)
        declined = getattr(fault, "error", "") == "access_denied"
        raise NotVerified("declined" if declined else "strange") from fault
    found = recognise(str(claims["sub"]))
    if found is None or found.scheme != "orcid":
        raise NotVerified("strange")
    name = claims.get("name") or f"{claims.get('given_name', '')} {claims.get('family_name', '')}"
    return Verified(found.value, name.strip()[:200], clock.now())


def keep(verified: Verified) -> None:
    """Remember it in the visitor's own session."""
    session["orcid"] = [verified.orcid, verified.name, verified.at.timestamp()]


def kept() -> Verified | None:
    """What this browser has verified in the last half hour."""
    if "orcid" not in session:
        return None
    orcid, name, at = session["orcid"]
    moment = datetime.fromtimestamp(at, UTC)
    return Verified(orcid, name, moment) if moment + FRESH > clock.now() else None


def _client():
    """One per application: it keeps what the server says of itself."""
    known = current_app.extensions.get("orcid")
    if known is None:
        settings = current_app.config
        issuer = settings["ORCID_ISSUER"] or (SANDBOX if settings["ORCID_SANDBOX"] else PRODUCTION)
        known = OAuth(current_app).register(
            "orcid",
            client_id=settings["ORCID_CLIENT_ID"],
            client_secret=settings["ORCID_CLIENT_SECRET"],
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid",
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "client_secret_post",
                "default_timeout": PATIENCE,
            },
        )
        current_app.extensions["orcid"] = known
    return known
