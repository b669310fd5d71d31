"""How people come, and what staff may do."""

from enum import StrEnum


class Channel(StrEnum):
    """How a submission arrived."""

    WEB_FORM = "web_form"
    EMAIL = "email"
    POST = "post"
    PHONE = "phone"
    IN_PERSON = "in_person"
    SOCIAL_MEDIA = "social_media"


class Relation(StrEnum):
    """What the data subject is to the controller; chooses the systems that are searched."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    APPLICANT = "applicant"
    SUPPLIER = "supplier"
    OTHER = "other"


class Role(StrEnum):
    """What a member of staff may do for one controller; one person may hold several."""

    CASEWORKER = "caseworker"
    DPO = "dpo"
    HOLDER = "holder"
    AUDITOR = "auditor"
    MANAGER = "manager"
    SYSTEM = "system"
    REQUESTER = "requester"


class IdentityRule(StrEnum):
    """When a controller asks who somebody is (Art. 12(6))."""

    ALWAYS = "always"
    IN_DOUBT = "in_doubt"


class ReleaseMode(StrEnum):
    """Who must look before something leaves; copied from the policy when the case opens."""

    SECOND_PERSON = "second_person"
    SECOND_PERSON_WHEN = "second_person_when"
    SINGLE = "single"
