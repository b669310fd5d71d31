"""What the clock refuses and what it warns of, as sentences: what is wrong, and what the law allows."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dsar.clock import FactsError, Notice, RefusalCode, WarningCode
from dsar.letters.clock_names import Words, calendar_words
from dsar.letters.words import short_day

REFUSALS: Mapping[RefusalCode, Words] = {
    RefusalCode.UNKNOWN_JURISDICTION: _(
        "“%(jurisdiction)s” is not a place whose law we know. Use uk-ew, uk-eng, uk-wls, "
        "uk-sct, uk-nir, uk-common, "
        "eu- with a country (eu-de, eu-de-by), eea-no, eea-is or eea-li."
    ),
    RefusalCode.UNKNOWN_ZONE: _("“%(zone)s” is not a time zone. Use a name such as Europe/London."),
    RefusalCode.UNKNOWN_RULE: _(
        "“%(rule)s” is not a rule. Use one_month, or a number of days such as 28_days."
    ),
    RefusalCode.NOT_A_DATE: _("“%(text)s” is not a date that exists. Write it as 2026-11-22."),
    RefusalCode.DATE_OUT_OF_RANGE: _(
        "%(on)s is out of range. The law applies from %(first)s; dates are counted up to %(last)s."
    ),
    RefusalCode.RECEIPT_MISSING: _(
        "The day of receipt is missing. The time runs from it, so it must be known."
    ),
    RefusalCode.RECEIPT_TWICE: _(
        "Two days of receipt were given: %(on)s, and an instant that is %(local_on)s where the "
        "controller is. "
        "The controller's own date counts."
    ),
    RefusalCode.RECEIPT_WITHOUT_ZONE: _(
        "The instant of receipt has no time zone, so its date cannot be known."
    ),
    RefusalCode.IDENTITY_NEVER_ASKED: _(
        "Proof of identity arrived on %(on)s, but it was never asked for. Only proof that was "
        "asked for, because of "
        "a doubt, moves the date."
    ),
    RefusalCode.IDENTITY_ASKED_BEFORE_RECEIPT: _(
        "Proof of identity cannot have been asked for on %(on)s, before the request arrived on "
        "%(received_on)s."
    ),
    RefusalCode.IDENTITY_BEFORE_ASKED: _(
        "Proof of identity cannot have arrived on %(on)s, before it was asked for on "
        "%(asked_on)s. If it came with "
        "the request, nothing needed to be asked and the time runs from receipt."
    ),
    RefusalCode.IDENTITY_ACCEPTED_BEFORE_ARRIVAL: _(
        "Proof of identity cannot have been accepted on %(on)s, before it arrived. The day of arrival counts."
    ),
    RefusalCode.IDENTITY_ASKED_AFTER_LIMIT: _(
        "Proof of identity was asked for on %(on)s, after the last day, %(last_on)s. After it "
        "nothing moves the limit."
    ),
    RefusalCode.AUTHORITY_NEVER_ASKED: _(
        "Proof of authority arrived on %(on)s, but it was never asked for. Only what was asked "
        "for moves the date."
    ),
    RefusalCode.AUTHORITY_ASKED_BEFORE_RECEIPT: _(
        "Proof of authority cannot have been asked for on %(on)s, before the request arrived on "
        "%(received_on)s."
    ),
    RefusalCode.AUTHORITY_BEFORE_ASKED: _(
        "Proof of authority cannot have arrived on %(on)s, before it was asked for on "
        "%(asked_on)s. If it came with "
        "the request, the time runs from receipt."
    ),
    RefusalCode.AUTHORITY_ACCEPTED_BEFORE_ARRIVAL: _(
        "Proof of authority cannot have been accepted on %(on)s, before it arrived. The day of "
        "arrival counts."
    ),
    RefusalCode.AUTHORITY_ASKED_AFTER_LIMIT: _(
        "Proof of authority was asked for on %(on)s, after the last day, %(last_on)s. After it "
        "nothing moves the "
        "limit."
    ),
    RefusalCode.FEE_NEVER_ASKED: _(
        "A fee was paid on %(on)s, but none was asked for. An answer is free unless a fee was "
        "asked for, with reasons."
    ),
    RefusalCode.FEE_ASKED_BEFORE_RECEIPT: _(
        "A fee cannot have been asked for on %(on)s, before the request arrived on %(received_on)s."
    ),
    RefusalCode.FEE_BEFORE_ASKED: _(
        "The fee cannot have been paid on %(on)s, before it was asked for on %(asked_on)s."
    ),
    RefusalCode.PAUSE_NEVER_ASKED: _(
        "An answer came on %(on)s, but no question was sent. The pause runs from the day on "
        "which a question was sent."
    ),
    RefusalCode.PAUSE_BEFORE_RECEIPT: _(
        "The pause cannot begin on %(on)s, before the request arrived on %(received_on)s."
    ),
    RefusalCode.PAUSE_ENDS_BEFORE_IT_BEGINS: _(
        "The pause cannot end on %(on)s, before the question was sent on %(sent_on)s."
    ),
    RefusalCode.PAUSE_AFTER_LIMIT: _(
        "The question was sent on %(on)s, after the time was over on %(last_on)s. Only a "
        "question sent by then "
        "stops the clock."
    ),
    RefusalCode.PAUSE_ACCESS_ONLY: _(
        "In the United Kingdom a question stops the clock only for a request for access. It may "
        "be asked, but the "
        "date stays."
    ),
    RefusalCode.EXTENSION_MONTHS: _(
        "An extension of %(months)s months is not possible. The law allows one or two further months, once."
    ),
    RefusalCode.EXTENSION_SECOND: _(
        "This case was extended already, by %(months)s months. The law allows one extension."
    ),
    RefusalCode.EXTENSION_BEFORE_RECEIPT: _(
        "Notice of an extension cannot have been given on %(on)s, before the request arrived on "
        "%(received_on)s."
    ),
    RefusalCode.EXTENSION_TOO_LATE: _(
        "Notice of the extension on %(on)s is too late: %(last_on)s was the last day for it. "
        "After that day nothing "
        "moves the limit; only a notice that was given by then can be recorded, with its proof."
    ),
    RefusalCode.EXTENSION_UNKNOWN: _(
        "“%(text)s” is no extension. Use no, yes for two months, or 1 or 2 for the number of months."
    ),
    RefusalCode.NOTICE_WITHOUT_EXTENSION: _(
        "Notice was given on %(on)s, but no extension was. Say by how many months the time was extended: "
        "the law allows one or two."
    ),
    RefusalCode.TIME_UNKNOWN: _("“%(text)s” is not a time of day. Write it as 23:59."),
    RefusalCode.PROMISE_DAYS: _("A promise of %(days)s days is not possible. Use 1 to %(most)s days."),
    RefusalCode.CLOSED_BEFORE_RECEIPT: _(
        "The case cannot have been closed on %(on)s, before the request arrived on %(received_on)s."
    ),
    RefusalCode.COMPLAINT_BEFORE_LAW: _(
        "The complaint of %(on)s came before the duty to acknowledge complaints began on %(first)s."
    ),
    RefusalCode.COMPLAINT_UK_ONLY: _(
        "The 30 days for acknowledging a complaint are the United Kingdom's. Elsewhere a "
        "complaint goes to the "
        "supervisory authority."
    ),
}
WARNINGS: Mapping[WarningCode, Words] = {
    WarningCode.IDENTITY_ASKED_LATE: _(
        "Proof of identity was asked for %(days)s days after receipt. Counted from receipt the limit is "
        "%(receipt_limit_on)s; keep to it if the doubt could have been raised at once."
    ),
    WarningCode.AUTHORITY_ASKED_LATE: _(
        "Proof of authority was asked for %(days)s days after receipt. Counted from receipt the limit is "
        "%(receipt_limit_on)s; keep to it if it could have been asked for at once."
    ),
    WarningCode.ASKED_WITHOUT_DOUBT: _(
        "Proof of identity was asked for on %(asked_on)s, as of everybody and without a doubt. So the time "
        "does not wait for it: it runs from the day of receipt."
    ),
    WarningCode.SECOND_PAUSE: _(
        "The clock was stopped %(count)s times. A further question needs its own good reason; "
        "ask everything at once."
    ),
    WarningCode.PAUSE_LARGE_DATA_ONLY: _(
        "Under this law a question stops the clock only if a large amount of data about the "
        "person is processed."
    ),
    WarningCode.FEE_DOES_NOT_MOVE: _("Under this law a fee does not move the date."),
    WarningCode.NOTICE_ON_ROLLED_DAY: _(
        "Notice of the extension was given on %(notified_on)s, after the month ended on "
        "%(unrolled_on)s, a day off; "
        "it is in time only because the end moved to the next working day."
    ),
    WarningCode.LIMIT_PASSED: ngettext_lazy(
        "The limit, %(limit_on)s, passed %(days)d day ago.",
        "The limit, %(limit_on)s, passed %(days)d days ago.",
        "days",
    ),
    WarningCode.CLOSED_LATE: _("The case was closed on %(closed_on)s, after its limit, %(limit_on)s."),
    WarningCode.CALENDAR_RUNS_OUT: _(
        "Public holidays are published up to %(known_until)s. A later holiday may still move this date."
    ),
    WarningCode.CALENDAR_CHANGED: _(
        "The date was worked out with an earlier calendar: %(stored)s. The current one: %(current)s."
    ),
}


def refusal(error: FactsError) -> str:
    """Return what is wrong and what the law allows, in the active language."""
    return str(REFUSALS[error.code] % _in_words(error.params)) if error.params else str(REFUSALS[error.code])


def warning(notice: Notice) -> str:
    """Return the warning as a sentence for staff; a date that is not known yet is called so."""
    params = notice.params
    if notice.code == WarningCode.CALENDAR_CHANGED:
        params = {name: calendar_words(str(version)) for name, version in params.items()}
    return str(WARNINGS[notice.code] % _in_words(params)) if params else str(WARNINGS[notice.code])


def _in_words(params: Mapping[str, object]) -> dict[str, object]:
    unknown = _("not known yet")
    return {
        name: unknown if value is None else short_day(value) if isinstance(value, date) else value
        for name, value in params.items()
    }
