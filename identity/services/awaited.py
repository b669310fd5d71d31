"""What a request waits for while it is open who asks, in the words of the requester's page: what, from whom,
and whether our time runs meanwhile.
"""

from django.utils.translation import gettext as _

from dsar.clock import State
from dsar.models import Submission
from identity.enums import AuthorityState, CheckState, EvidenceState
from identity.models import Check, Representative
from identity.services import passing, representatives


def words(submission: Submission, check: Check, clock_state: str) -> str:
    """Return what is awaited now, "" where nothing is said but what the status says."""
    acting = passing.representative_of(submission)
    if acting is None:
        return f"{_of_person()} {_time(clock_state)}" if check.state == CheckState.ASKED else ""
    if acting.state == AuthorityState.ACCEPTED:
        return f"{_of_another()} {_time(clock_state)}" if check.state == CheckState.ASKED else ""
    said = [_of_authority(acting)]
    if check.state == CheckState.ASKED:
        said.append(_of_another())
    return " ".join([*said, _time(clock_state)])


def _of_person() -> str:
    return _("We wait for something from you that shows who you are.")


def _of_another() -> str:
    return _("We wait for something from you that shows who the person is for whom you write.")


def _of_authority(acting: Representative) -> str:
    """Return where the question stands whether somebody may act."""
    if representatives.papers(acting).filter(state=EvidenceState.WAITING).exists():
        return _("We look at what you sent to show that you may act for this person.")
    if acting.state == AuthorityState.OPEN:
        return _("We look at whether you may act for this person. If we need anything for that, we ask you.")
    if acting.state == AuthorityState.REFUSED:
        return _(
            "What we got was not enough to show that you may act for this person. We wait for something "
            "better from you, or for a word from the person themselves."
        )
    return _(
        "We wait for something from you that shows that you may act for this person, or for a word from the "
        "person themselves."
    )


def _time(clock_state: str) -> str:
    """Return what that does to our time, and why."""
    if clock_state == State.NOT_STARTED:
        return _("The time for our answer begins when it arrives, for we asked for it because of a doubt.")
    if clock_state == State.PAUSED:
        return _("The time for our answer stands still until it arrives.")
    return _("The time for our answer runs meanwhile.")
