"""What is settled and what is missing before an answer can be released."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dsar.enums import ReleaseMode, Right, Status
from dsar.models import Case
from dsar.selectors import decisions, tasks
from dsar.spokes import Missing, registry
from dsar.states import OF_DATA, OF_DEEDS, OF_EFFECT

#: While nothing is decided there is nothing that could have been carried out.
_NOT_BEGUN = (Status.RECEIVED, Status.AWAITING_IDENTITY, Status.READY, Status.DECIDING)


def before_release(case: Case) -> list[dict[str, str]]:
    """Return the lines of the checklist: done, the next one, and the rest; of a closed case there is none."""
    if case.status == Status.CLOSED:
        return []
    if case.right == Right.UNSORTED:
        return [{"text": _("Sorted into the rights that it invokes"), "state": "now"}]
    at_once = case.right in OF_EFFECT
    asked = (ask for name, ask in registry.missing.items() if name != "identity" or not at_once)
    found = [line for ask in asked for line in ask(case)]
    if not at_once:
        found.append(Missing(_release_words(case), case.released_at is not None, order=100))
    if case.right not in OF_DATA:
        found += _carried_out(case)
    lines, seen_open = [], False
    for line in sorted(found, key=lambda each: each.order):
        state = "done" if line.done else "" if seen_open else "now"
        seen_open = seen_open or not line.done
        lines.append({"text": line.sentence, "state": state})
    return lines


def _carried_out(case: Case) -> Iterator[Missing]:
    """Yield what has to be decided and done of a case whose answer is a deed."""
    if case.right in OF_DEEDS:
        yield Missing(_("Decided, with its reasons"), not decisions.why_not_decided(case), order=20)
    begun = case.status not in _NOT_BEGUN
    yield Missing(_("Everything carried out, with proof"), begun and not tasks.why_not_done(case), order=30)


def _release_words(case: Case) -> str:
    alone = case.release_mode == ReleaseMode.SINGLE or (
        case.release_mode == ReleaseMode.SECOND_PERSON_WHEN and not case.needs_second_person
    )
    return _("Released by a DPO") if alone else _("Released by a second person, the DPO")
