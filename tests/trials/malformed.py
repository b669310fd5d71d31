"""Posts that no form of ours sends: odd fields, odd bytes, odd kinds, cut and lying bodies."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote_from_bytes, urlencode
from uuid import UUID

from dsar.forms.intake import PAGES
from dsar.urls import complaints, public, requester
from identity import urls as identity
from tests.dsar.public.filler import ANSWERS

URLENCODED: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data; boundary=b0undary"
FIELDS: Final = (
    *sorted({name for page in PAGES for name in page.form.base_fields}),
    *("upload", "continue", "revision", "website", "digits", "login", "password", "reference", "text", "box"),
    *("", "\x00", "name[]", "csrfmiddlewaretoken", "__proto__", "rights.0", "name\r\nX: y", "a" * 300),
)
VALUES: Final = (
    *("", " ", "access", "erasure", "marketing", "customer", "everything", "some", "self", "other", "on"),
    *("\x00", "=1+1", "\u202e", "%s%n", "{{x}}", "'; DROP TABLE dsar_case;--", "\r\n\r\n", "9" * 5000, "-1"),
    *("٣", "\ufeff", "\u0301" * 400, "🦊", "\x1b[2J", "<script>alert(1)</script>", "NaN", "1e999", "null"),
    *("a@example.org", "a@example.org\nBcc: b@example.org", "@", "x" * 400 + "@example.org", "ä@exämple.org"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "31/12/1899", "../../etc/passwd", "%00", "ß" * 4001),
)
KINDS: Final = (
    *("application/json", "text/plain; charset=utf-99", "multipart/form-data", "application/xml", "", "x"),
    *("multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 300),
    *(f"{URLENCODED}; charset=utf-7", f"{MULTIPART}; charset=utf-16", f"{URLENCODED}; charset=\x80"),
)


@dataclass(frozen=True)
class Post:
    """One post; ``lacks`` are the bytes that it announces and never sends."""

    path: str
    body: bytes
    kind: str
    token: bool = True
    lacks: int = 0


def paths(slug: str) -> list[str]:
    """Every address of the public side, those of the question pages twice."""
    fill = {"slug": slug, "uuid": str(UUID(int=1)), "token": "x", "secret": "x" * 43}
    rows = [*public.urlpatterns, *complaints.urlpatterns, *requester.urlpatterns, *identity.urlpatterns]
    found = [
        re.sub(r"<(?:\w+:)?(\w+)>", lambda at: fill.get(at[1], fill["uuid"]), str(r.pattern)) for r in rows
    ]
    outside = [f"/{path}" for path in found if not path.startswith("desk/")]
    return outside + [f"/c/{slug}/{page.name}/" for page in PAGES] + ["/accounts/login/", "/accounts/login"]


def some_post(dice: random.Random, slug: str, addresses: list[str]) -> Post:
    """Make up one post."""
    path, make = dice.choice(addresses), dice.choice(_WAYS)
    if dice.random() < 0.2:
        page = dice.choice(list(ANSWERS))
        path, (body, kind) = f"/c/{slug}/{page}/", _one_odd_answer(dice, page)
    else:
        body, kind = make(dice)
    if dice.random() < 0.1:
        kind = dice.choice(KINDS)
    lacks = dice.choice((1, 200, 100_000)) if dice.random() < 0.02 else 0
    return Post(path, body, kind, token=dice.random() > 0.03, lacks=lacks)


def _fields(dice: random.Random) -> list[tuple[str, str]]:
    many = dice.choice((0, 1, 3, 8, 8, 20))
    return [(dice.choice(FIELDS), dice.choice(VALUES)) for _ in range(many)]


def _one_odd_answer(dice: random.Random, page: str) -> tuple[bytes, str]:
    """A page as it should be answered, but for one field."""
    answers = dict(ANSWERS[page])
    answers[dice.choice(list(answers))] = dice.choice(VALUES)
    return urlencode(answers, doseq=True, errors="replace").encode(), URLENCODED


def _odd_form(dice: random.Random) -> tuple[bytes, str]:
    return urlencode(_fields(dice), errors="replace").encode(), URLENCODED


def _bytes(dice: random.Random) -> tuple[bytes, str]:
    return dice.randbytes(dice.choice((1, 40, 3000))), dice.choice((URLENCODED, MULTIPART))


def _odd_escapes(dice: random.Random) -> tuple[bytes, str]:
    noise = quote_from_bytes(dice.randbytes(30)).encode()
    return b"name=%ED%A0%80&email=%zz&rights=%FF%FE&which=" + noise + b"&&=&%", URLENCODED


def _too_many(dice: random.Random) -> tuple[bytes, str]:
    return b"&".join(b"rights=%d" % n for n in range(dice.choice((399, 401, 2000)))), URLENCODED


def _too_large(dice: random.Random) -> tuple[bytes, str]:
    return b"finding=" + b"x" * dice.choice((40_000, 999_000, 1_100_000)), URLENCODED


def _odd_parts(dice: random.Random) -> tuple[bytes, str]:
    parts = []
    for name, value in _fields(dice) or [("upload", "x")]:
        disposition = f'form-data; name="{name}"'
        if dice.random() < 0.4:
            disposition += f'; filename="{dice.choice(VALUES)[:200]}"'
        transfer = dice.choice(
            ("", "", "Content-Transfer-Encoding: base64\r\n", "Content-Type: \x00/\x00\r\n")
        )
        parts.append(f"--b0undary\r\nContent-Disposition: {disposition}\r\n{transfer}\r\n{value}\r\n")
    end = dice.choice(("--b0undary--\r\n", "--b0undary\r\n", "", "--b0undary--\r\n--b0undary--\r\n"))
    return ("".join(parts) + end).encode("utf-8", "replace"), MULTIPART


def _cut_parts(dice: random.Random) -> tuple[bytes, str]:
    whole, kind = _odd_parts(dice)
    return whole[: dice.randrange(1, len(whole))], kind


def _other_kinds(dice: random.Random) -> tuple[bytes, str]:
    return dice.choice((b"{", b'{"name": "Dana"}', b"<a/>", b"\xff\xfe", b"")), dice.choice(KINDS)


_WAYS: Final[tuple[Callable[[random.Random], tuple[bytes, str]], ...]] = (
    *(_odd_form, _odd_form, _odd_form, _odd_parts, _odd_parts, _cut_parts, _bytes, _odd_escapes),
    *(_other_kinds, _odd_form, _odd_parts, _too_many),
)


def large_post(dice: random.Random, addresses: list[str]) -> Post:
    """Make up one of those that are large, of which a few are enough."""
    body, kind = _too_large(dice)
    return Post(dice.choice(addresses), body, kind)
