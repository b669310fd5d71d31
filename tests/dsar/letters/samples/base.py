"""An invented company, a person, and the facts of letters that bring data or ask who somebody is."""

from dataclasses import replace
from datetime import date

from dsar.letters.facts import (
    Addressee,
    AuthorityQuestion,
    ClockEffect,
    CodeMeaning,
    Deadline,
    Extension,
    IdentityQuestion,
    Insufficient,
    LetterFacts,
    PackageLink,
    PartRelease,
    PostCover,
    Proof,
    RecipientStatement,
    Search,
    Sender,
    SentToPerson,
    Supplement,
    SystemStatement,
    ToCome,
    Unidentified,
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

PART = replace(
    ANSWER,
    partial=PartRelease(
        now=("your customer records", "your messages to our support desk and our answers"),
        later=(
            ToCome(what="recordings of 4 telephone calls", by_on=date(2027, 1, 4)),
            ToCome(what="letters from our archive on paper", by_on=date(2026, 12, 30)),
        ),
    ),
)

MORE = replace(
    ANSWER,
    written_on=date(2027, 1, 20),
    supplement=Supplement(
        answered_on=date(2026, 12, 21),
        added=("2 letters of March 2021 from our archive on paper",),
        why_not_before="They lay in the folder of a customer with a similar name.",
    ),
)

NEITHER = replace(
    ANSWER,
    systems=(),
    searches=(),
    withheld=(),
    codes=(),
    delivery=None,
    identity_sentence="",
)

BY_POST = replace(
    NEITHER,
    post=PostCover(
        contents=("our answer to your request", "a memory stick with your copy"),
        pages=6,
        password_by="by text message to the number that we know as yours",
    ),
)

NOBODY = replace(
    NEITHER,
    unidentified=Unidentified(
        why="You wrote without a name or a number that stands in our records.",
        tried=("the e-mail address that you wrote from", "the device number that you gave us"),
        would_help=("the number on a letter or bill from us", "the address at which we wrote to you"),
    ),
)

FOR_A_CHILD = replace(
    ASKING,
    on_behalf_of="Nils Lindqvist",
    authority=AuthorityQuestion(
        effect=ClockEffect.STARTS,
        why="Nils is fourteen, and at that age can decide for himself who sees his data.",
        wanted=("a line from Nils that you may act for him", "a court order that says so"),
        send_to="https://rights.alder.example.org/r/B8WN-4JKA/",
    ),
)

STILL_ASKING = replace(
    FOR_A_CHILD,
    written_on=date(2026, 11, 30),
    insufficient=Insufficient(
        what="a copy of a birth certificate",
        arrived_on=date(2026, 11, 27),
        reason="It shows that you are his father, and not that he wants you to act for him.",
    ),
)

TO_THE_PERSON = replace(
    NEITHER,
    on_behalf_of="Nils Lindqvist",
    sent_to_person=SentToPerson(sent_on=date(2026, 12, 18), why="He told us that he wants to read it first."),
)

FACTS: dict[LetterKind, LetterFacts] = {
    LetterKind.ACCESS_ANSWER: ANSWER,
    LetterKind.NO_DATA_HELD: NOTHING,
    LetterKind.PARTIAL_RELEASE: PART,
    LetterKind.SUPPLEMENTARY_DISCLOSURE: MORE,
    LetterKind.NEITHER_CONFIRM_NOR_DENY: NEITHER,
    LetterKind.POST_COVER: BY_POST,
    LetterKind.ID_REQUEST: ASKING,
    LetterKind.ID_NOT_ACCEPTED: NOT_YET,
    LetterKind.CANNOT_IDENTIFY: NOBODY,
    LetterKind.AUTHORITY_REQUEST: FOR_A_CHILD,
    LetterKind.AUTHORITY_REFUSED: STILL_ASKING,
    LetterKind.SENT_TO_PERSON: TO_THE_PERSON,
    LetterKind.EXTENSION: LONGER,
}
