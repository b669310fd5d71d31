"""The doors of the desk: signed in, the right role, the case found, a refusal shown and not thrown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from dsar.enums import Role
from dsar.models import Case, User
from dsar.permissions import all_roles
from dsar.selectors import case_page
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.rules import View, rule

Check = Callable[[User, Case], None]


@dataclass
class Desk:
    """A page of the desk that is not about one case."""

    request: HttpRequest
    user: User
    now: datetime


def at_desk(name: str, roles: Iterable[Role]) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Open a page to those who hold one of the roles for some controller; the view gets a Desk."""
    wanted = frozenset(roles)

    def door(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            if not wanted & frozenset[Role]().union(*all_roles(user).values()):
                raise PermissionDenied(_("Your role does not open this part of the desk."))
            return view(Desk(request, user, timezone.now()), **kwargs)

        return rule(name)(answer)

    return door


def on_case(
    name: str, check: Check, *, back: str = "dsar:case"
) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Open a page of a case to those whom ``check`` lets in; the view gets a CaseDesk.

    A step that is Refused becomes a message on the page ``back`` of the case.
    """

    def door(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def answer(request: HttpRequest, case_id: UUID, **kwargs: object) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            case = case_page.find(case_id)
            check(user, case)
            try:
                return view(CaseDesk(request, user, case, timezone.now()), **kwargs)
            except Refused as refused:
                messages.error(request, str(refused))
                return redirect(back, case_id=case.id)

        return rule(name)(answer)

    return door
