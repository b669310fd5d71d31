"""The mails: complete or refused, one line of subject, the same in text and HTML, nothing active, no data."""

import re
from email import message_from_string, policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template
from django.utils import translation

from dsar.enums import DeliveryKind
from dsar.letters.mail import EVERY_MAIL, NEEDS, IncompleteMail, posted_text, render_mail
from tests.dsar.letters.mails import CONTEXTS
from tests.dsar.letters.samples import ANSWER
from tests.dsar.letters.test_sentinels import EVERYTHING, SENTINELS, elements, tags


def one_line(text: str) -> str:
    return " ".join(text.split())


def shown(html: str) -> str:
    """Return the text of a page's body on one line."""
    body = re.sub(r"<(style|title)>.*?</\1>", " ", html, flags=re.DOTALL)
    return one_line(unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.mark.parametrize("kind", DeliveryKind)
def test_every_kind_of_message_has_a_mail(kind: DeliveryKind) -> None:
    mail = render_mail(kind, CONTEXTS[kind], "en-gb")
    assert 10 < len(mail.subject) < 100
    assert "Alder CRM" in mail.text
    assert "dpo@alder.example.org" in mail.text
    assert "None" not in mail.text
    assert max(len(line) for line in mail.text.splitlines() if "http" not in line) <= 72


@pytest.mark.parametrize("kind", DeliveryKind)
def test_text_and_html_say_the_same(kind: DeliveryKind) -> None:
    mail = render_mail(kind, CONTEXTS[kind], "en-gb")
    assert one_line(mail.text.replace("\n- ", "\n")) == shown(mail.html)
    assert "src=" not in mail.html
    assert "@import" not in mail.html


@pytest.mark.parametrize("kind", DeliveryKind)
def test_a_mail_that_lacks_something_is_refused_and_names_it(kind: DeliveryKind) -> None:
    for key in (*EVERY_MAIL, *NEEDS[kind][0]):
        for blank in ("", None):
            with pytest.raises(IncompleteMail, match=rf"{kind} lacks {key}"):
                render_mail(kind, CONTEXTS[kind] | {key: blank}, "en-gb")
        absent = {name: value for name, value in CONTEXTS[kind].items() if name != key}
        with pytest.raises(IncompleteMail, match=key):
            render_mail(kind, absent, "en-gb")


def test_an_id_request_names_its_doubt_unless_it_changes_nothing() -> None:
    context = CONTEXTS[DeliveryKind.ID_REQUEST] | {"doubt": "", "reason": ""}
    with pytest.raises(IncompleteMail, match="doubt, reason"):
        render_mail(DeliveryKind.ID_REQUEST, context, "en-gb")
    mail = render_mail(DeliveryKind.ID_REQUEST, context | {"effect": "none"}, "en-gb")
    assert "runs from the day" in one_line(mail.text)
    assert "We ask everybody for proof" in one_line(mail.text)


def test_the_acknowledgement_gives_reference_dates_and_the_reason() -> None:
    mail = render_mail("acknowledgement", CONTEXTS[DeliveryKind.ACKNOWLEDGEMENT], "en-gb")
    text = one_line(mail.text)
    assert mail.subject == "We have your request to Alder CRM (B8WN-4JKA)"
    assert "Your request reached us on 24 November 2026 (Tuesday)." in text
    assert "and to stop using your personal data for marketing" in text
    assert str(CONTEXTS[DeliveryKind.ACKNOWLEDGEMENT]["why"]) in text


def test_what_is_in_force_at_once_is_said_at_once() -> None:
    acknowledged = CONTEXTS[DeliveryKind.ACKNOWLEDGEMENT]
    text = one_line(render_mail("acknowledgement", acknowledged, "en-gb").text)
    assert "You said no to marketing, and that is enough: it holds from 24 November 2026 (Tuesday)" in text
    assert "taken back your consent" not in text
    assert "we make sure that we know who you are" in text
    alone = acknowledged | {"right": ["objection_marketing"], "only_in_force": True}
    text = one_line(render_mail("acknowledgement", alone, "en-gb").text)
    assert "our systems follow, and we write to you when that is done" in text
    assert "who you are" not in text
    text = one_line(render_mail("understood", CONTEXTS[DeliveryKind.UNDERSTOOD], "en-gb").text)
    assert "You have taken back your consent, as you may at any time: it ends on 26 November 2026" in text


def test_a_delivery_speaks_of_a_download_only_when_something_is_to_be_downloaded() -> None:
    context = CONTEXTS[DeliveryKind.DELIVERY]
    with_copy = one_line(render_mail(DeliveryKind.DELIVERY, context, "en-gb").text)
    assert "With the code you can download everything:" in with_copy
    alone = one_line(render_mail(DeliveryKind.DELIVERY, context | {"letter_only": True}, "en-gb").text)
    assert "With the code you can read our letter:" in alone
    assert "download" not in alone


@pytest.mark.parametrize(
    ("kind", "arrived", "words"),
    [
        ("clock_started", "identity", "Your proof of identity arrived on 27 November 2026 (Friday)"),
        ("clock_started", "authority", "What shows that you may act for somebody else arrived on"),
        ("clock_started", "fee", "The fee arrived on 27 November 2026 (Friday)."),
        ("clock_resumed", "answer", "Your answer to our question arrived on 7 December 2026 (Monday)."),
        ("clock_resumed", "identity", "Your proof of identity arrived on 7 December 2026 (Monday)"),
    ],
)
def test_the_mail_about_the_clock_says_what_arrived(kind: str, arrived: str, words: str) -> None:
    context = CONTEXTS[DeliveryKind(kind)] | {"arrived": arrived}
    assert words in one_line(render_mail(kind, context, "en-gb").text)
    with pytest.raises(IncompleteMail, match="no words for what arrived"):
        render_mail(kind, context | {"arrived": "nothing"}, "en-gb")


@pytest.mark.parametrize(("left", "words"), [(2, "2 days are left."), (0, "today."), (-1, "has passed.")])
def test_a_holder_is_reminded_of_the_day(left: int, words: str) -> None:
    context = CONTEXTS[DeliveryKind.HOLDER_REMINDER] | {"days_left": left}
    assert words in render_mail(DeliveryKind.HOLDER_REMINDER, context, "en-gb").text


def test_a_complaint_without_a_page_gets_its_outcome_by_post() -> None:
    context = {k: v for k, v in CONTEXTS[DeliveryKind.COMPLAINT_OUTCOME].items() if k != "link"}
    text = render_mail(DeliveryKind.COMPLAINT_OUTCOME, context, "en-gb").text
    assert "The letter comes to you by post." in text
    assert "rights.alder.example.org" not in text


POSTED = [
    *("clock_started", "clock_resumed", "fee_notice", "withdrawal_confirmed", "transfer", "late_apology"),
    *("closed_no_response", "lapsed", "restriction_lifting"),
    *("complaint_ack", "complaint_progress", "complaint_outcome"),
]


@pytest.mark.parametrize("kind", POSTED)
def test_on_paper_nobody_is_sent_to_a_page(kind: str) -> None:
    context = CONTEXTS[DeliveryKind(kind)] | {"contact": "1 Example Street, Anytown"}
    _, text = posted_text(kind, context, "en-gb")
    assert "1 Example Street, Anytown" in text
    for words in ("your page", "You find our letter", "answer this mail", "rights.alder.example.org"):
        assert words not in text


def test_the_digest_counts_and_links_and_refuses_an_address_that_is_none() -> None:
    context = CONTEXTS[DeliveryKind.DIGEST]
    mail = render_mail(DeliveryKind.DIGEST, context, "en-gb")
    assert "- 3 cases are due this week: https://alder.example.org/desk/week/" in mail.text
    assert 'href="https://alder.example.org/desk/release/"' in mail.html
    bad = {"lines": [{"count": 1, "what": "case", "link": "javascript:alert(1)"}]}
    with pytest.raises(IncompleteMail, match="link is no web address"):
        render_mail(DeliveryKind.DIGEST, context | bad, "en-gb")


def test_the_code_is_in_the_body_and_never_in_the_subject() -> None:
    mail = render_mail(DeliveryKind.CODE, CONTEXTS[DeliveryKind.CODE], "en-gb")
    assert "48151623" in mail.text
    assert "48151623" not in mail.subject
    assert "for 10 minutes" in mail.text
    assert "If you did not ask for a code" in mail.text


@pytest.mark.parametrize(
    ("left", "words"), [(3, "3 days are left."), (1, "1 day is left."), (0, "That is today.")]
)
def test_a_reminder_counts(left: int, words: str) -> None:
    context = CONTEXTS[DeliveryKind.REMINDER] | {"days_left": left}
    assert words in render_mail(DeliveryKind.REMINDER, context, "en-gb").text
    late = render_mail(DeliveryKind.REMINDER, context | {"days_left": -2, "rung": "limit"}, "en-gb")
    assert "The date has passed." in late.text
    assert late.subject == "B8WN-4JKA: the limit is 22 December 2026 (Tuesday)"


@pytest.mark.parametrize("kind", DeliveryKind)
def test_what_is_not_in_the_table_reaches_no_mail(kind: DeliveryKind) -> None:
    """A name or the person's own words would let a stranger write mails under the controller's name."""
    planted = {"name": "PLANTED", "asked_words": "PLANTED", "data": ["PLANTED"], "rows": {"x": "PLANTED"}}
    mail = render_mail(kind, CONTEXTS[kind] | planted, "en-gb")
    assert "PLANTED" not in mail.subject + mail.text + mail.html
    assert ANSWER.addressee.name not in mail.text


def poisoned(context: dict[str, Any], sentinel: str) -> dict[str, Any]:
    """Return a context with the sentinel behind every text that is not a date, a choice or a right."""
    kept = {"right", "rung", "effect", "arrived"}

    def one(key: str, value: Any) -> Any:
        if key == "lines":
            return [poisoned(each, sentinel) for each in value]
        if isinstance(value, list) and key not in kept:
            return [f"{each} {sentinel}" for each in value]
        mine = isinstance(value, str) and key not in kept and not key.endswith("_on")
        return f"{value} {sentinel}" if mine else value

    return {key: one(key, value) for key, value in context.items()}


ONE_BY_ONE = [(DeliveryKind.CLARIFICATION, sentinel) for sentinel in SENTINELS.values()]
ALL_AT_ONCE = [(kind, EVERYTHING) for kind in DeliveryKind]


@pytest.mark.parametrize(("kind", "sentinel"), [*ONE_BY_ONE, *ALL_AT_ONCE], ids=[*SENTINELS, *DeliveryKind])
def test_hostile_text_is_only_text(kind: DeliveryKind, sentinel: str) -> None:
    harmless = render_mail(kind, poisoned(CONTEXTS[kind], "harmless"), "en-gb")
    hostile = render_mail(kind, poisoned(CONTEXTS[kind], sentinel), "en-gb")
    assert elements(hostile.html) == elements(harmless.html)
    assert all(href.startswith("https://") for href in tags(hostile.html).hrefs)
    for control in ("\r", "\x00", "\x1b", "\u202e", "\ud800"):
        assert control not in hostile.subject + hostile.text + hostile.html


@pytest.mark.parametrize("kind", DeliveryKind)
def test_no_header_is_ever_split(kind: DeliveryKind) -> None:
    for break_ in ("\r\n", "\n", "\r", "\u2028", "\x85", "\x0b"):
        hostile = f"x{break_}Bcc: everybody@example.org{break_}{break_}<b>body</b>"
        mail = render_mail(kind, poisoned(CONTEXTS[kind], hostile), "en-gb")
        assert len(mail.subject.splitlines()) == 1
        message = EmailMessage()
        message["Subject"] = mail.subject
        message.set_content(mail.text)
        parsed = message_from_string(message.as_string(), policy=policy.default)
        assert parsed["Bcc"] is None
        assert str(parsed["Subject"]).strip() == mail.subject


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org/", "file:///etc/passwd"]
)
@pytest.mark.parametrize("kind", [kind for kind, (needed, _) in NEEDS.items() if "link" in needed])
def test_a_link_that_is_no_web_address_is_refused(kind: DeliveryKind, address: str) -> None:
    with pytest.raises(IncompleteMail, match="link is no web address"):
        render_mail(kind, CONTEXTS[kind] | {"link": address}, "en-gb")


@pytest.mark.parametrize("kind", DeliveryKind)
def test_the_templates_of_a_mail_use_what_is_in_its_table_and_all_of_it(kind: DeliveryKind) -> None:
    needed, optional = NEEDS[kind]
    used = set()
    for name in (f"{kind}.subject.txt", f"{kind}.txt", f"{kind}.html", "base.txt", "base.html"):
        source = Path(get_template(f"emails/{name}").origin.name).read_text()
        if '{% include "emails/in_force.' in source:
            source += Path(get_template("emails/in_force.txt").origin.name).read_text()
        used |= set(re.findall(r"{{ (\w+)", source))
        used |= set(re.findall(r"{% (?:if not|if|elif|for each in) (\w+)", source))
        used |= set(re.findall(r"{% if \"\w+\" in (\w+)", source))
        used |= set(re.findall(r"count days=(\w+)", source))
    ours = {"subject", "lang", "each", "days", "by_post"}
    assert used - ours == {*EVERY_MAIL, *needed, *optional}


def test_a_translation_cannot_split_the_subject_either(monkeypatch: pytest.MonkeyPatch) -> None:
    split = "returned\r\nBcc: everybody@example.org"
    monkeypatch.setattr(translation._trans, "gettext", lambda _: split, raising=False)
    subject = render_mail(DeliveryKind.RETURNED, CONTEXTS[DeliveryKind.RETURNED], "en-gb").subject
    assert subject == "returned Bcc: everybody@example.org"
