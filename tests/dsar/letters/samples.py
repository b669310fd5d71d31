"""An invented company, a person, and the facts of each kind of letter."""

from dataclasses import replace
from datetime import date

from dsar.letters.facts import (
    Addressee,
    ClockEffect,
    CodeMeaning,
    Deadline,
    Extension,
    IdentityQuestion,
    Insufficient,
    LetterFacts,
    PackageLink,
    Proof,
    RecipientStatement,
    Search,
    Sender,
    SystemStatement,
    Withheld,
)
from dsar.letters.kinds import LetterKind

SENDER = Sender(
    controller_name="Alder CRM",
    legal_name="Alder CRM Ltd",
    address_lines=("1 Example Street", "Anytown AN1 1AA"),
    accent="#0b5c5a",
    dpo_name="Robin Sample",
    dpo_email="dpo@alder.example.org",
    dpo_phone="01632 960 001",
    regulator_name="Information Commissioner’s Office",
    regulator_url="https://ico.org.uk/make-a-complaint/",
    regulator_phone="0303 123 1113",
    complaint_contact="dpo@alder.example.org",
)

HOSTING = RecipientStatement(name="Birch Hosting Ltd", what_for="Keeps our servers", country="United Kingdom")
MAILER = RecipientStatement(
    name="Cedar Mail Inc.",
    what_for="Sends our newsletter",
    country="United States",
    safeguard="The UK’s International Data Transfer Addendum to the EU standard contractual clauses",
)

SYSTEMS = (
    SystemStatement(
        name="Customer records",
        purpose="To provide the service that you ordered and to send you its invoices",
        lawful_basis="Our contract with you (Article 6(1)(b))",
        categories="Name, contact details, orders, invoices",
        origin="You, when you opened your account; your orders since then",
        retention="6 years after your contract ends",
        location="London, United Kingdom",
        automated_decisions="We take no decision about you without a person.",
        recipients=(HOSTING,),
    ),
    SystemStatement(
        name="Support desk",
        purpose="To answer your questions and to find faults that come back",
        lawful_basis="Legitimate interests (Article 6(1)(f))",
        legitimate_interest="to keep the service working and to learn from faults",
        categories="Your messages, our answers, 4 call recordings",
        origin="You; our staff",
        retention="2 years after the last message",
        location="London, United Kingdom",
        automated_decisions="We take no decision about you without a person.",
        recipients=(HOSTING,),
    ),
    SystemStatement(
        name="Newsletter",
        purpose="To write to you about products",
        lawful_basis="Your consent (Article 6(1)(a))",
        categories="E-mail address, what you opened",
        origin="Dogwood Events Ltd, a partner that ran a trade fair in March 2025",
        retention="Until you take back your consent",
        location="Virginia, United States",
        automated_decisions="We take no decision about you without a person.",
        recipients=(MAILER,),
    ),
)

SEARCHES = (
    Search(
        system="Customer records",
        searched=True,
        identifiers_used=("your e-mail address", "your customer number"),
        found=1204,
    ),
    Search(system="Support desk", searched=True, identifiers_used=("your e-mail address",), found=31),
    Search(system="Newsletter", searched=True, identifiers_used=("your e-mail address",), found=1),
    Search(
        system="Payroll", searched=False, reason_if_not="It holds employees only, and you never were one."
    ),
)

WITHHELD = (
    Withheld(
        what="The names of other customers in 7 messages",
        exemption_title="Rights of others",
        citation="Data Protection Act 2018, Schedule 2, paragraph 16",
        reason="They have not agreed that we share them, and the messages can be understood without.",
    ),
)

WHY = (
    "We must answer by 4 January 2027 (Monday) at the latest. We aim to answer by 25 December 2026 "
    "(Friday). The law gives us one month from 27 November 2026, the day on which your proof of identity "
    "arrived. 5 days do not count, because we were waiting for your answer to our question. The last day "
    "would be 1 January 2027 (New Year's Day), a day off, so it is the next working day."
)

ANSWER = LetterFacts(
    language="en-gb",
    reference="B8WN-4JKA",
    case_right="access",
    sender=SENDER,
    addressee=Addressee(name="Sofia Lindqvist", address_lines=("12 Sample Road", "Anytown AN2 2BB")),
    written_on=date(2026, 12, 21),
    deadline=Deadline(
        received_on=date(2026, 11, 24), limit_on=date(2027, 1, 4), target_on=date(2026, 12, 25), why=WHY
    ),
    asked_words="Please send me everything that you hold about me.\nI was a customer from 2019.",
    systems=SYSTEMS,
    searches=SEARCHES,
    withheld=WITHHELD,
    codes=(CodeMeaning(code="SLA2", meaning="answered within two working days"),),
    delivery=PackageLink(address="https://rights.alder.example.org/r/", days=14),
    identity_sentence="We know that it is you: our records know your e-mail address.",
)

NOTHING = replace(
    ANSWER,
    systems=(),
    withheld=(),
    codes=(),
    delivery=None,
    searches=tuple(replace(s, found=0) for s in SEARCHES),
)

QUESTION = IdentityQuestion(
    effect=ClockEffect.STARTS,
    doubt="You wrote from an e-mail address that our records do not know.",
    why="We hold two people of your name, and must not send the data of one to the other.",
    proofs=(
        Proof(what="a recent bill from us, or a bank statement that shows a payment to us"),
        Proof(what="a message from the e-mail address that we have for you"),
        Proof(what="a copy of your driving licence or passport", photo=True),
    ),
    send_to="https://rights.alder.example.org/r/B8WN-4JKA/",
    kept_days=7,
)

ASKING = replace(
    ANSWER,
    written_on=date(2026, 11, 25),
    deadline=Deadline(received_on=date(2026, 11, 24)),
    systems=(),
    searches=(),
    withheld=(),
    codes=(),
    delivery=None,
    identity_sentence="",
    identity=QUESTION,
)

NOT_YET = replace(
    ASKING,
    written_on=date(2026, 11, 30),
    insufficient=Insufficient(
        what="the photograph of a letter",
        arrived_on=date(2026, 11, 27),
        reason="The name on it cannot be read.",
    ),
)

LONGER = replace(
    ASKING,
    written_on=date(2026, 12, 14),
    identity=None,
    deadline=Deadline(received_on=date(2026, 11, 24), limit_on=date(2026, 12, 24), why=WHY),
    extension=Extension(
        factor="The request is complex",
        facts="Two companies that we bought kept their own archives on paper, which we read one by one.",
        old_limit_on=date(2026, 12, 24),
        new_limit_on=date(2027, 2, 24),
        notice_by=date(2026, 12, 24),
        aim_on=date(2027, 1, 29),
        questions_until=date(2027, 1, 8),
    ),
)

FACTS: dict[LetterKind, LetterFacts] = {
    LetterKind.ACCESS_ANSWER: ANSWER,
    LetterKind.NO_DATA_HELD: NOTHING,
    LetterKind.ID_REQUEST: ASKING,
    LetterKind.ID_NOT_ACCEPTED: NOT_YET,
    LetterKind.EXTENSION: LONGER,
}
