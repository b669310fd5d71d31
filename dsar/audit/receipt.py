"""Sentences of how a request began: it arrived, its cases were opened, its words were sorted."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.enums import Channel, EventType, Right
from dsar.labels import RIGHTS

Data = Mapping[str, Any]
Names = Mapping[str, str]

#: How a request came, as it stands within a sentence.
CAME: Mapping[str, str | Promise] = {
    Channel.WEB_FORM: gettext_lazy("through the web form"),
    Channel.EMAIL: gettext_lazy("by e-mail"),
    Channel.POST: gettext_lazy("by post"),
    Channel.PHONE: gettext_lazy("by phone"),
    Channel.IN_PERSON: gettext_lazy("in person"),
    Channel.SOCIAL_MEDIA: gettext_lazy("through social media"),
}


def _rights(data: Data) -> str:
    return ", ".join(str(RIGHTS.get(right, right)) for right in data.get("rights", []))


def _received(data: Data, names: Names) -> str:
    words = {"how": CAME.get(data.get("channel", ""), ""), "rights": _rights(data)}
    if data.get("rights") == [Right.UNSORTED] and words["how"]:
        return _("A request in the person’s own words arrived %(how)s.") % words
    if not words["how"]:
        return _("A request arrived: %(rights)s.") % words
    return _("A request arrived %(how)s: %(rights)s.") % words


def _opened(data: Data, names: Names) -> str:
    return _("A case was opened: %(right)s.") % {"right": RIGHTS.get(data.get("right", ""), "")}


def _sorted(data: Data, names: Names) -> str:
    return _("What was asked in the person’s own words was sorted: %s.") % _rights(data)


TOLD: Mapping[EventType, Callable[[Data, Names], str]] = {
    EventType.SUBMISSION_RECEIVED: _received,
    EventType.CASE_OPENED: _opened,
    EventType.SORTED: _sorted,
}
