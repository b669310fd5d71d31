"""The five example policies keep what the five organisations promised (docs/policies.md, rows A to E)."""

import pytest

from dsar.enums import IdentityRule, Relation, ReleaseMode, Right
from dsar.letters.places import at_home
from dsar.models import Controller, Recipient, RetentionRule, System
from dsar.services.policies.reading import read_file, read_policy
from dsar.services.policies.stored import policy_of
from dsar.services.policies.writing import written
from tests.dsar.policies.samples import EXAMPLES, example, loaded

pytestmark = pytest.mark.django_db

#: What each policy names: its rights as the table of promises has them.
RIGHTS = {
    "A": {
        Right.ACCESS,
        Right.RECTIFICATION,
        Right.ERASURE,
        Right.RESTRICTION,
        Right.PORTABILITY,
        Right.OBJECTION,
        Right.MARKETING,
        Right.AUTOMATED,
    },
    "B": {Right.ACCESS, Right.RECTIFICATION, Right.ERASURE},
    "C": {Right.ACCESS, Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION, Right.PORTABILITY},
    "D": {
        Right.RESTRICTION,
        Right.ACCESS,
        Right.ERASURE,
        Right.RECTIFICATION,
        Right.OBJECTION,
        Right.CONSENT,
    },
    "E": {
        Right.ACCESS,
        Right.RECTIFICATION,
        Right.ERASURE,
        Right.CONSENT,
        Right.PORTABILITY,
        Right.RESTRICTION,
        Right.OBJECTION,
        Right.MARKETING,
    },
}


@pytest.mark.parametrize("letter", EXAMPLES)
def test_it_reads_back_from_the_database_as_it_was_written(letter: str) -> None:
    policy = read_file(example(letter))
    stored = policy_of(loaded(letter))
    assert stored == policy
    assert read_policy(written(stored).encode(), "again.toml") == policy


@pytest.mark.parametrize("letter", EXAMPLES)
def test_the_rights_are_those_it_names(letter: str) -> None:
    assert set(loaded(letter).rights_named) == RIGHTS[letter]


@pytest.mark.parametrize("letter", EXAMPLES)
def test_every_letter_finds_what_it_must_say_in_the_register(letter: str) -> None:
    """P1, P2, P26, P27: purposes, basis, categories, origin, retention and place of each system."""
    controller = loaded(letter)
    assert controller.systems.count() >= 2
    for system in controller.systems.all():
        for field in (
            "purpose",
            "lawful_basis",
            "categories",
            "origin",
            "retention",
            "location",
            "automated_decisions",
        ):
            assert getattr(system, field), (system, field)
        assert system.holder_name
        assert system.holder_email
        assert system.relations


@pytest.mark.parametrize("letter", EXAMPLES)
def test_p19_the_regulator_and_the_dpo_are_named(letter: str) -> None:
    controller = loaded(letter)
    assert controller.dpo_email.endswith(".example.org")
    assert controller.regulator_name
    assert controller.regulator_phone
    assert controller.regulator_address
    assert controller.regulator_url.startswith("https://")


@pytest.mark.parametrize("letter", EXAMPLES)
def test_p21_p28_recipients_can_be_told_and_abroad_is_safeguarded(letter: str) -> None:
    recipients = Recipient.objects.filter(system__controller=loaded(letter))
    assert recipients
    for who in recipients:
        assert who.email
        assert at_home(who.country) or who.safeguard, who


@pytest.mark.parametrize("letter", ["A", "B", "C", "E"])
def test_without_a_promise_the_statutory_month_stands_alone(letter: str) -> None:
    assert loaded(letter).promise_days is None


@pytest.mark.parametrize("letter", ["A", "B", "C", "E"])
def test_p15_identity_is_asked_in_doubt_and_no_fee_is_set(letter: str) -> None:
    controller = loaded(letter)
    assert controller.identity_rule == IdentityRule.IN_DOUBT
    assert controller.fee_minute_pence is None


def test_a_names_a_dpo_with_post_and_phone_and_each_kind_of_recipient() -> None:
    controller = loaded("A")
    assert controller.dpo_name
    assert controller.dpo_phone
    assert "write to the data protection officer" in controller.other_ways
    told = " ".join(
        Recipient.objects.filter(system__controller=controller).values_list("what_for", flat=True)
    )
    for kind in ("licensing distributor: ", "hosting company: ", "maker of the software"):
        assert kind in told


def test_p11_a_says_how_its_profiling_works() -> None:
    (scored,) = loaded("A").systems.exclude(automated_decisions__startswith="We take no decision")
    assert "score" in scored.automated_decisions
    assert scored.uses_for_marketing


def test_p18_b_chases_for_a_month_and_then_deletes_the_details() -> None:
    controller = loaded("B")
    assert (controller.silence_days, controller.silence_erases) == (30, True)
    assert controller.chases > 0


@pytest.mark.parametrize("letter", ["A", "C", "D", "E"])
def test_only_b_deletes_details_after_silence(letter: str) -> None:
    assert not loaded(letter).silence_erases


def test_p4_c_has_no_online_self_service() -> None:
    controller = loaded("C")
    assert controller.account_url == ""
    assert all(system.holder_email for system in controller.systems.all())


def test_p14_p16_p17_p20_d_in_figures() -> None:
    controller = loaded("D")
    assert controller.identity_rule == IdentityRule.ALWAYS
    assert controller.promise_days == 28
    assert controller.fee_minute_pence
    assert "manifestly unfounded or excessive" in controller.fee_words
    assert controller.account_url.startswith("https://account.")
    assert controller.contact_email
    assert controller.contact_phone


def test_p6_d_keeps_invoices_six_years_by_law() -> None:
    (rule,) = RetentionRule.objects.filter(system__controller=loaded("D"))
    assert rule.what == "Invoices"
    assert rule.keep_years >= 6
    assert "Finance Act 1998" in rule.law
    assert rule.reason
    assert rule.counted_from
    assert rule.afterwards == "anonymise"  # P7


def test_p13_consent_can_be_withdrawn_where_systems_rest_on_it() -> None:
    for letter in ("D", "E"):
        assert loaded(letter).systems.filter(lawful_basis__contains="consent").exists()


def test_p29_d_keeps_recordings_and_correspondence() -> None:
    assert loaded("D").systems.filter(categories__contains="Recordings of calls, e-mails").exists()


def test_p9_e_takes_out_what_rests_on_consent_or_contract_alone() -> None:
    basis = "consent", "contract"
    for system in System.objects.filter(controller=loaded("E")):
        assert system.portable == any(word in system.lawful_basis.casefold() for word in basis)


def test_p30_e_knows_job_applicants() -> None:
    systems = loaded("E").systems
    assert any(Relation.APPLICANT in system.relations for system in systems.all())


def test_e_answers_from_one_mailbox() -> None:
    controller = loaded("E")
    assert controller.contact_email == controller.dpo_email


def test_the_five_show_every_release_mode() -> None:
    assert {Controller.objects.get(pk=loaded(letter).pk).release_mode for letter in EXAMPLES} == set(
        ReleaseMode
    )
