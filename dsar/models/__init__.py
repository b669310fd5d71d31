"""The tables of the hub."""

from dsar.models.accounts import Membership, User
from dsar.models.calendars import CalendarVersion
from dsar.models.cases import Case
from dsar.models.controllers import Controller
from dsar.models.counters import Counter
from dsar.models.deliveries import Delivery
from dsar.models.events import ChainHead, Checkpoint, Event
from dsar.models.files import StoredFile
from dsar.models.jobs import Job
from dsar.models.keys import DataKey
from dsar.models.registers import Exemption, Recipient, System
from dsar.models.sealing import SealedField, SealingModel
from dsar.models.submissions import Draft, Person, SearchToken, Submission

__all__ = [
    "CalendarVersion",
    "Case",
    "ChainHead",
    "Checkpoint",
    "Controller",
    "Counter",
    "DataKey",
    "Delivery",
    "Draft",
    "Event",
    "Exemption",
    "Job",
    "Membership",
    "Person",
    "Recipient",
    "SealedField",
    "SealingModel",
    "SearchToken",
    "StoredFile",
    "Submission",
    "System",
    "User",
]
