"""Every address names its rule, and no address of the desk answers somebody who may not come in."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from dsar.models import User
from tests.factories.office import an_office
from tests.factories.staff import signed_in

#: Django's and allauth's own pages, and what a load balancer asks.
OTHERS = ("accounts/", "trial/", "healthz", "readyz")


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern, the converters filled in with something of their kind."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, pattern


def ours() -> list[tuple[str, URLPattern]]:
    return [
        (route, pattern)
        for route, pattern in addresses(get_resolver().url_patterns)
        if not route.startswith(OTHERS)
    ]


def filled(route: str, pattern: URLPattern) -> str:
    """The address with ids that exist nowhere."""
    for name, converter in pattern.pattern.converters.items():
        value = {UUIDConverter: str(uuid4()), SlugConverter: "nowhere", IntConverter: "1"}.get(
            type(converter), "nothing"
        )
        kind = {UUIDConverter: "uuid", SlugConverter: "slug", IntConverter: "int"}.get(type(converter), "str")
        route = route.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
    return f"/{route}"


def desk() -> list[str]:
    return sorted(filled(route, pattern) for route, pattern in ours() if route.startswith("desk/"))


@pytest.mark.parametrize(("route", "pattern"), ours(), ids=[route or "/" for route, _ in ours()])
def test_every_view_names_its_rule(route: str, pattern: URLPattern) -> None:
    rule = getattr(pattern.callback, "rule", "")
    assert rule, f"{route} has a view without a rule"
    if route.startswith("desk/"):
        assert rule != "public"


def test_the_walk_sees_the_desk() -> None:
    assert len(desk()) > 25


@pytest.mark.django_db
def test_nobody_signed_out_gets_an_answer_from_the_desk() -> None:
    for address in desk():
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code in (302, 405), address
            if answer.status_code == 302:
                assert answer.headers["Location"].startswith("/accounts/login/"), address


@pytest.mark.django_db
def test_nobody_without_a_role_gets_an_answer_from_the_desk() -> None:
    an_office()
    stranger = signed_in(User.objects.create_user("new@alder.example.org", name="New Colleague"))
    for address in desk():
        for answer in (stranger.get(address), stranger.post(address)):
            assert answer.status_code in (403, 404, 405), address
