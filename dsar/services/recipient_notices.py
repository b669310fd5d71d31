"""The notice to somebody who received data that it was corrected, erased or restricted (Art. 19)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.enums import Action, TaskState
from dsar.letters.facts import Addressee, LetterFacts, RecipientNotice
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, Letter, compose
from dsar.models import HolderTask, Recipient
from dsar.services import letterhead
from dsar.services.errors import Refused

#: Days that a recipient has to confirm.
CONFIRM_DAYS = 14

#: What a deed is called to somebody outside, and the article it was done under.
_DEEDS: Mapping[str, tuple[str | Promise, str]] = {
    Action.CORRECT: (gettext_lazy("Corrected"), "16"),
    Action.STATEMENT: (gettext_lazy("A statement of the person was added"), "16"),
    Action.ERASE: (gettext_lazy("Erased"), "17(1)"),
    Action.ANONYMISE: (gettext_lazy("Made anonymous"), "17(1)"),
    Action.RESTRICT: (gettext_lazy("Restricted: it is only stored"), "18(1)"),
}
#: For these the recipient cannot do the same without knowing what the change is.
_SAID_IN_FULL = (Action.CORRECT, Action.STATEMENT)


def write(task: HolderTask, *, today: date) -> Letter:
    """Return the notice for the recipient of a task, dated today.

    Refused: a task that tells nobody; nothing done yet in the system whose data the recipient has.
    """
    recipient = task.recipient
    if task.action != Action.TELL or recipient is None:
        raise Refused(_("This task tells no recipient, so there is no notice."))
    deeds = _done(task, recipient)
    if not deeds:
        raise Refused(
            _("Nothing is confirmed yet in %(system)s. The notice says what was done, so that comes first.")
            % {"system": recipient.system}
        )
    case = task.case
    with translation.override(case.submission.language):
        facts = letterhead.facts_of(case, written_on=today, notice=_notice(task, recipient, deeds, today))
    facts = _to(recipient, facts)
    try:
        return compose(LetterKind.RECIPIENT_NOTICE, facts)
    except IncompleteLetter as incomplete:
        raise Refused(" ".join(each.sentence for each in incomplete.missing)) from incomplete


def _done(task: HolderTask, recipient: Recipient) -> list[HolderTask]:
    """Return what was done, for this case, with the data that the recipient received."""
    rows = task.case.tasks.filter(
        system=recipient.system, action__in=list(_DEEDS), state=TaskState.DONE, done_on__isnull=False
    )
    return list(rows.order_by("done_on", "id"))


def _notice(task: HolderTask, recipient: Recipient, deeds: list[HolderTask], today: date) -> RecipientNotice:
    case, person = task.case, task.case.submission.person
    law = "UK GDPR" if case.clock_regime.startswith("uk") else "GDPR"
    articles = ", ".join(dict.fromkeys(_DEEDS[each.action][1] for each in deeds))
    return RecipientNotice(
        about=", ".join(filter(None, [person.open("name"), person.open("email")])),
        data=recipient.system.categories,
        action="; ".join(dict.fromkeys(_said(each) for each in deeds)),
        law=_("%(law)s Articles %(articles)s and 19") % {"law": law, "articles": articles},
        done_on=max(each.done_on for each in deeds if each.done_on),
        confirm_by_on=today + timedelta(days=CONFIRM_DAYS),
        confirm_to=case.controller.contact_email or case.controller.dpo_email,
    )


def _said(deed: HolderTask) -> str:
    name, instruction = str(_DEEDS[deed.action][0]), deed.open("instruction")
    return f"{name}: {instruction}" if instruction and deed.action in _SAID_IN_FULL else name


def _to(recipient: Recipient, facts: LetterFacts) -> LetterFacts:
    """Return the facts of a letter that goes to the recipient, and on behalf of nobody."""
    lines = (recipient.email,) if recipient.email else ()
    return replace(
        facts,
        addressee=Addressee(name=recipient.name, address_lines=lines),
        on_behalf_of="",
        large_print=False,
    )
