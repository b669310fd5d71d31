"""Policy files for tests: the five examples, and the smallest that loads."""

from pathlib import Path

from config.demo.office import POLICIES
from dsar.models import Controller
from dsar.services.policies.loading import Loaded, load
from dsar.services.policies.policy import Policy
from dsar.services.policies.reading import read_file, read_policy
from tests.factories.office import NOW

EXAMPLES = {"A": "rowan", "B": "hawthorn", "C": "alder", "D": "sycamore", "E": "linden"}

SMALLEST = """\
[controller]
slug = "aspen"
name = "Aspen Sample"
legal_name = "Aspen Sample Ltd"
address = "4 Example Street, Anytown AN1 1AA"
accent = "#0b5c5a"
jurisdiction = "uk-ew"
zone = "Europe/London"
languages = ["en-gb"]

[contact]
email = "privacy@aspen.example.org"

[dpo]
email = "dpo@aspen.example.org"

[regulator]
name = "Information Commissioner’s Office"
url = "https://ico.org.uk/make-a-complaint/"

[rights]
named = ["access"]

[identity]
rule = "in_doubt"

[release]
mode = "second_person"

[silence]
days = 30
chases = 2
erases_details = false

[retention]
record_days = 365
case_days = 1096
evidence_days = 7
link_days = 14

[[systems]]
name = "Orders"
purpose = "To supply what you ordered"
lawful_basis = "Contract with you, Art. 6(1)(b)"
categories = "Name, address, orders"
origin = "You"
retention = "6 years"
location = "United Kingdom"
automated_decisions = "None."
holder_name = "Office manager"
holder_email = "office@aspen.example.org"
relations = ["customer"]

[[systems.recipients]]
name = "Dovecote Couriers"
what_for = "bring the parcels"
country = "United Kingdom"
"""


def example(letter: str) -> Path:
    """The file of an example policy, by the letter in which docs/policies.md names it."""
    return POLICIES / f"{EXAMPLES[letter]}.toml"


def loaded(letter: str) -> Controller:
    """The controller of an example policy."""
    return load(read_file(example(letter)), now=NOW).controller


def read(text: str) -> Policy:
    """Read a policy from text."""
    return read_policy(text.encode(), "aspen.toml")


def load_text(text: str, *, dry_run: bool = False) -> Loaded:
    """Load a policy from text."""
    return load(read(text), now=NOW, dry_run=dry_run)


def lines(done: Loaded) -> list[str]:
    """What a load said it changed."""
    return [str(change) for change in done.changes]
