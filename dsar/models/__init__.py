"""The tables of the hub."""

from dsar.models.accounts import Membership, User
from dsar.models.calendars import CalendarVersion
from dsar.models.cases import Case
from dsar.models.complaints import Complaint, ComplaintStep
from dsar.models.controllers import Controller
from dsar.models.conversation import Message, Unsent
from dsar.models.counters import Counter
from dsar.models.deliveries import Delivery
from dsar.models.events import ChainHead, Checkpoint, Event
from dsar.models.files import StoredFile
from dsar.models.jobs import Job
from dsar.models.keys import DataKey
from dsar.models.notes import Note, SubmissionLink
from dsar.models.registers import Exemption, Recipient, RetentionRule, System
from dsar.models.resolutions import Resolution
from dsar.models.sealing import SealedField, SealingModel
from dsar.models.submissions import Draft, Person, SearchToken, Submission
from dsar.models.suppressions import Suppression
from dsar.models.tasks import HolderTask

__all__ = [
    "CalendarVersion",
    "Case",
    "ChainHead",
    "Checkpoint",
    "Complaint",
    "ComplaintStep",
    "Controller",
    "Counter",
    "DataKey",
    "Delivery",
    "Draft",
    "Event",
    "Exemption",
    "HolderTask",
    "Job",
    "Membership",
    "Message",
    "Note",
    "Person",
    "Recipient",
    "Resolution",
    "RetentionRule",
    "SealedField",
    "SealingModel",
    "SearchToken",
    "StoredFile",
    "Submission",
    "SubmissionLink",
    "Suppression",
    "System",
    "Unsent",
    "User",
]
