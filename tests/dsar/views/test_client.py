"""Where a browser calls from: what our own proxies vouch for, and nothing else."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from dsar.views.client import client_network


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "caller"),
    [
        ([], "192.0.2.1", "", "192.0.2.1"),
        ([], "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (["10.0.0.0/8"], "10.0.0.9", "198.51.100.7", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.9", "203.0.113.5, 198.51.100.7", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.9", "198.51.100.7, 10.0.0.8", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.9", "rubbish", "10.0.0.9"),
        (["10.0.0.0/8"], "", "198.51.100.7", "198.51.100.7"),
        ([], "", "198.51.100.7", ""),
        ([], "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
    ],
)
def test_the_caller(settings: Settings, proxies: list[str], remote: str, forwarded: str, caller: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_network(request) == caller
