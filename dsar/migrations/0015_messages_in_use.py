"""What takes effect on receipt is said by the acknowledgement: two kinds of message were never sent."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dsar', '0014_narrower_indexes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='delivery',
            name='kind',
            field=models.CharField(choices=[('confirm', 'confirm'), ('acknowledgement', 'acknowledgement'), ('understood', 'understood'), ('code', 'code'), ('id_request', 'id_request'), ('id_not_accepted', 'id_not_accepted'), ('authority_request', 'authority_request'), ('authority_refused', 'authority_refused'), ('sent_to_person', 'sent_to_person'), ('clarification', 'clarification'), ('extension', 'extension'), ('delivery', 'delivery'), ('reminder', 'reminder'), ('returned', 'returned'), ('clock_started', 'clock_started'), ('clock_resumed', 'clock_resumed'), ('fee_notice', 'fee_notice'), ('withdrawal_confirmed', 'withdrawal_confirmed'), ('transfer', 'transfer'), ('chase', 'chase'), ('closed_no_response', 'closed_no_response'), ('lapsed', 'lapsed'), ('late_apology', 'late_apology'), ('restriction_lifting', 'restriction_lifting'), ('complaint_ack', 'complaint_ack'), ('complaint_progress', 'complaint_progress'), ('complaint_outcome', 'complaint_outcome'), ('holder_request', 'holder_request'), ('holder_reminder', 'holder_reminder'), ('preservation', 'preservation'), ('recipient_notice', 'recipient_notice'), ('digest', 'digest'), ('message', 'message'), ('message_received', 'message_received')], max_length=30),
        ),
    ]
