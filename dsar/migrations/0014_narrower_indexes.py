"""Indexes go whose column begins another index of the same table: each costs every row that is written."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dsar', '0013_told_when_late'),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='submission',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='dsar.submission'),
        ),
        migrations.AlterField(
            model_name='event',
            name='case',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='dsar.case'),
        ),
        migrations.AlterField(
            model_name='event',
            name='controller',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dsar.controller'),
        ),
        migrations.AlterField(
            model_name='job',
            name='case',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='dsar.case'),
        ),
        migrations.AlterField(
            model_name='searchtoken',
            name='controller',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='dsar.controller'),
        ),
    ]
