"""Passkeys (WebAuthn): a key kept by a device, that signs only for this site."""

import json
from dataclasses import dataclass

import webauthn
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from univasso.accounts.services import factors
from univasso.core import clock
from univasso.core.db import db
from univasso.models.accounts import SignIn, User
from univasso.models.credentials import Authenticator, Means

# What the library raises of what no browser sends.
FAULTS = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


class NotThisKey(Exception):  # noqa: N818
    """What the browser sent proves nothing: another site, another challenge, another key."""


@dataclass(frozen=True)
class Site:
    """What the keys sign for: from PUBLIC_URL, never from a request."""

    name: str  # rp_id, a host
    origin: str


def to_create(site: Site, user: User) -> tuple[str, str]:
    """What the browser is asked to make (JSON), and the challenge that it must sign."""
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name=factors.ISSUER,
        user_id=f"user:{user.id}".encode(),
        user_name=user.email,
        user_display_name=user.name,
        exclude_credentials=_descriptors(user),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def to_sign(site: Site, user: User) -> tuple[str, str]:
    """What the browser is asked to sign with a key of this person, and the challenge."""
    options = webauthn.generate_authentication_options(
        rp_id=site.name, allow_credentials=_descriptors(user)
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def _descriptors(user: User) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=key.credential_id)
        for key in factors.of(user, Means.PASSKEY)
    ]


def add(site: Site, user: User, sent: str, challenge: str, label: str, sign_in: SignIn) -> None:
    """Keep a key that was just made. Raises ``NotThisKey``."""
    try:
        made = webauthn.verify_registration_response(
            credential=sent,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
        )
    except FAULTS as fault:
        raise NotThisKey from fault
    if db.session.scalar(select(Authenticator).filter_by(credential_id=made.credential_id)):
        raise NotThisKey
    key = Authenticator(
        user_id=user.id,
        means=Means.PASSKEY,
        label=label,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        counter=made.sign_count,
    )
    factors.keep(key, user, sign_in)


def check(site: Site, user: User, sent: str, challenge: str) -> None:
    """Raises ``NotThisKey`` unless one of this person's keys has signed the challenge."""
    try:
        raw = base64url_to_bytes(str(json.loads(sent)["id"]))
        key = db.session.scalar(
            select(Authenticator)
            .where(Authenticator.credential_id == raw, Authenticator.user_id == user.id)
            .with_for_update()
        )
        if key is None:
            raise NotThisKey
        signed = webauthn.verify_authentication_response(
            credential=sent,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.counter,
        )
    except FAULTS as fault:
        raise NotThisKey from fault
    key.counter, key.used_at = signed.new_sign_count, clock.now()
