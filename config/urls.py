"""Where everything is: the public side, the requester's page, the desk, sign-in, health."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz, readyz

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"

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
