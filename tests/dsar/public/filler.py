"""Fills in the public form as a person would: page after page, following the redirects."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from dsar.models import Controller

ANSWERS: dict[str, dict[str, Any]] = {
    "rights": {"rights": ["access"]},
    "details": {"name": "Dana Whitfield", "email": "dana@example.org", "phone": "", "address": ""},
    "relation": {"relation": "customer"},
    "about": {"scope": "everything", "which": "", "since": "", "until": ""},
    "help": {"finding": "", "adjustments": ""},
}


class Filler:
    """One browser in the form of one controller."""

    def __init__(self, controller: Controller, client: Client | None = None) -> None:
        self.root = f"/c/{controller.slug}/"
        self.client = client or Client()

    @classmethod
    def at(cls, root: str) -> "Filler":
        """Another browser at the same form, which knows nothing of this one."""
        other = cls.__new__(cls)
        other.root, other.client = root, Client()
        return other

    def get(self, step: str, **options: Any) -> HttpResponse:
        return self.client.get(f"{self.root}{step}/", **options)

    def post(self, step: str, data: dict[str, Any] | None = None, **options: Any) -> HttpResponse:
        path = f"{self.root}{step}/" if step else self.root
        return self.client.post(path, data or {}, **options)

    def answer(self, **changed: dict[str, Any]) -> None:
        """Answer every question page, some with other answers, each of which must be taken."""
        for page, answers in ANSWERS.items():
            response = self.post(page, answers | changed.get(page, {}))
            assert response.status_code == 302, (page, response.content.decode())

    def send(self) -> HttpResponse:
        """Look once more and send."""
        looked = self.get("check")
        assert looked.status_code == 200, looked.headers
        return self.post("check", {"revision": looked.context["revision"]})
