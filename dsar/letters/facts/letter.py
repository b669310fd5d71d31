"""All that any letter may need; each kind says by its elements what it cannot do without."""

from dataclasses import dataclass
from datetime import date

from dsar.letters.facts.clock import (
    Deadline,
    Extension,
    FeeFacts,
    Late,
    Resumed,
    ScopeQuestion,
    Started,
    Unanswered,
)
from dsar.letters.facts.complaint import ComplaintFacts
from dsar.letters.facts.decided import Decided
from dsar.letters.facts.identity import (
    AuthorityQuestion,
    IdentityQuestion,
    Insufficient,
    SentToPerson,
    Unidentified,
)
from dsar.letters.facts.others import (
    AnsweredBefore,
    ConsentQuestion,
    OtherRoutes,
    PassedOn,
    PostCover,
    RecipientNotice,
    Transferred,
)
from dsar.letters.facts.people import Addressee, Sender
from dsar.letters.facts.register import (
    CodeMeaning,
    DataSet,
    PackageLink,
    PartRelease,
    Search,
    Supplement,
    SystemStatement,
    Withheld,
)


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """The facts of one letter, or of one section of an answer to several rights.

    ``reference`` is what people quote (the submission's); ``case_reference`` names the section of a joint
    answer. ``case_right`` is a value of ``dsar.enums.Right``; ``language`` a code like ``en-gb``;
    ``large_print`` an adjustment that was asked for; ``on_behalf_of`` names the person when somebody else
    wrote for them. ``asked_words`` may have several lines, every other text is a paragraph.
    """

    language: str
    reference: str
    case_right: str
    sender: Sender
    addressee: Addressee
    written_on: date
    deadline: Deadline
    case_reference: str = ""
    on_behalf_of: str = ""
    asked_words: str = ""
    systems: tuple[SystemStatement, ...] = ()
    searches: tuple[Search, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    codes: tuple[CodeMeaning, ...] = ()
    data_sets: tuple[DataSet, ...] = ()
    delivery: PackageLink | None = None
    partial: PartRelease | None = None
    supplement: Supplement | None = None
    identity_sentence: str = ""
    identity: IdentityQuestion | None = None
    insufficient: Insufficient | None = None
    unidentified: Unidentified | None = None
    authority: AuthorityQuestion | None = None
    sent_to_person: SentToPerson | None = None
    extension: Extension | None = None
    started: Started | None = None
    resumed: Resumed | None = None
    scope: ScopeQuestion | None = None
    fee: FeeFacts | None = None
    late: Late | None = None
    unanswered: Unanswered | None = None
    withdrawn_on: date | None = None
    decided: Decided | None = None
    complaint: ComplaintFacts | None = None
    passed: PassedOn | None = None
    transferred: Transferred | None = None
    elsewhere: OtherRoutes | None = None
    answered_before: AnsweredBefore | None = None
    notice: RecipientNotice | None = None
    consent_question: ConsentQuestion | None = None
    post: PostCover | None = None
    large_print: bool = False
