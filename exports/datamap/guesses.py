"""What a column most likely holds, guessed from its name: a start for the person who corrects the draft."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from exports.sources.base import ColumnType, IdentityKind

# a guess is looked for in the words of a name joined by “_”; the first that fits counts
_GUESSES: tuple[tuple[str, str], ...] = (
    (r"(e_?mail|mail|email_addr(ess)?|e_?mail_address)(_address)?", "user.contact.email"),
    (r"fax(_number|_no)?", "user.contact.fax_number"),
    (
        r"(tele)?phone(_number|_no|_nr)?|mobile(_number|_no|_phone)?|cell|tel|telefon",
        "user.contact.phone_number",
    ),
    (r"(first|given|fore|christian)_?name|vorname|fornavn", "user.name.first"),
    (r"(last|family|sur)_?name|nachname|etternavn", "user.name.last"),
    (r"(full|display|maiden|person|contact|customer|legal)_?name", "user.name"),
    (r"dob|birth_?(date|day)|date_of_birth|born(_on|_at)?|geburtsdatum", "user.demographic.date_of_birth"),
    (r"gender|sex", "user.demographic.gender"),
    (r"marital_status", "user.demographic.marital_status"),
    (r"nationality|ethnicity|race", "user.demographic.race_ethnicity"),
    (r"religion", "user.demographic.religious_belief"),
    (
        r"street|address(_line)?(_?[0-9])?|(home|postal|billing|delivery)_address",
        "user.contact.address.street",
    ),
    (r"city|town|ort", "user.contact.address.city"),
    (r"post_?(al_)?code|zip(_?code)?|plz", "user.contact.address.postal_code"),
    (r"county|state|region|province", "user.contact.address.state"),
    (r"country(_code)?", "user.contact.address.country"),
    (r"iban|bic|swift|sort_code|(bank_)?account_(number|no|nr)", "user.financial.bank_account"),
    (r"(credit_?)?card_?(number|no)|pan", "user.financial.credit_card"),
    (r"password(_hash|_digest)?|passwd|pwd|pw_hash", "user.authorization.password"),
    (r"(access|refresh|api|auth|session)_?(token|key)|secret|pin_code", "user.authorization.credentials"),
    (r"(last_|client_|remote_)?ip(_?addr(ess)?)?", "user.device.ip_address"),
    (r"user_?agent|device_id", "user.device.device_id"),
    (r"cookie(_id)?", "user.device.cookie_id"),
    (r"lat(itude)?|lon(gitude)?|lng|geo_?(point|location)", "user.location.precise"),
    (
        r"nino|ssn|national_(insurance|id)(_number|_no)?|tax_(id|number)|personnummer",
        "user.government_id.national_identification_number",
    ),
    (r"passport(_number|_no)?", "user.government_id.passport_number"),
    (r"driv(ing|ers?)_licen[cs]e(_number|_no)?", "user.government_id.drivers_license_number"),
    (r"nhs_number|diagnos(is|es)|medical_.*|health_.*|allerg(y|ies)|disability", "user.health_and_medical"),
    (r"job_title|position|occupation|beruf", "user.job_title"),
    (r"user_?name|login(_name)?|nick_?name|handle", "user.account.username"),
    (r"photo|picture|avatar|portrait|selfie", "user.content.self_image"),
    (r"notes?|comments?|message|body|remarks?|description_by_customer|free_text", "user.content.private"),
    (r"salary|income|balance|credit_limit", "user.financial"),
    (
        r"(customer|client|member|subscriber|patient|policy|kunden)_?(number|no|nr|num|ref|reference|code|id)",
        "user.unique_id",
    ),
    (r"external_(id|ref|reference)", "user.unique_id"),
)
_PATTERNS = tuple((re.compile(rf"(?:.*_)?(?:{words})(_?[0-9]+)?"), category) for words, category in _GUESSES)
_BY_NUMBER = re.compile(
    r"(?:.*_)?(customer|client|member|subscriber|patient|policy|kunden)_?(number|no|nr|num|ref|reference|code)"
)
_EXTERNAL = re.compile(r"external_(id|ref|reference)")
_WRITTEN = frozenset({ColumnType.TEXT, ColumnType.INTEGER, ColumnType.UUID})
_NO_TEXT = frozenset({ColumnType.BOOLEAN, ColumnType.DATETIME, ColumnType.BINARY, ColumnType.TIME})
_DATED = frozenset({ColumnType.DATE, ColumnType.DATETIME, ColumnType.TEXT})
_EMAIL, _PHONE, _NAME = "user.contact.email", "user.contact.phone_number", "user.name"
_OF_PEOPLE = frozenset(
    {_EMAIL, _PHONE, "user.demographic.date_of_birth", "user.name.first", "user.name.last"}
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A data category, empty when there is none to guess, and what people can be searched by."""

    category: str = ""
    identity: IdentityKind | None = None


def guess(name: str, type_: ColumnType) -> Guess:
    """What a column of that name and type most likely holds."""
    words = _words(name)
    category = next((found for pattern, found in _PATTERNS if pattern.fullmatch(words)), "")
    if not category or not _can_hold(category, type_):
        return Guess()
    return Guess(category, _identity(words, category, type_))


def of_people(columns: Collection[Guess]) -> bool:
    """Whether a table with such columns describes people, so that its plain “name” is theirs."""
    return any(found.category in _OF_PEOPLE for found in columns)


def is_plain_name(name: str, type_: ColumnType) -> bool:
    """Whether a column is called “name” and nothing more."""
    return _words(name) == "name" and type_ is ColumnType.TEXT


def _words(name: str) -> str:
    """The words of a name, however it is written: EMailAddress, e-mail address, E_MAIL_ADDRESS."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")


def _can_hold(category: str, type_: ColumnType) -> bool:
    if category.endswith("date_of_birth"):
        return type_ in _DATED
    if category.endswith("self_image"):
        return True
    return type_ not in _NO_TEXT


def _identity(words: str, category: str, type_: ColumnType) -> IdentityKind | None:
    if category == _EMAIL and type_ is ColumnType.TEXT:
        return IdentityKind.EMAIL
    if category == _PHONE and type_ in (ColumnType.TEXT, ColumnType.INTEGER):
        return IdentityKind.PHONE
    if type_ in _WRITTEN and _BY_NUMBER.fullmatch(words):
        return IdentityKind.CUSTOMER_NUMBER
    if type_ in _WRITTEN and _EXTERNAL.fullmatch(words):
        return IdentityKind.EXTERNAL_ID
    return None
