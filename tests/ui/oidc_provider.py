"""A small OpenID Connect provider, as a process of its own: a sign-in page, a token endpoint and its keys.

Enough of the standard for the authorization code flow with PKCE and RS256, and nothing that is faked: the app meets
the same steps as at an office's provider. Whoever types an address is that person.

Source: OpenID Connect Core 1.0, sections 3.1.2 and 3.1.3; RFC 7636 (PKCE).
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from dataclasses import dataclass
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

TOKEN_S = 600
# What the provider says of addresses of these domains, instead of true; None leaves the claim out.
CONFIRMED: dict[str, object] = {"chua-xac-nhan.vn": False, "chu-thay-bool.vn": "false", "khong-noi-gi.vn": None}
_PAGE = """<!doctype html><html lang="vi"><title>Tài khoản công vụ</title><main><h1>Tài khoản công vụ</h1>
<form method="post" action="/authorize?{query}"><label>Địa chỉ <input name="address" autofocus></label>
<button>Tiếp tục</button></form></main></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a code stands for until it is exchanged."""

    address: str
    nonce: str
    challenge: str
    redirect_uri: str


class Provider(BaseHTTPRequestHandler):
    """The provider's pages; the class holds its keys, its one client and the codes that are out."""

    issuer: str
    client: tuple[str, str]
    key = RSAKey.generate_key(2048, {"kid": "test"})
    grants: dict[str, Grant]

    def do_GET(self) -> None:
        """The discovery document, the keys, or the sign-in page."""
        address = urlsplit(self.path)
        if address.path == "/.well-known/openid-configuration":
            self._say(200, json.dumps(self._discovery()))
        elif address.path == "/jwks":
            self._say(200, json.dumps({"keys": [self.key.as_dict(private=False)]}))
        elif address.path == "/authorize" and self._asked(address.query).get("client_id") == self.client[0]:
            self._say(200, _PAGE.format(query=escape(address.query)), kind="text/html; charset=utf-8")
        else:
            self._say(404, "{}")

    def do_POST(self) -> None:
        """The answer of the sign-in page, or a code for a token."""
        form = self._asked(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())
        address = urlsplit(self.path)
        if address.path == "/authorize":
            self._grant(self._asked(address.query), form)
        elif address.path == "/token":
            self._token(form)
        else:
            self._say(404, "{}")

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing of each request."""

    def _grant(self, asked: dict[str, str], form: dict[str, str]) -> None:
        code = secrets.token_urlsafe(16)
        self.grants[code] = Grant(
            address=form["address"],
            nonce=asked.get("nonce", ""),
            challenge=asked.get("code_challenge", ""),
            redirect_uri=asked["redirect_uri"],
        )
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        self.end_headers()

    def _token(self, form: dict[str, str]) -> None:
        grant = self.grants.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if grant is None or self._client(form) != self.client or form.get("redirect_uri") != grant.redirect_uri:
            self._say(400, '{"error": "invalid_grant"}')
            return
        if grant.challenge and grant.challenge != challenge:
            self._say(400, '{"error": "invalid_grant"}')
            return
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": self.issuer, "sub": grant.address, "aud": self.client[0], "iat": now, "exp": now + TOKEN_S,
            "nonce": grant.nonce, "email": grant.address, "name": grant.address.split("@")[0],
        }  # fmt: skip
        confirmed = CONFIRMED.get(grant.address.partition("@")[2], True)
        if confirmed is not None:
            claims["email_verified"] = confirmed
        token = jwt.encode({"alg": "RS256", "kid": "test"}, claims, self.key)
        said = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": TOKEN_S}
        self._say(200, json.dumps({**said, "id_token": token}))

    def _client(self, form: dict[str, str]) -> tuple[str, str]:
        scheme, _, said = self.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            name, _, secret = base64.b64decode(said).decode().partition(":")
            return name, secret
        return form.get("client_id", ""), form.get("client_secret", "")

    def _discovery(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def _say(self, status: int, text: str, *, kind: str = "application/json") -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    @staticmethod
    def _asked(query: str) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(query).items()}


def main(port: int, client_id: str, client_secret: str) -> None:
    """Serves until it is ended; says on one line that it is ready."""
    Provider.issuer = f"http://127.0.0.1:{port}"
    Provider.client = (client_id, client_secret)
    Provider.grants = {}
    server = ThreadingHTTPServer(("127.0.0.1", port), Provider)
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
