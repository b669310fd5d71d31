"""The rule of a view: named for the test that walks the addresses, and held when it has a check."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from dsar.urls import public
from dsar.views.rules import rule


def test_every_address_of_the_public_side_names_the_public_rule() -> None:
    assert [pattern.name for pattern in public.urlpatterns if pattern.callback.rule != "public"] == []
    assert len(public.urlpatterns) > 10


def test_a_check_is_asked_before_the_view_with_what_the_view_gets() -> None:
    def check(request: HttpRequest, number: int) -> None:
        if number != 1:
            raise PermissionDenied("Only one.")

    @rule("only_one", check)
    def view(request: HttpRequest, number: int) -> HttpResponse:
        return HttpResponse(str(number))

    request = RequestFactory().get("/")
    assert view.rule == "only_one"
    assert view(request, number=1).content == b"1"
    with pytest.raises(PermissionDenied, match="Only one"):
        view(request, number=2)
