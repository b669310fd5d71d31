"""People are told when the limit of their answer has passed, unless the policy says otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dsar', '0012_searching_events'),
    ]

    operations = [
        migrations.AddField(
            model_name='controller',
            name='tells_lateness',
            field=models.BooleanField(default=True),
        ),
        migrations.AlterField(
            model_name='event',
            name='type',
            field=models.CharField(choices=[('submission_received', 'submission_received'), ('case_opened', 'case_opened'), ('sorted', 'sorted'), ('contact_proven', 'contact_proven'), ('identity_requested', 'identity_requested'), ('evidence_received', 'evidence_received'), ('evidence_viewed', 'evidence_viewed'), ('evidence_rejected', 'evidence_rejected'), ('evidence_deleted', 'evidence_deleted'), ('identity_settled', 'identity_settled'), ('proof_asked_by_rule', 'proof_asked_by_rule'), ('identity_proven', 'identity_proven'), ('identity_reopened', 'identity_reopened'), ('questions_drawn', 'questions_drawn'), ('questions_tried', 'questions_tried'), ('representative_named', 'representative_named'), ('authority_requested', 'authority_requested'), ('authority_settled', 'authority_settled'), ('authority_refused', 'authority_refused'), ('answer_directed', 'answer_directed'), ('competence_decided', 'competence_decided'), ('clarification_sent', 'clarification_sent'), ('clarification_answered', 'clarification_answered'), ('question_sent', 'question_sent'), ('extension_notified', 'extension_notified'), ('message_came_back', 'message_came_back'), ('calendar_changed', 'calendar_changed'), ('calendar_applied', 'calendar_applied'), ('owner_changed', 'owner_changed'), ('search_started', 'search_started'), ('source_searched', 'source_searched'), ('source_failed', 'source_failed'), ('source_tried', 'source_tried'), ('search_stopped', 'search_stopped'), ('searched_by_changed', 'searched_by_changed'), ('search_finished', 'search_finished'), ('material_decided', 'material_decided'), ('material_viewed', 'material_viewed'), ('packaging_started', 'packaging_started'), ('package_ready', 'package_ready'), ('package_failed', 'package_failed'), ('returned', 'returned'), ('released', 'released'), ('download_opened', 'download_opened'), ('download_renewed', 'download_renewed'), ('downloaded', 'downloaded'), ('closed', 'closed'), ('withdrawn', 'withdrawn'), ('deadline_moved', 'deadline_moved'), ('late_told', 'late_told'), ('message_queued', 'message_queued'), ('message_sent', 'message_sent'), ('message_failed', 'message_failed'), ('case_viewed', 'case_viewed'), ('list_viewed', 'list_viewed'), ('signed_in', 'signed_in'), ('signed_out', 'signed_out'), ('sign_in_failed', 'sign_in_failed'), ('setting_changed', 'setting_changed'), ('details_corrected', 'details_corrected'), ('details_erased', 'details_erased'), ('work_begun', 'work_begun'), ('decided', 'decided'), ('reconsidered', 'reconsidered'), ('refusal_decided', 'refusal_decided'), ('carrying_out', 'carrying_out'), ('carried_out', 'carried_out'), ('task_given', 'task_given'), ('task_done', 'task_done'), ('task_cancelled', 'task_cancelled'), ('task_viewed', 'task_viewed'), ('effect_taken', 'effect_taken'), ('suppressed', 'suppressed'), ('suppression_lifted', 'suppression_lifted'), ('fee_requested', 'fee_requested'), ('fee_paid', 'fee_paid'), ('transferred', 'transferred'), ('lapsed', 'lapsed'), ('no_response', 'no_response'), ('reopened', 'reopened'), ('note_added', 'note_added'), ('linked', 'linked'), ('message_posted', 'message_posted'), ('message_renewed', 'message_renewed'), ('letter_viewed', 'letter_viewed'), ('message_received', 'message_received'), ('message_written', 'message_written'), ('messages_read', 'messages_read'), ('message_file_viewed', 'message_file_viewed'), ('complaint_received', 'complaint_received'), ('complaint_acknowledged', 'complaint_acknowledged'), ('complaint_step', 'complaint_step'), ('complaint_closed', 'complaint_closed'), ('complaint_viewed', 'complaint_viewed'), ('policy_loaded', 'policy_loaded')], max_length=40),
        ),
    ]
