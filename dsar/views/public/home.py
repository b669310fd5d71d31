"""The front door: who can be asked, and each one's colour."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dsar.models import Controller
from dsar.views.rules import rule

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@rule("public")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List the controllers."""
    return render(request, "dsar/public/home.html", {"controllers": Controller.objects.order_by("name")})


@rule("public")
@require_safe
def accent(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve a controller's own colour as a stylesheet of one rule, since no page may have inline styles."""
    controller = get_object_or_404(Controller, slug=slug)
    if not _COLOUR.fullmatch(controller.accent):
        raise Http404
    response = HttpResponse(f":root {{ --accent: {controller.accent} }}\n", content_type="text/css")
    response["Cache-Control"] = "public, max-age=300"
    return response
