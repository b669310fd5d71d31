"""The closed vocabularies of the house (stdlib only; the words a person reads are in ``labels``)."""

from dsar.enums.cases import RIGHTS_OF_LAW, LinkKind, Outcome, RefusalGround, Right, Status
from dsar.enums.complaints import ComplaintOutcome, ComplaintState
from dsar.enums.conversation import Direction, MessageKind
from dsar.enums.events import EventType
from dsar.enums.people import Channel, IdentityRule, Relation, ReleaseMode, Role
from dsar.enums.sending import DeliveryKind, DeliveryState, DeliveryWay, JobKind, JobState
from dsar.enums.storage import FilePurpose, FileState, KeyPurpose, KeyScope
from dsar.enums.tasks import Action, TaskState

__all__ = [
    "RIGHTS_OF_LAW",
    "Action",
    "Channel",
    "ComplaintOutcome",
    "ComplaintState",
    "DeliveryKind",
    "DeliveryState",
    "DeliveryWay",
    "Direction",
    "EventType",
    "FilePurpose",
    "FileState",
    "IdentityRule",
    "JobKind",
    "JobState",
    "KeyPurpose",
    "KeyScope",
    "LinkKind",
    "MessageKind",
    "Outcome",
    "RefusalGround",
    "Relation",
    "ReleaseMode",
    "Right",
    "Role",
    "Status",
    "TaskState",
]
