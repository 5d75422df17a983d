"""An identity provider that gives out real tokens: JWTs that the Dovecot of the tests accepts."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import ssl
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.servers.dovecot import TOKEN_KEY

Answer = tuple[int, Any]
CLIENT, SECRET = "desk-client", "a secret of the desk"


@dataclass
class IdentityProvider:
    """Answers POST /token and /devicecode as RFC 6749, 7523 and 8628 say.

    `user` is whom the tokens speak for, `life` how many seconds they last; `next_answers` are
    given instead of what is right, first come first served.
    """

    user: str = "nobody@desk.example"
    life: float = 3600
    context: ssl.SSLContext | None = None
    public_key: rsa.RSAPublicKey | None = None
    refresh_token: str = "refresh-1"
    approved: bool = False
    next_answers: deque[Answer] = field(default_factory=deque)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status, answer = provider.answer(self.path, dict(parse_qsl(body)))
                raw = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                if status in {301, 302, 307}:
                    self.send_header("Location", "http://127.0.0.1:9/")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if self.context is not None:
            self._server.socket = self.context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def url(self) -> str:
        scheme = "http" if self.context is None else "https"
        return f"{scheme}://localhost:{self._server.server_port}/token"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, form: dict[str, str]) -> Answer:
        self.asked.append(form)
        if self.next_answers:
            return self.next_answers.popleft()
        if path == "/devicecode":
            return 200, {
                "user_code": "ABCD-1234",
                "device_code": "device-1",
                "verification_uri": "https://login.example/device",
                "interval": 1,
                "expires_in": 30,
            }
        refusal = self._refusal(form)
        return (400, {"error": refusal}) if refusal else (200, self._grant(form))

    def _refusal(self, form: dict[str, str]) -> str | None:
        match form.get("grant_type", "").rpartition(":")[2]:
            case "client_credentials":
                right = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
                return None if right else "invalid_client"
            case "refresh_token":
                return None if form.get("refresh_token") == self.refresh_token else "invalid_grant"
            case "device_code":
                return None if self.approved else "authorization_pending"
            case "jwt-bearer":
                return None if self._signed(form.get("assertion", "")) else "invalid_grant"
        return "unsupported_grant_type"

    def _grant(self, form: dict[str, str]) -> dict[str, Any]:
        grant = {"access_token": token(self.user, self.life), "expires_in": self.life}
        if "refresh_token" in form or "device_code" in form:
            self.refresh_token = f"refresh-{len(self.asked)}"
            grant["refresh_token"] = self.refresh_token
        return grant

    def _signed(self, assertion: str) -> bool:
        header, claims, signature = (_decoded(part) for part in assertion.split("."))
        said = json.loads(claims)
        try:
            assert self.public_key is not None
            self.public_key.verify(
                signature,
                assertion.rpartition(".")[0].encode(),
                padding.PKCS1v15(),
                hashes.SHA256(),
            )
        except InvalidSignature:
            return False
        right = (json.loads(header)["alg"], said["aud"], said["sub"])
        return right == ("RS256", self.url, self.user) and 0 < said["exp"] - said["iat"] <= 3600


def token(user: str, life: float) -> str:
    """A JSON Web Token (HS256) that says who may log in."""
    now = int(time.time())
    header = {"alg": "HS256", "typ": "JWT"}
    claims = {"iss": "test", "sub": user, "email": user, "iat": now, "exp": now + int(life)}
    signed = f"{_encoded(json.dumps(header).encode())}.{_encoded(json.dumps(claims).encode())}"
    signature = hmac.new(TOKEN_KEY, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(signature)}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
