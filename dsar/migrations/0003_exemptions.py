"""The exemptions that the law of the United Kingdom knows for access, as rows a controller can edit."""

from django.db import migrations

_ALL = ["access"]
#: code, title, citation, rights, prejudice test wanted
ROWS = [
    ("others", "Rights of others", "DPA 2018, Schedule 2, paragraph 16", _ALL, False),
    ("privilege", "Legal privilege", "DPA 2018, Schedule 2, paragraph 19", _ALL, False),
    ("crime_tax", "Crime and taxation", "DPA 2018, Schedule 2, paragraph 2", _ALL, True),
    ("crime_risk", "Crime and tax risk assessment", "DPA 2018, Schedule 2, paragraph 3", _ALL, True),
    ("immigration", "Immigration control", "DPA 2018, Schedule 2, paragraph 4", _ALL, True),
    ("law", "Required by law or legal proceedings", "DPA 2018, Schedule 2, paragraph 5", _ALL, True),
    ("protect_public", "Functions that protect the public", "DPA 2018, Schedule 2, paragraph 7", _ALL, True),
    ("audit", "Audit functions", "DPA 2018, Schedule 2, paragraph 8", _ALL, True),
    ("regulators", "Regulators’ functions", "DPA 2018, Schedule 2, paragraph 11", _ALL, True),
    ("judicial", "Judicial appointments and proceedings", "DPA 2018, Schedule 2, paragraph 14", _ALL, False),
    ("incrimination", "Self-incrimination", "DPA 2018, Schedule 2, paragraph 20", _ALL, False),
    ("corporate_finance", "Corporate finance", "DPA 2018, Schedule 2, paragraph 21", _ALL, True),
    ("forecasts", "Management forecasts", "DPA 2018, Schedule 2, paragraph 22", _ALL, True),
    ("negotiations", "Negotiations", "DPA 2018, Schedule 2, paragraph 23", _ALL, True),
    ("references", "Confidential references", "DPA 2018, Schedule 2, paragraph 24", _ALL, False),
    ("exams", "Examination scripts and marks", "DPA 2018, Schedule 2, paragraph 25", _ALL, False),
    ("journalism", "Journalism, academia, art and literature", "DPA 2018, Schedule 2, paragraph 26", _ALL, True),
    ("research", "Research and statistics", "DPA 2018, Schedule 2, paragraph 27", _ALL, True),
    ("archiving", "Archiving in the public interest", "DPA 2018, Schedule 2, paragraph 28", _ALL, True),
    ("health", "Health data: serious harm", "DPA 2018, Schedule 3, Part 2", _ALL, True),
    ("social_work", "Social work data: serious harm", "DPA 2018, Schedule 3, Part 3", _ALL, True),
    ("education", "Education data: serious harm", "DPA 2018, Schedule 3, Part 4", _ALL, True),
    ("child_abuse", "Child abuse data", "DPA 2018, Schedule 3, Part 5", _ALL, True),
    ("security", "National security and defence", "DPA 2018, section 26", _ALL, True),
]


def add(apps, schema_editor):
    """Add the exemptions that are not there yet."""
    Exemption = apps.get_model("dsar", "Exemption")
    Exemption.objects.using(schema_editor.connection.alias).bulk_create(
        [
            Exemption(
                code=code, title=title, citation=citation, rights=rights, needs_prejudice_test=test, position=position
            )
            for position, (code, title, citation, rights, test) in enumerate(ROWS)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("dsar", "0002_guards")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
