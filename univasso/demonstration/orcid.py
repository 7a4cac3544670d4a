"""A fictional ORCID, so that its sign-in can be tried and tested without the real one.

It speaks OpenID Connect as ORCID does (discovery, PKCE, one-time codes, signed tokens) and answers
only this very machine. The people whom it knows do not exist, and no real iD begins with 9999.
"""

import base64
import hashlib
import json
import secrets
from urllib.parse import urlencode

from flask import Flask
from joserfc import jwt
from joserfc.jwk import RSAKey
from markupsafe import Markup
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Request, Response

from univasso.core import clock
from univasso.web.demonstration import comes_from_here

PATH = "/demonstration/orcid"
PEOPLE = {
    "9999-0000-0000-0019": "Rosalie Fictive",
    "9999-0000-0000-0027": "Ousmane Fictif",
    "9999-0000-0000-0035": "Chloé Fictive",
}
LIFE = 600  # seconds

PAGE = Markup(
    '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'
    "<title>ORCID fictif</title></head><body><main>"
    "<h1>ORCID fictif</h1><p>Ce n’est pas ORCID : c’est une doublure pour la démonstration. "
    "Ces personnes n’existent pas.</p>"
    '<p lang="en">This is not ORCID but a stand-in for the demonstration. '
    "These people do not exist.</p><ul>{people}</ul>"
    '<p><a href="{declined}">Ne rien dire à Univ’Asso / <span lang="en">Decline</span></a></p>'
    "</main></body></html>"
)


class Orcid:
    """The server: a WSGI application with its key and the codes that it has given."""

    def __init__(self, issuer: str, client_id: str, client_secret: str):
        self.issuer, self.client_id, self.client_secret = issuer, client_id, client_secret
        self.key = RSAKey.generate_key(2048, {"kid": "fictional", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict] = {}
        self.twist: dict = {}  # what a test would have it say wrongly

    def __call__(self, environ: dict, start_response):
        request = Request(environ)
        rooms = {
            "/.well-known/openid-configuration": self.describe,
            "/oauth/authorize": self.ask,
            "/oauth/token": self.exchange,
            "/oauth/jwks": self.keys,
        }
        room = rooms.get(request.path)
        if room is None or not comes_from_here(request):
            return Response("404", 404)(environ, start_response)
        return room(request)(environ, start_response)

    def describe(self, _request: Request) -> Response:
        return _json(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/oauth/authorize",
                "token_endpoint": f"{self.issuer}/oauth/token",
                "jwks_uri": f"{self.issuer}/oauth/jwks",
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def keys(self, _request: Request) -> Response:
        return _json({"keys": [self.key.as_dict(private=False)]})

    def ask(self, request: Request) -> Response:
        """The page on which a person lets themselves be known; each choice has a code of its own."""
        asked = request.args
        back, state = asked.get("redirect_uri", ""), asked.get("state", "")
        if asked.get("client_id") != self.client_id or not back:
            return Response("400", 400)
        people = Markup("").join(
            Markup('<li><a href="{}">{}</a> ({})</li>').format(
                f"{back}?{urlencode({'code': self._code(orcid, asked), 'state': state})}",
                name,
                orcid,
            )
            for orcid, name in PEOPLE.items()
        )
        declined = f"{back}?{urlencode({'error': 'access_denied', 'state': state})}"
        return Response(PAGE.format(people=people, declined=declined), mimetype="text/html")

    def _code(self, orcid: str, asked) -> str:
        code = secrets.token_urlsafe(16)
        kept = ("nonce", "code_challenge", "redirect_uri")
        self.codes[code] = {"sub": orcid, **{name: asked.get(name, "") for name in kept}}
        return code

    def exchange(self, request: Request) -> Response:
        """A code, once, for a token that says who it was."""
        sent = request.form
        given = self.codes.pop(sent.get("code", ""), None)
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if (
            given is None
            or sent.get("client_secret") != self.client_secret
            or sent.get("redirect_uri") != given["redirect_uri"]
            or base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != given["code_challenge"]
        ):
            return _json({"error": "invalid_grant"}, 400)
        now = int(clock.now().timestamp())
        claims = {
            "iss": self.issuer, "aud": self.client_id, "sub": given["sub"], "iat": now,
            "exp": now + LIFE, "nonce": given["nonce"], "name": PEOPLE[given["sub"]], **self.twist,
        }  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "fictional"}, claims, self.key)
        return _json(
            {"access_token": secrets.token_urlsafe(16), "token_type": "bearer", "id_token": token}
        )


def _json(content: dict, status: int = 200) -> Response:
    return Response(json.dumps(content), status, mimetype="application/json")


def attach(app: Flask) -> None:
    """Serve it beside the demonstration, unless the real one is set."""
    if app.config["ORCID_CLIENT_ID"]:
        return
    issuer = app.config["PUBLIC_URL"].rstrip("/") + PATH
    secret = secrets.token_urlsafe(24)
    app.config.update(
        ORCID_ISSUER=issuer, ORCID_CLIENT_ID="demonstration", ORCID_CLIENT_SECRET=secret
    )
    fictional = Orcid(issuer, "demonstration", secret)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PATH: fictional})
