"""Every word of a letter or a mail that is not a fact can be translated, and dates follow the language."""

from dataclasses import replace

import pytest

from dsar.enums import DeliveryKind
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import compose
from dsar.letters.mail import render_mail
from tests.dsar.letters.mails import CONTEXTS
from tests.dsar.letters.mails import texts as texts_of_mail
from tests.dsar.letters.samples import FACTS
from tests.dsar.letters.test_elements import texts
from tests.support.marking import unmarked


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("kind", LetterKind)
def test_every_sentence_of_a_letter_goes_through_translation(kind: LetterKind) -> None:
    facts = FACTS[kind]
    known = [line for text in texts(facts) for line in text.splitlines()]
    links = [facts.sender.regulator_url, facts.delivery.address if facts.delivery else ""]
    links.append(facts.identity.send_to if facts.identity else "")
    known += [link.partition("://")[2].rstrip("/") for link in links if link]
    assert unmarked(compose(kind, facts).html(), known) == ""


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("kind", DeliveryKind)
def test_every_sentence_of_a_mail_goes_through_translation(kind: DeliveryKind) -> None:
    context = CONTEXTS[kind]
    known = texts_of_mail(context)
    mail = render_mail(kind, context, "en-gb")
    assert unmarked(mail.html, known) == ""
    assert unmarked(mail.text, known) == ""
    assert unmarked(mail.subject, known) == ""


def test_the_check_itself_finds_a_sentence_that_is_not_translated() -> None:
    assert unmarked("<p>⟦Dear %(name)s⟧ Sofia, forgotten</p>", ["Sofia"]) == "forgotten"


@pytest.mark.parametrize(
    ("language", "tag", "said"),
    [("en-gb", "en-GB", "24 November 2026 (Tuesday)"), ("de", "de", "24 November 2026 (Dienstag)")],
)
def test_dates_follow_the_language(language: str, tag: str, said: str) -> None:
    facts = replace(FACTS[LetterKind.ACCESS_ANSWER], language=language)
    html = compose(LetterKind.ACCESS_ANSWER, facts).html()
    assert f"You asked us on {said}" in html
    assert f'<html lang="{tag}">' in html
