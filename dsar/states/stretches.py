"""The stretches that roads are laid of."""

from dsar.enums import EventType, Role, Status
from dsar.states.transition import Guard, Row, each, row

_STAFF = (Role.CASEWORKER, Role.DPO)
_ANYBODY = (Role.SYSTEM, *_STAFF)
_SYSTEM = (Role.SYSTEM,)
_DPO = (Role.DPO,)
_EARLY = (Status.RECEIVED, Status.AWAITING_IDENTITY)

#: Who is asking.
START = (
    *each(
        "ask_identity",
        _EARLY,
        Status.AWAITING_IDENTITY,
        _STAFF,
        EventType.IDENTITY_REQUESTED,
        letter="id_request",
    ),
    row(
        "ask_everybody",
        Status.RECEIVED,
        Status.AWAITING_IDENTITY,
        _SYSTEM,
        EventType.PROOF_ASKED_BY_RULE,
        letter="id_request",
    ),
    *each(
        "ask_authority",
        _EARLY,
        Status.AWAITING_IDENTITY,
        _STAFF,
        EventType.AUTHORITY_REQUESTED,
        letter="authority_request",
    ),
    *each("settle_identity", _EARLY, Status.READY, _ANYBODY, EventType.IDENTITY_SETTLED),
)

#: What the sources hold.
SEARCH = (
    row("search", Status.READY, Status.SEARCHING, _STAFF, EventType.SEARCH_STARTED, Guard.IDENTITY_SETTLED),
    row(
        "search_again",
        Status.PREPARING,
        Status.SEARCHING,
        _STAFF,
        EventType.SEARCH_STARTED,
        Guard.IDENTITY_SETTLED,
    ),
    row(
        "finish_search",
        Status.SEARCHING,
        Status.PREPARING,
        _SYSTEM,
        EventType.SEARCH_FINISHED,
        Guard.SEARCH_FINISHED,
    ),
)

#: What is to be done, and the doing of it in the controller's systems.
ACT = (
    row("begin", Status.READY, Status.DECIDING, _STAFF, EventType.WORK_BEGUN, Guard.IDENTITY_SETTLED),
    row(
        "act",
        Status.DECIDING,
        Status.ACTING,
        _STAFF,
        EventType.CARRYING_OUT,
        Guard.IDENTITY_SETTLED,
        Guard.DECIDED,
        Guard.COPY_SEALED,
    ),
    row(
        "settle_without_acting",
        Status.DECIDING,
        Status.PREPARING,
        _STAFF,
        EventType.CARRIED_OUT,
        Guard.IDENTITY_SETTLED,
        Guard.DECIDED,
        Guard.NOTHING_TO_CARRY_OUT,
    ),
    row("finish_acting", Status.ACTING, Status.PREPARING, _ANYBODY, EventType.CARRIED_OUT, Guard.TASKS_DONE),
    *each(
        "reconsider",
        (Status.ACTING, Status.PREPARING),
        Status.DECIDING,
        _STAFF,
        EventType.RECONSIDERED,
        Guard.IDENTITY_SETTLED,
    ),
)


def _refusals(*between: Status) -> tuple[Row, ...]:
    """Return the refusal of the whole request; it is prepared, reviewed and sent like every other answer."""
    sources = (*_EARLY, Status.READY, *between, Status.PREPARING)
    return (
        *each("refuse", sources, Status.PREPARING, _STAFF, EventType.REFUSAL_DECIDED, Guard.DECIDED),
        row(
            "drop_refusal",
            Status.PREPARING,
            Status.READY,
            _STAFF,
            EventType.RECONSIDERED,
            Guard.IDENTITY_SETTLED,
        ),
        row("drop_refusal_early", Status.PREPARING, Status.RECEIVED, _STAFF, EventType.RECONSIDERED),
        row("settle_identity", Status.PREPARING, Status.READY, _ANYBODY, EventType.IDENTITY_SETTLED),
    )


REFUSE_DATA = _refusals()
REFUSE_DEEDS = _refusals(Status.DECIDING)

#: From what was decided to what the requester has in hand.
ANSWER = (
    row(
        "prepare",
        Status.PREPARING,
        Status.PACKAGING,
        _STAFF,
        EventType.PACKAGING_STARTED,
        Guard.IDENTITY_OR_REFUSAL,
        Guard.TASKS_DONE,
        Guard.EVERYTHING_DECIDED,
        Guard.LETTER_COMPLETE,
    ),
    row(
        "finish_package",
        Status.PACKAGING,
        Status.IN_REVIEW,
        _SYSTEM,
        EventType.PACKAGE_READY,
        Guard.PACKAGE_READY,
    ),
    row("fail_package", Status.PACKAGING, Status.PREPARING, _SYSTEM, EventType.PACKAGE_FAILED),
    row("return", Status.IN_REVIEW, Status.PREPARING, _DPO, EventType.RETURNED),
    row(
        "release",
        Status.IN_REVIEW,
        Status.RELEASED,
        _DPO,
        EventType.RELEASED,
        Guard.IDENTITY_OR_REFUSAL,
        Guard.PACKAGE_READY,
        Guard.GATE,
        letter="answer",
    ),
    row("close", Status.RELEASED, Status.CLOSED, _ANYBODY, EventType.CLOSED),
)


def _ends(*after: Status) -> tuple[Row, ...]:
    """Return the ends that are no answer, out of what is open, and the way back from any end."""
    waiting = (*_EARLY, Status.READY)
    open_ = (*waiting, *after)
    whose = (Role.REQUESTER, *_STAFF)
    return (
        *each("withdraw", open_, Status.CLOSED, whose, EventType.WITHDRAWN, letter="withdrawal_confirmed"),
        *each("transfer", open_, Status.CLOSED, _STAFF, EventType.TRANSFERRED, letter="transfer"),
        *each("lapse", open_, Status.CLOSED, _STAFF, EventType.LAPSED, letter="lapsed"),
        *each(
            "close_no_response",
            waiting,
            Status.CLOSED,
            _ANYBODY,
            EventType.NO_RESPONSE,
            letter="closed_no_response",
        ),
        row("reopen", Status.CLOSED, Status.READY, _STAFF, EventType.REOPENED, Guard.IDENTITY_SETTLED),
        row("reopen_early", Status.CLOSED, Status.RECEIVED, _STAFF, EventType.REOPENED),
    )


END_OF_DATA = _ends(Status.SEARCHING, Status.PREPARING, Status.IN_REVIEW)
END_OF_DEEDS = _ends(Status.DECIDING, Status.ACTING, Status.PREPARING, Status.IN_REVIEW)
END_UNSORTED = _ends()

#: What was asked in somebody's own words: sorted, the case stands where it stood and is of a right of the
#: law; of one that takes effect on receipt, it begins that right's road. Nothing else leads to an answer.
SORT = (
    *(
        row("sort", status, status, _STAFF, EventType.SORTED, letter="understood")
        for status in (*_EARLY, Status.READY)
    ),
    *each(
        "sort_at_once",
        (*_EARLY, Status.READY),
        Status.RECEIVED,
        _STAFF,
        EventType.SORTED,
        letter="understood",
    ),
)

#: Marketing objected to, consent withdrawn: in force on receipt, carried out, told; no identity, no review.
AT_ONCE = (
    row("take_effect", Status.RECEIVED, Status.ACTING, _SYSTEM, EventType.EFFECT_TAKEN),
    row(
        "answer",
        Status.ACTING,
        Status.PACKAGING,
        _STAFF,
        EventType.PACKAGING_STARTED,
        Guard.TASKS_DONE,
        Guard.LETTER_COMPLETE,
    ),
    row(
        "finish_answer",
        Status.PACKAGING,
        Status.RELEASED,
        _SYSTEM,
        EventType.RELEASED,
        Guard.PACKAGE_READY,
        letter="answer",
    ),
    row("fail_package", Status.PACKAGING, Status.ACTING, _SYSTEM, EventType.PACKAGE_FAILED),
    row("close", Status.RELEASED, Status.CLOSED, _ANYBODY, EventType.CLOSED),
    row(
        "withdraw",
        Status.ACTING,
        Status.CLOSED,
        (Role.REQUESTER, *_STAFF),
        EventType.WITHDRAWN,
        letter="withdrawal_confirmed",
    ),
    row("lapse", Status.ACTING, Status.CLOSED, _STAFF, EventType.LAPSED, letter="lapsed"),
)
