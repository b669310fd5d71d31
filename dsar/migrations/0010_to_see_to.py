"""What waits for a person is found at once: an index of the few messages and jobs that do."""

from django.db import migrations, models

import dsar.enums.sending


class Migration(migrations.Migration):
    dependencies = [
        ("dsar", "0009_who_acts_events"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            dsar.enums.sending.DeliveryState["FAILED"],
                            dsar.enums.sending.DeliveryState["TO_POST"],
                        ],
                    )
                ),
                fields=["state", "submission"],
                name="delivery_to_see_to",
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("state", dsar.enums.sending.JobState["FAILED"])),
                fields=["case"],
                name="job_failed",
            ),
        ),
    ]
