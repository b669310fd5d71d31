"""What every page of one controller's form shares: the controller, the draft behind the cookie, the look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from dsar.models import Controller, Draft
from dsar.services import drafts

COOKIE: Final = "a12_draft"
DEFAULT_ACCENT: Final = Controller._meta.get_field("accent").get_default()


@dataclass
class Frame:
    """One page of one controller's form being answered; ``token`` is that of ``draft``."""

    request: HttpRequest
    controller: Controller
    now: datetime
    token: str
    draft: Draft | None

    def url(self, step: str) -> str:
        """Return the address of a step of this controller's form."""
        return reverse(f"dsar:form_{step}", args=[self.controller.slug])

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw a page."""
        return render(self.request, f"dsar/public/{template}", look(self.controller) | context, status=status)

    def lost(self) -> HttpResponse:
        """Say kindly that there are no answers here any more, and why that can be."""
        return self.show("lost.html", status=404)

    def go(self, step: str) -> HttpResponseRedirect:
        """Send the browser on to a step, and keep its way to the draft for as long as the draft lives."""
        response = redirect(self.url(step))
        if self.draft is not None and self.token:
            response.set_cookie(
                COOKIE,
                self.token,
                max_age=drafts.KEPT,
                path=self.url("start"),
                secure=settings.SECURE_COOKIES,
                httponly=True,
                samesite="Lax",
            )
        return response

    def must_draft(self) -> Draft:
        """Return the draft, begun now when there is none."""
        if self.draft is None:
            self.draft, self.token = drafts.begin(self.controller, self.now)
        return self.draft

    def forget(self) -> HttpResponseRedirect:
        """Drop the draft unless it was sent, let the browser forget it, and go to the first question."""
        if self.draft is not None and not drafts.is_over(self.draft):
            drafts.drop(self.draft, self.now)
        self.draft = None
        response = self.go("rights")
        response.delete_cookie(COOKIE, path=self.url("start"))
        return response


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view its Frame in place of the slug; an unknown controller gets a page that helps on."""

    @wraps(view)
    def answer(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        now, token = timezone.now(), request.COOKIES.get(COOKIE, "")
        draft = drafts.find(slug, token, now)
        controller = draft.controller if draft else Controller.objects.filter(slug=slug).first()
        if controller is None:
            return render(request, "dsar/public/unknown.html", status=404)
        return view(Frame(request, controller, now, token, draft), **kwargs)

    return answer


def look(controller: Controller) -> dict[str, Any]:
    """Return what the layout needs of a controller: its name, its start page, its colour."""
    own = controller.accent.lower() != DEFAULT_ACCENT
    return {
        "controller": controller,
        "home_url": reverse("dsar:form_start", args=[controller.slug]),
        "accent_css_url": reverse("dsar:accent", args=[controller.slug]) if own else "",
    }
