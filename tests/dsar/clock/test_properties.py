"""Random histories of identity, fee, pauses and extension: the second clock, the law's properties."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsar.clock import (
    Calendar,
    Clarification,
    Extension,
    Facts,
    FactsError,
    Fee,
    Promise,
    Proof,
    RefusalCode,
    Result,
    compute,
)
from tests.dsar.clock import oracle

CALENDARS = {code: Calendar(code) for code in ("uk-ew", "uk-sct", "uk-nir", "uk-common", "eu-de", "eu-ie")}
UK = st.sampled_from(["uk-ew", "uk-sct", "uk-nir", "uk-common"])
EU = st.sampled_from(["eu-de", "eu-ie"])
RECEIVED = st.dates(date(2026, 2, 5), date(2033, 12, 31))
GAP = st.integers(0, 25)
MANY = settings(max_examples=300, deadline=None)


def run(facts: Facts) -> Result:
    return compute(facts, calendar=CALENDARS[facts.jurisdiction], today=facts.receipt)


@st.composite
def proofs(draw: st.DrawFn, received: date) -> Proof | None:
    if draw(st.booleans()):
        return None
    asked = received + timedelta(days=draw(GAP))
    return Proof(asked, asked + timedelta(days=draw(GAP)))


@st.composite
def histories(draw: st.DrawFn, places: st.SearchStrategy[str] = UK) -> Facts:
    """Facts that the law allows: every pause is sent before the first month can be over."""
    received = draw(RECEIVED)
    identity, authority = draw(proofs(received)), draw(proofs(received))
    fee = draw(
        st.none() | st.just(Fee(received + timedelta(days=2), received + timedelta(days=draw(GAP) + 2)))
    )
    pauses = []
    for sent_after, answered_after in draw(st.lists(st.tuples(GAP, GAP), max_size=3)):
        sent = received + timedelta(days=sent_after)
        pauses.append(Clarification(sent, sent + timedelta(days=answered_after)))
    months = draw(st.sampled_from([0, 1, 2]))
    extension = Extension(received + timedelta(days=draw(GAP)), months) if months else None
    return Facts(
        draw(places),
        received_on=received,
        identity=identity,
        authority=authority,
        fee=fee,
        clarifications=tuple(pauses),
        extension=extension,
        promise=draw(st.none() | st.builds(Promise, days=st.integers(1, 90), roll=st.booleans())),
    )


def pairs(facts: Facts) -> list[tuple[date, date]]:
    return [(p.sent_on, p.answered_on) for p in facts.clarifications if p.answered_on]


def arrivals(facts: Facts) -> list[date]:
    found = [p.arrived_on for p in (facts.identity, facts.authority) if p] + (
        [facts.fee.paid_on] if facts.fee else []
    )
    return [day for day in found if day]


def months_of(facts: Facts) -> int:
    return 1 + (facts.extension.months if facts.extension else 0)


@MANY
@given(histories())
def test_uk_histories_agree_with_the_second_clock(facts: Facts) -> None:
    result = run(facts)
    start = max([facts.receipt, *arrivals(facts)])
    frozen = oracle.inclusive(pairs(facts))
    assert result.start_on == start
    assert result.limit_on == oracle.limit(facts.jurisdiction, start, months_of(facts), frozen)
    assert result.extension_notice_by == oracle.limit(facts.jurisdiction, start, 1, frozen)


@MANY
@given(histories(EU))
def test_eu_histories_agree_with_the_second_clock(facts: Facts) -> None:
    result = run(facts)
    proven = [(p.asked_on, p.arrived_on) for p in (facts.identity, facts.authority) if p and p.arrived_on]
    frozen = oracle.elapsed(pairs(facts) + proven)
    assert result.start_on == facts.receipt
    assert result.limit_on == oracle.limit(facts.jurisdiction, facts.receipt, months_of(facts), frozen)


@MANY
@given(histories())
def test_the_limit_is_a_working_day_at_or_after_the_nominal_end(facts: Facts) -> None:
    result = run(facts)
    assert result.limit_on is not None
    assert result.nominal_on is not None
    assert result.unrolled_on is not None
    assert oracle.works(facts.jurisdiction, result.limit_on)
    assert result.nominal_on <= result.unrolled_on <= result.limit_on


@MANY
@given(histories())
def test_the_target_is_never_after_the_limit(facts: Facts) -> None:
    result = run(facts)
    assert result.target_on is not None
    assert result.limit_on is not None
    assert result.target_on <= result.limit_on


@MANY
@given(histories(), st.integers(1, 40))
def test_a_later_request_is_never_due_earlier(facts: Facts, days: int) -> None:
    bare = replace(facts, identity=None, authority=None, fee=None, clarifications=(), extension=None)
    first, second = run(bare), run(replace(bare, received_on=facts.receipt + timedelta(days=days)))
    assert first.limit_on is not None
    assert second.limit_on is not None
    assert first.limit_on <= second.limit_on


@MANY
@given(histories(), GAP, GAP)
def test_a_further_pause_never_makes_it_earlier(facts: Facts, after: int, length: int) -> None:
    sent = facts.receipt + timedelta(days=after)
    more = Clarification(sent, sent + timedelta(days=length))
    before, result = run(facts), run(replace(facts, clarifications=(*facts.clarifications, more)))
    assert before.limit_on is not None
    assert result.limit_on is not None
    assert before.limit_on <= result.limit_on
    assert before.target_on is not None
    assert result.target_on is not None
    assert before.target_on <= result.target_on


@MANY
@given(histories())
def test_the_elapsed_count_is_never_later_than_the_inclusive_one(facts: Facts) -> None:
    result = run(facts)
    start = max([facts.receipt, *arrivals(facts)])
    careful = oracle.limit(facts.jurisdiction, start, months_of(facts), oracle.elapsed(pairs(facts)))
    assert result.limit_on is not None
    assert careful <= result.limit_on


@MANY
@given(histories())
def test_the_order_of_the_pauses_does_not_matter(facts: Facts) -> None:
    turned = replace(facts, clarifications=facts.clarifications[::-1])
    assert run(facts).limit_on == run(turned).limit_on


@MANY
@given(histories(), st.integers(0, 60))
def test_an_extension_notice_is_taken_until_its_last_day_and_not_after(facts: Facts, late: int) -> None:
    last = run(replace(facts, extension=None)).extension_notice_by
    assert last is not None
    assert run(replace(facts, extension=Extension(last))).limit_on is not None
    with pytest.raises(FactsError) as refused:
        run(replace(facts, extension=Extension(last + timedelta(days=1 + late))))
    assert refused.value.code is RefusalCode.EXTENSION_TOO_LATE
    assert refused.value.params["last_on"] == last
