from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exports', '0004_leads'),
    ]

    operations = [
        migrations.AddField(
            model_name='collection',
            name='lead_marks',
            field=models.JSONField(default=dict),
        ),
    ]
