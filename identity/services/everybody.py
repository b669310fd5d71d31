"""A policy that asks everybody: the request for proof goes out at once on receipt, and holds nothing up.

Identity may be asked only on a reasonable doubt (Art. 12(6)). Where there is none, the limit runs from
receipt, whatever the policy says, and the case says so.
"""

from datetime import datetime

from dsar.enums import IdentityRule, Status
from dsar.models import Submission
from dsar.services import cases
from identity.enums import CheckState
from identity.services import checks, wanted


def ask(submission: Submission, now: datetime) -> None:
    """Ask for proof by the policy of the controller, without a doubt; nothing where it asks only in doubt."""
    if submission.controller.identity_rule != IdentityRule.ALWAYS:
        return
    waiting = list(submission.cases.filter(status=Status.RECEIVED).order_by("number"))
    if not waiting:
        return
    check = checks.locked_check(submission)
    if check.state != CheckState.OPEN:
        return
    check.state, check.by_rule, check.asked_at = CheckState.ASKED, True, now
    check.wanted = [kind.value for kind in wanted.LEAST]
    check.save()
    for case in waiting:
        cases.move(case, "ask_everybody", actor=None, now=now)
    checks.tell(check, cases.locked(waiting[0]), now)
