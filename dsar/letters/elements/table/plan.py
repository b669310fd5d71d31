"""A plan: what a kind of letter is called, and what it is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from dsar.letters.element import Element
from dsar.letters.elements import asked, common


@dataclass(frozen=True)
class Plan:
    """What a kind of letter is called, in full and in the foot of its pages, and what it is made of."""

    title: str | Promise
    foot: str | Promise
    elements: tuple[Element, ...]


ANSWER = gettext_lazy("Our answer to your request")


def plan(title: Promise, foot: Promise, *own: Element) -> Plan:
    """Return the plan of a letter to who asked: what was asked, the letter's own elements, the routes."""
    elements = (*common.HEAD, asked.ASKED, *own, *common.REMEDIES, common.SIGNATURE)
    return Plan(title, foot, elements)


def answer(title: Promise, *own: Element) -> Plan:
    """Return the plan of a letter that answers, with the reason for its date."""
    return plan(title, ANSWER, *own, common.WHY_THE_DATE)
