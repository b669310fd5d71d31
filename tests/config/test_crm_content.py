"""What the demo company's CRM holds makes sense: files are real, sums agree, consent comes first."""

from __future__ import annotations

import io
import wave
from collections import Counter
from decimal import Decimal
from email import message_from_bytes

import pikepdf
import pytest
from PIL import Image

from config.demo.crm.people import LAST_DAY
from config.demo.crm.rows import crm
from config.demo.rows import Tables


@pytest.fixture(scope="module")
def made() -> Tables:
    """All rows of a smaller CRM."""
    return crm(count=1_500)


def test_attachments_are_real_files(made: Tables) -> None:
    kinds = Counter[str]()
    for _, _, name, media_type, content in made["attachments"]:
        assert isinstance(content, bytes)
        kinds[str(media_type)] += 1
        if media_type == "image/png":
            Image.open(io.BytesIO(content)).load()
        elif media_type == "application/pdf":
            with pikepdf.open(io.BytesIO(content)) as document:
                assert len(document.pages) == 1
                assert document.check_pdf_syntax() == []
        elif media_type == "message/rfc822":
            message = message_from_bytes(content)
            assert message["To"] == "service@alder.example.org"
            assert message.defects == []
        else:
            assert content.decode().count("\r\n") > 5, name
    assert set(kinds) == {"image/png", "application/pdf", "message/rfc822", "text/plain"}


def test_call_recordings_can_be_played(made: Tables) -> None:
    recordings = [row[-1] for row in made["call_recordings"]]
    assert len(recordings) > 100
    assert len(set(recordings)) > 50
    for audio in recordings:
        assert isinstance(audio, bytes)
        with wave.open(io.BytesIO(audio)) as sound:
            assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8_000, 1, 1)
            samples = sound.readframes(sound.getnframes())
        assert len(samples) == 2_400
        assert max(samples) - min(samples) > 100


def test_lines_add_up_to_their_invoice_and_payments_to_what_was_due(made: Tables) -> None:
    lines, paid = Counter[object](), Counter[object]()
    for row in made["invoice_lines"]:
        lines[row[1]] += Decimal(str(row[-1]))
    for row in made["payments"]:
        paid[row[1]] += Decimal(str(row[3]))
    for number, _, _, _, issued, _, net, vat, _, keep_until in made["invoices"]:
        assert lines[number] == Decimal(str(net))
        assert paid[number] in (0, Decimal(str(net)) + Decimal(str(vat)))
        assert (keep_until - issued).days > 6 * 365
    assert len(paid) > 1_000


def test_the_newsletter_goes_only_to_those_who_agreed_while_they_did(made: Tables) -> None:
    agreed = {row[1]: (row[4], row[6] or LAST_DAY) for row in made["consents"] if row[2] == "newsletter"}
    assert len(made["newsletter_events"]) > 5_000
    for _, person, _, _, happened, _ in made["newsletter_events"]:
        since, until = agreed[person]
        assert since <= happened <= until
    assert {row[2] for row in made["consents"]} == {
        *("newsletter", "telephone marketing", "analytics", "call recording")
    }
    assert any(row[6] for row in made["consents"])


def test_messages_name_other_people_and_names_come_twice(made: Tables) -> None:
    names = Counter(f"{row[2]} {row[3]}" for row in made["people"])
    assert names.most_common(1)[0][1] > 1
    bodies = " ".join(str(row[3]) for row in made["ticket_messages"])
    assert sum(name in bodies for name in names) > 200


def test_a_message_comes_after_its_thread_was_opened_and_after_the_one_before(made: Tables) -> None:
    last = {row[0]: row[5] for row in made["tickets"]}
    for _, ticket, _, _, sent_at in made["ticket_messages"]:
        assert sent_at > last[ticket]
        last[ticket] = sent_at
