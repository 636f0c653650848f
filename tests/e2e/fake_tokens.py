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
    }
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
