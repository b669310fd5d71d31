"""Every view says who may come in; a test walks the addresses and fails for one that does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]
Check = Callable[..., None]


def rule(name: str, check: Check | None = None) -> Callable[[View], View]:
    """Name the rule of a view as its attribute ``rule``, and hold it when a check is given.

    ``check(request, **kwargs)`` gets what the view gets and raises Http404 (may not see) or
    PermissionDenied with a sentence (may see, not do). ``public`` needs no check.
    """

    def named(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if check is not None:
                check(request, *args, **kwargs)
            return view(request, *args, **kwargs)

        answer.rule = name  # type: ignore[attr-defined]  # functions take attributes; mypy knows none
        return answer

    return named
