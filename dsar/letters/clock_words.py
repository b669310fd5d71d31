"""The clock's steps as sentences, and its short form: one paragraph that names the date and says why."""

from collections.abc import Mapping

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dsar.clock import DayOff, DayReason, Result, State, Step, StepCode
from dsar.letters.clock_names import Words, place
from dsar.letters.words import day, listed, short_day

# By a step's code, or code and variant (see `variant`); dates and places are in words already.
SENTENCES: Mapping[str, Words] = {
    "received": _("The request arrived."),
    "received_local": _("It was this day in the zone %(zone)s; in UTC it was %(utc_on)s."),
    "identity_asked": _("Proof of identity was asked for, because there was a doubt."),
    "identity_arrived": _("Sufficient proof of identity arrived."),
    "identity_arrived.accepted": _("Sufficient proof of identity arrived (accepted on %(accepted_on)s)."),
    "identity_awaited": _("Proof of identity was asked for. Until it arrives, the time does not begin."),
    "authority_asked": _("Proof of authority to act for the person was asked for."),
    "authority_arrived": _("Sufficient proof of authority arrived."),
    "authority_arrived.accepted": _("Sufficient proof of authority arrived (accepted on %(accepted_on)s)."),
    "authority_awaited": _("Proof of authority was asked for. Until it arrives, the time does not begin."),
    "fee_asked": _("A fee was asked for."),
    "fee_paid": _("The fee was paid."),
    "fee_awaited": _("A fee was asked for. Until it is paid, the time does not begin."),
    "starts.receipt": _("The month begins here: the day of receipt."),
    "starts.identity": _("The month begins here: the day on which proof of identity arrived."),
    "starts.authority": _("The month begins here: the day on which proof of authority arrived."),
    "starts.fee": _("The month begins here: the day on which the fee was paid."),
    "suspended.identity": ngettext_lazy(
        "Proof of identity was asked for and arrived: %(days)d day does not count.",
        "Proof of identity was asked for and arrived: %(days)d days do not count.",
        "days",
    ),
    "suspended.authority": ngettext_lazy(
        "Proof of authority was asked for and arrived: %(days)d day does not count.",
        "Proof of authority was asked for and arrived: %(days)d days do not count.",
        "days",
    ),
    "suspended_open.identity": _("Proof of identity was asked for. Until it arrives, the time stands still."),
    "suspended_open.authority": _(
        "Proof of authority was asked for. Until it arrives, the time stands still."
    ),
    "paused": ngettext_lazy(
        "Clarification was asked for and given: %(days)d day does not count.",
        "Clarification was asked for and given: %(days)d days do not count.",
        "days",
    ),
    "paused_open": _("Clarification was asked for. Until it is given, the time stands still."),
    "pause_without_effect": _(
        "Clarification was asked for and given; none of these days would have counted."
    ),
    "extended": ngettext_lazy(
        "Notice was given, with reasons, that the answer takes %(months)d month longer.",
        "Notice was given, with reasons, that the answer takes %(months)d months longer.",
        "months",
    ),
    "extended.outside": ngettext_lazy(
        "Notice was given by another way, and recorded with proof, that the answer takes "
        "%(months)d month longer.",
        "Notice was given by another way, and recorded with proof, that the answer takes "
        "%(months)d months longer.",
        "months",
    ),
    "extended_in_time": ngettext_lazy(
        "The answer takes %(months)d month longer, if notice is given in time.",
        "The answer takes %(months)d months longer, if notice is given in time.",
        "months",
    ),
    "months_added.same": ngettext_lazy(
        "One month after %(from_on)s: the same date.",
        "%(months)d months after %(from_on)s: the same date.",
        "months",
    ),
    "months_added.last": ngettext_lazy(
        "One month after %(from_on)s: that month has no such date, so its last day.",
        "%(months)d months after %(from_on)s: that month has no such date, so its last day.",
        "months",
    ),
    "days_added": ngettext_lazy(
        "%(from_on)s and the %(days)d day that does not count.",
        "%(from_on)s and the %(days)d days that do not count.",
        "days",
    ),
    "rolled": _(
        "No period ends on a day off: %(off)s. This is the next working day in %(jurisdiction)s: the limit."
    ),
    "limit": _("This is a working day in %(jurisdiction)s: the limit."),
    "promise.start": ngettext_lazy(
        "Our own promise: %(days)d day from the start.",
        "Our own promise: %(days)d days from the start.",
        "days",
    ),
    "promise.receipt": ngettext_lazy(
        "Our own promise: %(days)d day from receipt.", "Our own promise: %(days)d days from receipt.", "days"
    ),
    "promise_cut": ngettext_lazy(
        "Our own promise of %(days)d day ends on %(promised_on)s, after the limit; so the limit "
        "is the target.",
        "Our own promise of %(days)d days ends on %(promised_on)s, after the limit; so the "
        "limit is the target.",
        "days",
    ),
    "closed": _("The case was closed."),
    "complaint_received": _("The complaint arrived."),
    "complaint_counted": ngettext_lazy(
        "%(days)d day, counted from the day after.", "%(days)d days, counted from the day after.", "days"
    ),
}
ARRIVED: Mapping[str, Words] = {
    "receipt": _("the day on which your request arrived"),
    "identity": _("the day on which your proof of identity arrived"),
    "authority": _("the day on which the proof of authority arrived"),
    "fee": _("the day on which the fee was paid"),
}
AWAITED: Mapping[StepCode, Words] = {
    StepCode.IDENTITY_AWAITED: _("the proof of identity that we asked for on %(on)s has arrived"),
    StepCode.AUTHORITY_AWAITED: _("the proof of authority that we asked for on %(on)s has arrived"),
    StepCode.FEE_AWAITED: _("the fee that we asked for on %(on)s has been paid"),
}
WAITED: Mapping[DayReason, Words] = {
    DayReason.CLARIFICATION: _("your answer to our question"),
    DayReason.IDENTITY: _("your proof of identity"),
    DayReason.AUTHORITY: _("the proof of authority"),
}


def sentence(step: Step) -> str:
    """Return the step as one British English sentence, or a few short ones, in the active language."""
    words = {name: _in_words(name, value) for name, value in step.params.items()}
    return str(SENTENCES[variant(step)] % words) if words else str(SENTENCES[variant(step)])


def variant(step: Step) -> str:
    """Return the key of a step's sentence."""
    params = step.params
    if step.code in (StepCode.STARTS, StepCode.SUSPENDED, StepCode.SUSPENDED_OPEN):
        return f"{step.code.value}.{params['what']}"
    if step.code is StepCode.PROMISE:
        return f"promise.{params['counted_from']}"
    if step.code is StepCode.MONTHS_ADDED:
        return "months_added.same" if params["same_day"] else "months_added.last"
    if params.get("accepted_on"):
        return f"{step.code.value}.accepted"
    return "extended.outside" if params.get("outside") else step.code.value


def title(result: Result) -> str:
    """Return the heading of the derivation: "Why 4 January 2027 (Monday)", or that there is no date yet."""
    if result.limit_on is None:
        return gettext("Why there is no date yet")
    return gettext("Why %(day)s") % {"day": day(result.limit_on)}


def short(result: Result) -> str:
    """Return one paragraph for the requester: by when we answer and why, or why there is no date yet."""
    if result.limit_on is None:
        return _no_date(result)
    parts = [gettext("We must answer by %(day)s at the latest.") % {"day": day(result.limit_on)}]
    if result.target_on is not None and result.target_on < result.limit_on:
        parts.append(gettext("We aim to answer by %(day)s.") % {"day": day(result.target_on)})
    parts += [_period(result), _uncounted(result), _rolled(result)]
    return " ".join(part for part in parts if part)


def _no_date(result: Result) -> str:
    if result.state is State.CLOSED:
        return gettext("The request was closed before there was a date.")
    if result.state is State.NOT_STARTED:
        things = [
            str(AWAITED[step.code]) % {"on": short_day(step.on)}
            for step in result.steps
            if step.code in AWAITED
        ]
        text = gettext("There is no date yet. The month in which we must answer begins when %(things)s.")
        return text % {"things": listed(things)}
    opened = [uncounted for uncounted in result.days_not_counted if uncounted.last_on is None]
    since = [s.on for s in result.steps if s.code in (StepCode.PAUSED_OPEN, StepCode.SUSPENDED_OPEN)]
    text = gettext(
        "There is no date at the moment. The time in which we must answer stands still since "
        "%(since)s, because we "
        "are waiting for %(things)s. When we have that, we tell you the date."
    )
    things = [str(WAITED[reason]) for reason in dict.fromkeys(uncounted.reason for uncounted in opened)]
    return text % {"since": short_day(min(since)), "things": listed(things)}


def _period(result: Result) -> str:
    starts, added = result.step(StepCode.STARTS), result.step(StepCode.MONTHS_ADDED)
    if starts is None or added is None:
        return ""
    params = {"months": added.params["months"], "start": short_day(starts.on)}
    text = ngettext(
        "The law gives us one month from %(start)s, %(why)s.",
        "The law gives us %(months)d months, because we extended the time, from %(start)s, %(why)s.",
        int(str(params["months"])),
    )
    return text % {**params, "why": ARRIVED[str(starts.params["what"])]}


def _uncounted(result: Result) -> str:
    added = result.step(StepCode.DAYS_ADDED)
    if added is None:
        return ""
    reasons = dict.fromkeys(uncounted.reason for uncounted in result.days_not_counted)
    days = int(str(added.params["days"]))
    text = ngettext(
        "%(days)d day does not count, because we were waiting for %(things)s.",
        "%(days)d days do not count, because we were waiting for %(things)s.",
        days,
    )
    return text % {"days": days, "things": listed(str(WAITED[reason]) for reason in reasons)}


def _rolled(result: Result) -> str:
    rolled = result.step(StepCode.ROLLED)
    if rolled is None:
        return ""
    off = rolled.params["off"]
    text = gettext("The last day would be %(off)s, a day off, so it is the next working day.")
    return text % {"off": _day_off(off[0]) if isinstance(off, tuple) else off}


def _in_words(name: str, value: object) -> object:
    if isinstance(value, tuple):
        return listed(_day_off(off) for off in value)
    if name.endswith("_on") and value is not None:
        return short_day(value)  # type: ignore[arg-type]  # every parameter named so is a date
    return place(str(value)) if name == "jurisdiction" else value


def _day_off(off: DayOff) -> str:
    name = off.name or str(WEEKDAYS[off.on.weekday()])
    return f"{short_day(off.on)} ({name})"
