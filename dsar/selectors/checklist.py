"""What is settled and what is missing before an answer can be released."""

from django.utils.translation import gettext as _

from dsar.enums import ReleaseMode, Status
from dsar.models import Case
from dsar.spokes import Missing, registry


def before_release(case: Case) -> list[dict[str, str]]:
    """Return the lines of the checklist: done, the next one, and the rest; of a closed case there is none."""
    if case.status == Status.CLOSED:
        return []
    found = [line for ask in registry.missing.values() for line in ask(case)]
    found.append(Missing(_release_words(case), case.released_at is not None, order=100))
    lines, seen_open = [], False
    for line in sorted(found, key=lambda each: each.order):
        state = "done" if line.done else "" if seen_open else "now"
        seen_open = seen_open or not line.done
        lines.append({"text": line.sentence, "state": state})
    return lines


def _release_words(case: Case) -> str:
    alone = case.release_mode == ReleaseMode.SINGLE or (
        case.release_mode == ReleaseMode.SECOND_PERSON_WHEN and not case.needs_second_person
    )
    return _("Released by a DPO") if alone else _("Released by a second person, the DPO")
