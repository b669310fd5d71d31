"""What the values of a policy must be together, so that no letter fails for want of it later."""

from collections.abc import Mapping, Sequence
from datetime import date

from dsar.clock import bank_holidays
from dsar.clock.facts import check_day
from dsar.clock.refusal import FactsError
from dsar.letters.clock_refusals import refusal
from dsar.letters.places import at_home
from dsar.services.policies.faults import Faults
from dsar.services.policies.policy import Day, Entry, Policy


def policy_makes_sense(policy: Policy, faults: Faults) -> None:
    """Note what contradicts itself among the settings."""
    record, case = policy.settings["keep_record_days"], policy.settings["keep_case_days"]
    if isinstance(record, int) and isinstance(case, int) and record > case:
        faults.add(
            "[retention] record_days",
            f"what was handed over would be kept {record} days, longer than the case itself ({case}). "
            "Keep the case at least as long.",
        )
    if policy.settings["fee_minute_pence"] and not policy.settings["fee_words"]:
        faults.add("[fee] words", "is missing. Say when a fee is charged and what it covers.")
    if not any(policy.settings[field] for field in ("contact_email", "contact_phone", "other_ways")):
        faults.add("[contact]", "is empty. Give an email, a phone or other_ways: nobody has to use a form.")


def system_makes_sense(entry: Entry, where: str, faults: Faults) -> None:
    """Note what the access letter would miss: the interest, and what protects data abroad."""
    basis = str(entry.values["lawful_basis"]).casefold()
    if "legitimate interest" in basis and not entry.values["legitimate_interest"]:
        faults.add(
            f"{where} legitimate_interest", "is missing, and lawful_basis relies on one. Say which interest."
        )
    for who in entry.recipients:
        if who["country"] and not at_home(str(who["country"])) and not who["safeguard"]:
            faults.add(
                f"{where}, recipients “{who['name']}” safeguard",
                f"is missing, and {who['country']} is outside UK and EEA. Say what protects the data there.",
            )


def days_make_sense(days: Sequence[Day], document: Mapping[str, object], faults: Faults) -> None:
    """Note own days that no calendar takes: weekends, public holidays, days given twice."""
    controller = document.get("controller")
    place = controller.get("jurisdiction", "") if isinstance(controller, Mapping) else ""
    seen: set[date] = set()
    for day in days:
        where = f"[[calendar.days]] {day.on}"
        if day.on in seen:
            faults.add(where, "stands there twice. Take one out.")
        elif why := _why_no_day(day, str(place)):
            faults.add(where, why)
        seen.add(day.on)


def _why_no_day(day: Day, place: str) -> str:
    try:
        check_day(day.on)
        public = day.on in bank_holidays(place, day.on.year)
    except FactsError as error:
        # An unknown place was named already, at its own key.
        return "" if error.params.get("jurisdiction") == place else refusal(error)
    if day.working and not public:
        return "is no public holiday, so it cannot be one on which you work. Take it out."
    if not day.working and (public or day.on.weekday() > 4):
        return "is a weekend or a public holiday; no period ends on it anyway. Take it out."
    return ""
