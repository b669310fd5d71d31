"""Cases answered together share an answer and its letter; an answer may be a letter alone."""

import django.db.models.deletion
import dsar.models.sealing
import exports.enums
import uuid
from django.conf import settings
from django.db import migrations, models


#: What left before the case itself named its letter: a case that gave a part closes with its letter only.
LETTERS = """
UPDATE dsar_case c SET letter_id = p.letter_id FROM exports_package p
 WHERE p.case_id = c.id AND p.state = 'released' AND c.letter_id IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dsar', '0006_details_corrected'),
        ('exports', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerWords',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('after', models.PositiveIntegerField(default=0)),
                ('words', dsar.models.sealing.SealedField()),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'answer words',
            },
        ),
        migrations.RemoveConstraint(
            model_name='package',
            name='package_ready_whole',
        ),
        migrations.AddField(
            model_name='package',
            name='answer',
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.RunSQL('UPDATE exports_package SET answer = id', migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='package',
            name='answer',
            field=models.UUIDField(db_index=True),
        ),
        migrations.AddField(
            model_name='package',
            name='letter_only',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='withholding',
            name='ground',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='withholding',
            name='second_opinion',
            field=dsar.models.sealing.SealedField(null=True),
        ),
        migrations.AddField(
            model_name='withholding',
            name='silent_because',
            field=dsar.models.sealing.SealedField(null=True),
        ),
        migrations.AlterField(
            model_name='withholding',
            name='exemption',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dsar.exemption'),
        ),
        migrations.AddConstraint(
            model_name='package',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', [exports.enums.PackageState['READY'], exports.enums.PackageState['RELEASED']]), _negated=True), models.Q(('letter__isnull', False), ('record__isnull', False), models.Q(models.Q(('file__isnull', True), ('letter_only', True), ('sha256', '')), models.Q(('file__isnull', False), ('letter_only', False), ('sha256__regex', '^[0-9a-f]{64}$')), _connector='OR')), _connector='OR'), name='package_ready_whole'),
        ),
        migrations.AddConstraint(
            model_name='withholding',
            constraint=models.CheckConstraint(condition=dsar.models.sealing.SealedShape(models.F('silent_because')), name='withholding_silent_because_sealed'),
        ),
        migrations.AddConstraint(
            model_name='withholding',
            constraint=models.CheckConstraint(condition=dsar.models.sealing.SealedShape(models.F('second_opinion')), name='withholding_second_opinion_sealed'),
        ),
        migrations.AddConstraint(
            model_name='withholding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('exemption__isnull', False), ('ground', '')), models.Q(('exemption__isnull', True), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='withholding_on_one_ground'),
        ),
        migrations.AddConstraint(
            model_name='withholding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_opinion__isnull', True), ('silent_because__isnull', True)), models.Q(('second_opinion__isnull', False), ('silent_because__isnull', False)), _connector='OR'), name='withholding_silent_pair'),
        ),
        migrations.AddField(
            model_name='answerwords',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_words', to='dsar.case'),
        ),
        migrations.AddField(
            model_name='answerwords',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dsar.submission'),
        ),
        migrations.AddField(
            model_name='answerwords',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='answerwords',
            constraint=models.CheckConstraint(condition=dsar.models.sealing.SealedShape(models.F('words')), name='answerwords_words_sealed'),
        ),
        migrations.AddConstraint(
            model_name='answerwords',
            constraint=models.UniqueConstraint(fields=('case', 'after'), name='answer_words_once'),
        ),
        migrations.RunSQL(LETTERS, migrations.RunSQL.noop),
    ]
