"""What a policy file must not hold: each fault is one line that names file, table and key, and what to do."""

from pathlib import Path

import pytest

from dsar.services.errors import Refused
from dsar.services.policies.reading import LARGEST, read_file, read_policy
from tests.dsar.policies.samples import SMALLEST, read


def refused(text: str) -> list[str]:
    """The lines with which a text is refused."""
    with pytest.raises(Refused) as caught:
        read(text)
    return str(caught.value).split("\n")


def test_the_smallest_policy_is_whole() -> None:
    assert read(SMALLEST).slug == "aspen"


CASES = {
    "not TOML": (("[dpo]", "[dpo"), "aspen.toml: not TOML: "),
    "unknown table": (
        ("[dpo]", "[dpos]\nx = 1\n[dpo]"),
        "aspen.toml: dpos: is not known. Take it out. Did you mean dpo?",
    ),
    "unknown key": (
        ("link_days = 14", "link_days = 14\nlinkdays = 3"),
        "aspen.toml: [retention] linkdays: is not known. Take it out. Did you mean link_days?",
    ),
    "unknown key of a recipient": (
        ('what_for = "bring', 'why = "x"\nwhat_for = "bring'),
        "aspen.toml: [[systems]] “Orders”, recipients “Dovecote Couriers” why: is not known.",
    ),
    "missing key": (
        ("link_days = 14\n", ""),
        "aspen.toml: [retention] link_days: is missing. Add it: a whole number.",
    ),
    "missing key of a system": (
        ('purpose = "To supply what you ordered"\n', ""),
        "aspen.toml: [[systems]] “Orders” purpose: is missing. Add it: a text in quotation marks.",
    ),
    "missing table": (
        ('[identity]\nrule = "in_doubt"\n', ""),
        "aspen.toml: [identity]: the table is missing. Add it, with rule.",
    ),
    "table as a value": (
        ('[identity]\nrule = "in_doubt"\n', ""),
        "aspen.toml: [identity]: the table is missing.",
    ),
    "text for a number": (
        ("link_days = 14", 'link_days = "14"'),
        "aspen.toml: [retention] link_days: must be a whole number.",
    ),
    "flag for a number": (("link_days = 14", "link_days = true"), "link_days: must be a whole number."),
    "number for a flag": (
        ("erases_details = false", "erases_details = 0"),
        "erases_details: must be true or false.",
    ),
    "text for a list": (
        ('named = ["access"]', 'named = "access"'),
        "aspen.toml: [rights] named: must be a list of texts",
    ),
    "out of range": (
        ("link_days = 14", "link_days = 0"),
        "aspen.toml: [retention] link_days: 0 is out of range. Use a number from 1 to 90.",
    ),
    "unknown right": (
        ('named = ["access"]', 'named = ["acess"]'),
        "aspen.toml: [rights] named: “acess” is not known. Use access, rectification, ",
    ),
    "right twice": (
        ('named = ["access"]', 'named = ["access", "access"]'),
        "named: names something twice. Name each once.",
    ),
    "unknown rule": (
        ('rule = "in_doubt"', 'rule = "maybe"'),
        "[identity] rule: “maybe” is not known. Use always, in_doubt.",
    ),
    "unknown mode": (
        ('mode = "second_person"', 'mode = "two"'),
        "[release] mode: “two” is not known. Use second_person,",
    ),
    "zone": (
        ("Europe/London", "Europe/Londn"),
        "aspen.toml: [controller] zone: “Europe/Londn” is not a time zone. Use a name such as Europe/London.",
    ),
    "zone that leaves the folder": (
        ("Europe/London", "../etc/passwd"),
        "[controller] zone: “../etc/passwd” is not a time zone.",
    ),
    "jurisdiction": (
        ("uk-ew", "uk-xx"),
        "aspen.toml: [controller] jurisdiction: “uk-xx” is not a place whose law we know. Use uk-ew,",
    ),
    "contrast": (
        ("#0b5c5a", "#ffcc00"),
        "aspen.toml: [controller] accent: #ffcc00 has a contrast of 1.5 to white, and 5.5 is the least",
    ),
    "colour": (
        ("#0b5c5a", "teal"),
        "[controller] accent: “teal” is not a colour. Write it as #rrggbb in small letters",
    ),
    "web address": (
        ("https://ico.org.uk/make-a-complaint/", "ico.org.uk"),
        "aspen.toml: [regulator] url: “ico.org.uk” is not a web address. Write it in full, beginning with https://.",
    ),
    "script as address": (
        ("https://ico.org.uk/make-a-complaint/", "javascript:alert(1)"),
        "[regulator] url: “javascript:alert(1)” is not a web",
    ),
    "plain http": (
        ("https://ico", "http://ico"),
        "[regulator] url: “http://ico.org.uk/make-a-complaint/” is not a web address.",
    ),
    "e-mail": (
        ("dpo@aspen.example.org", "dpo at aspen"),
        "aspen.toml: [dpo] email: “dpo at aspen” is not an e-mail address.",
    ),
    "slug": (
        ('slug = "aspen"', 'slug = "Aspen Ltd"'),
        "aspen.toml: [controller] slug: “Aspen Ltd” cannot stand in an address.",
    ),
    "language": (
        ('["en-gb"]', '["xx"]'),
        "[controller] languages: this installation does not speak “xx”. Use en-gb",
    ),
    "no language": (('["en-gb"]', "[]"), "aspen.toml: [controller] languages: is empty. Name at least one."),
    "empty": (
        ('origin = "You"', 'origin = " "'),
        "aspen.toml: [[systems]] “Orders” origin: is empty. Say it.",
    ),
    "too long": (
        ("Aspen Sample Ltd", "x" * 161),
        "[controller] legal_name: has 161 characters. Shorten it to 160.",
    ),
    "two lines": (
        ('"Aspen Sample"', '"Aspen\\nSample"'),
        "[controller] name: goes over several lines. Write it on one.",
    ),
    "control character": (
        ('"Aspen Sample"', '"Aspen\\u0007"'),
        "[controller] name: holds a character that cannot be printed.",
    ),
    "system twice": (
        ("[[systems.recipients]]", '[[systems]]\nname = "Orders"\n[[systems.recipients]]'),
        "aspen.toml: [[systems]] name: “Orders” stands there twice.",
    ),
    "systems as a table": (("[[systems]]", "[systems]"), "aspen.toml: systems: must be repeated tables."),
    "interest": (
        ("Contract with you, Art. 6(1)(b)", "Legitimate interest, Art. 6(1)(f)"),
        "aspen.toml: [[systems]] “Orders” legitimate_interest: is missing, and lawful_basis relies on one.",
    ),
    "safeguard": (
        (
            'what_for = "bring the parcels"\ncountry = "United Kingdom"',
            'what_for = "x"\ncountry = "United States"',
        ),
        "[[systems]] “Orders”, recipients “Dovecote Couriers” safeguard: is missing, and United States",
    ),
    "own name": (
        ('name = "Orders"', 'name = "Orders"\nformerly = "Orders"'),
        "[[systems]] “Orders” formerly: “Orders” is the name of a system in this file.",
    ),
    "record longer than case": (
        ("record_days = 365", "record_days = 2000"),
        "aspen.toml: [retention] record_days: what was handed over would be kept 2000 days",
    ),
    "no way to ask": (
        ('[contact]\nemail = "privacy@aspen.example.org"\n', ""),
        "aspen.toml: [contact]: is empty. Give an email,",
    ),
    "fee without words": (
        ("[identity]", "[fee]\nminute_pence = 50\n[identity]"),
        "aspen.toml: [fee] words: is missing.",
    ),
    "day as text": (
        ("[identity]", '[[calendar.days]]\non = "2026-12-24"\nname = "x"\n[identity]'),
        "aspen.toml: [[calendar.days]] 1 on: must be a date, such as 2026-12-24, without quotation marks.",
    ),
    "day on a weekend": (
        ("[identity]", '[[calendar.days]]\non = 2026-12-26\nname = "x"\n[identity]'),
        "aspen.toml: [[calendar.days]] 2026-12-26: is a weekend or a public holiday;",
    ),
    "working on no holiday": (
        ("[identity]", '[[calendar.days]]\non = 2026-12-24\nname = "x"\nworking = true\n[identity]'),
        "aspen.toml: [[calendar.days]] 2026-12-24: is no public holiday, so it cannot be",
    ),
    "empty calendar": (
        ("[identity]", "[calendar]\n[identity]"),
        "aspen.toml: [calendar]: holds nothing but [[calendar.days]].",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_fault_is_one_line(name: str) -> None:
    (old, new), sentence = CASES[name]
    assert old in SMALLEST
    found = refused(SMALLEST.replace(old, new, 1))
    assert any(sentence in line for line in found), found
    assert all(line.startswith("aspen.toml: ") for line in found)


def test_all_faults_are_said_at_once() -> None:
    text = SMALLEST.replace("Europe/London", "Nowhere").replace("link_days = 14", "link_days = 999")
    assert len(refused(text)) == 2


def test_a_system_that_says_nothing_is_told_each_key() -> None:
    found = refused(SMALLEST + "\n[[systems]]\n")
    assert (
        "aspen.toml: [[systems]] 2 name: is missing. Add it: a text on one line, in quotation marks." in found
    )
    assert len(found) == 10


def test_no_systems_at_all() -> None:
    assert refused(SMALLEST.split("[[systems]]")[0])[0].startswith(
        "aspen.toml: [[systems]]: there is no system."
    )


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Refused, match=r"aspen\.toml: byte 1 is not UTF-8\. Save the file as UTF-8\."):
        read_policy(b"#\xff", "aspen.toml")


def test_a_file_that_is_not_there_or_is_none(tmp_path: Path) -> None:
    for place in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(Refused, match=r"cannot be read \(.*\)\. Name a policy file\."):
            read_file(place)
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(Refused, match=r"large\.toml: larger than a megabyte"):
        read_file(large)
