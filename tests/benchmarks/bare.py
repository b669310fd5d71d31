"""The product as gunicorn serves it, and beside it a bare view with one INSERT, to measure against."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from config.wsgi import application
from dsar.models import Counter


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """Keep one row, durably, and say so."""
    Counter.objects.create(key=secrets.token_bytes(16), window_at=timezone.now(), count=1)
    return HttpResponse("kept")


from config.urls import urlpatterns  # noqa: E402  the addresses need Django set up, which config.wsgi does

urlpatterns.append(path("bare", bare))

__all__ = ["application"]
