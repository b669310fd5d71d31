"""Where everything is: the public side, the requester's page, the desk, sign-in, health."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", include("dsar.urls")),
    path("", include("identity.urls")),
    path("", include("exports.urls")),
]

if settings.TRIAL:
    urlpatterns.append(path("trial/", include("config.trial.urls")))
