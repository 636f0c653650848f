"""Signing keys and tokens like those of Teams, and many that prove nothing."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from functools import cache

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.e2e.fake_cards import Json
from tests.e2e.fake_world import TENANT

OTHER_ISSUERS = {
    "the emulator 3.1": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
    "the emulator 3.2": "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0",
    "the emulator 4": "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0",
    "the government cloud": "https://api.botframework.us",
    "our own tenant": f"https://login.microsoftonline.com/{TENANT}/v2.0",
    "another tenant": "https://login.microsoftonline.com/99999999-2222-4333-8444-555555555555/v2.0",
    "nearly the same": "https://api.botframework.com/",
}
"""Who else signs tokens: the emulator and skills are taken in by the SDK of Microsoft, and not here."""


def bad_authorizations(
    token: Callable[..., str], key: rsa.RSAPrivateKey, key_id: str
) -> dict[str, str | None]:
    """Headers that prove nothing, by what is wrong with them. `token` makes good ones, signed with this key."""
    now = int(time.time())
    public = key.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    good = token()
    head, body, signature = good.split(".")
    claims = jwt.decode(good, options={"verify_signature": False})
    swapped = jwt.encode(claims, rsa_key(98), algorithm="RS256", headers={"kid": key_id})
    unkeyed = jwt.encode(claims, key, algorithm="RS256")
    other_body = _b64(json.dumps(claims | {"exp": now + 9_999}).encode())
    bad = {
        "expired": token(exp=now - 301),
        "not valid yet": token(nbf=now + 400),
        "for another bot": token(aud="another-bot"),
        "no audience": token(aud=None),
        "another issuer": token(iss="https://sts.windows.net/x/"),
        "no issuer": token(iss=None),
        "another service": token(serviceurl="https://elsewhere.example/"),
        "no service": token(serviceurl=None),
        "service is a number": token(serviceurl=7),
        "no end": token(exp=None),
        "end is no number": token(exp="tomorrow"),
        "end is true": token(exp=True),
        "end is endless": token(exp=10**400),
        "unknown key": token(key_id="key-nobody-knows"),
        "no key id": unkeyed,
        "signed by another": swapped,
        "changed after signing": f"{head}.{other_body}.{signature}",
        "no signature": f"{head}.{body}.",
        "algorithm none": f"{_header('none', key_id)}.{body}.",
        "shared secret": jwt.encode(claims, "x" * 64, algorithm="HS256", headers={"kid": key_id}),
        "public key as secret": _hs256(claims, pem, key_id),
        "another RSA algorithm": jwt.encode(
            claims,
            key,
            algorithm="RS512",
            headers={"kid": key_id},
        ),
        "no token at all": "",
        "garbage": "garbage",
        "three dots of garbage": "a.b.c",
        "header is a list": f"{_b64(b'[]')}.{body}.{signature}",
        "very long": good + "a" * 20_000,
        "not ascii": good[:-1] + "é",
        "begins at nothing": token(nbf="soon"),
        "for several bots": token(aud=["another-bot", "a-third-bot"]),
        "two tokens": f"{good}, {good}",
        "two signatures": f"{good}.{signature}",
        "service is a list": token(serviceurl=[claims["serviceurl"]]),
        "service in capitals": token(serviceurl=claims["serviceurl"].upper()),
        "key in the header": jwt.encode(
            claims,
            rsa_key(98),
            algorithm="RS256",
            headers={
                "kid": key_id,
                "jwk": json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key(98).public_key())),
            },
        ),
        "keys elsewhere": jwt.encode(
            claims,
            rsa_key(98),
            algorithm="RS256",
            headers={"kid": "key-98", "jku": "http://127.0.0.1:1/keys", "x5u": "http://127.0.0.1:1/keys"},
        ),
        "must be understood": token(headers={"crit": ["b64"], "b64": False}),
        "another padding": jwt.encode(claims, key, algorithm="PS256", headers={"kid": key_id}),
        "algorithm None": f"{_header('None', key_id)}.{body}.",
        "algorithm empty": f"{_header('', key_id)}.{body}.{signature}",
        "key id is a way": f"{_header('RS256', '../../keys/key-1')}.{body}.{signature}",
    }
    bad |= {f"issuer of {name}": token(iss=issuer) for name, issuer in OTHER_ISSUERS.items()}
    headers: dict[str, str | None] = {name: f"Bearer {each}" for name, each in bad.items()}
    return headers | {"no header": None, "empty": "", "another scheme": f"Basic {good}", "bare": good}


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _header(algorithm: str, key_id: str) -> str:
    return _b64(json.dumps({"alg": algorithm, "typ": "JWT", "kid": key_id}).encode())


def _hs256(claims: Json, secret: bytes, key_id: str) -> str:
    """A token signed with the public key as if it were a shared secret: the classic confusion."""
    signed = f"{_header('HS256', key_id)}.{_b64(json.dumps(claims).encode())}"
    return f"{signed}.{_b64(hmac.digest(secret, signed.encode(), 'sha256'))}"


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """Making one takes a tenth of a second: the same number is the same key for the whole run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
