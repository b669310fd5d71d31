"""What somebody asks in their own words: a case of no right of the law, until it is sorted into one."""

from django.db import migrations, models

GUARD = """
CREATE OR REPLACE FUNCTION dsar_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.release_mode <> OLD.release_mode OR NEW.controller_id <> OLD.controller_id
     OR NEW.submission_id <> OLD.submission_id OR (NEW."right" <> OLD."right" AND OLD."right" <> 'unsorted') THEN
    RAISE EXCEPTION 'the release mode, controller, submission and right of a case never change'
      USING ERRCODE = 'check_violation';
  END IF;
  IF NEW."right" = 'unsorted' AND NEW.status NOT IN ('received', 'awaiting_identity', 'ready', 'closed') THEN
    RAISE EXCEPTION 'what is not sorted yet is not worked on' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status IN ('in_review', 'released', 'closed')
     AND NEW.status NOT IN ('preparing', 'ready', 'received')
     AND NEW.prepared_by_id IS DISTINCT FROM OLD.prepared_by_id THEN
    RAISE EXCEPTION 'who prepared an answer does not change while it is reviewed' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status = 'closed' AND NEW.status NOT IN ('closed', 'ready', 'received') THEN
    RAISE EXCEPTION 'a closed case is only opened again at its beginning' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'released' AND OLD.status NOT IN ('in_review', 'released')
     AND NOT (OLD.status = 'packaging' AND NEW."right" IN ('objection_marketing', 'consent_withdrawal')) THEN
    RAISE EXCEPTION 'only what was reviewed is released' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dsar', '0010_to_see_to'),
    ]

    operations = [
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='case',
            name='right',
            field=models.CharField(choices=[('access', 'access'), ('rectification', 'rectification'), ('erasure', 'erasure'), ('restriction', 'restriction'), ('portability', 'portability'), ('objection', 'objection'), ('objection_marketing', 'objection_marketing'), ('automated_decision', 'automated_decision'), ('consent_withdrawal', 'consent_withdrawal'), ('unsorted', 'unsorted')], max_length=30),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='kind',
            field=models.CharField(choices=[('confirm', 'confirm'), ('acknowledgement', 'acknowledgement'), ('understood', 'understood'), ('code', 'code'), ('id_request', 'id_request'), ('id_not_accepted', 'id_not_accepted'), ('authority_request', 'authority_request'), ('authority_refused', 'authority_refused'), ('sent_to_person', 'sent_to_person'), ('clarification', 'clarification'), ('extension', 'extension'), ('delivery', 'delivery'), ('reminder', 'reminder'), ('returned', 'returned'), ('clock_started', 'clock_started'), ('clock_resumed', 'clock_resumed'), ('fee_notice', 'fee_notice'), ('withdrawal_confirmed', 'withdrawal_confirmed'), ('transfer', 'transfer'), ('chase', 'chase'), ('closed_no_response', 'closed_no_response'), ('lapsed', 'lapsed'), ('marketing_stopped', 'marketing_stopped'), ('consent_withdrawn', 'consent_withdrawn'), ('late_apology', 'late_apology'), ('restriction_lifting', 'restriction_lifting'), ('complaint_ack', 'complaint_ack'), ('complaint_progress', 'complaint_progress'), ('complaint_outcome', 'complaint_outcome'), ('holder_request', 'holder_request'), ('holder_reminder', 'holder_reminder'), ('preservation', 'preservation'), ('recipient_notice', 'recipient_notice'), ('digest', 'digest'), ('message', 'message'), ('message_received', 'message_received')], max_length=30),
        ),
        migrations.AlterField(
            model_name='event',
            name='type',
            field=models.CharField(choices=[('submission_received', 'submission_received'), ('case_opened', 'case_opened'), ('sorted', 'sorted'), ('contact_proven', 'contact_proven'), ('identity_requested', 'identity_requested'), ('evidence_received', 'evidence_received'), ('evidence_viewed', 'evidence_viewed'), ('evidence_rejected', 'evidence_rejected'), ('evidence_deleted', 'evidence_deleted'), ('identity_settled', 'identity_settled'), ('proof_asked_by_rule', 'proof_asked_by_rule'), ('identity_proven', 'identity_proven'), ('identity_reopened', 'identity_reopened'), ('questions_drawn', 'questions_drawn'), ('questions_tried', 'questions_tried'), ('representative_named', 'representative_named'), ('authority_requested', 'authority_requested'), ('authority_settled', 'authority_settled'), ('authority_refused', 'authority_refused'), ('answer_directed', 'answer_directed'), ('competence_decided', 'competence_decided'), ('clarification_sent', 'clarification_sent'), ('clarification_answered', 'clarification_answered'), ('question_sent', 'question_sent'), ('extension_notified', 'extension_notified'), ('message_came_back', 'message_came_back'), ('calendar_changed', 'calendar_changed'), ('calendar_applied', 'calendar_applied'), ('owner_changed', 'owner_changed'), ('search_started', 'search_started'), ('source_searched', 'source_searched'), ('source_failed', 'source_failed'), ('search_finished', 'search_finished'), ('material_decided', 'material_decided'), ('material_viewed', 'material_viewed'), ('packaging_started', 'packaging_started'), ('package_ready', 'package_ready'), ('package_failed', 'package_failed'), ('returned', 'returned'), ('released', 'released'), ('download_opened', 'download_opened'), ('download_renewed', 'download_renewed'), ('downloaded', 'downloaded'), ('closed', 'closed'), ('withdrawn', 'withdrawn'), ('deadline_moved', 'deadline_moved'), ('message_queued', 'message_queued'), ('message_sent', 'message_sent'), ('message_failed', 'message_failed'), ('case_viewed', 'case_viewed'), ('list_viewed', 'list_viewed'), ('signed_in', 'signed_in'), ('signed_out', 'signed_out'), ('sign_in_failed', 'sign_in_failed'), ('setting_changed', 'setting_changed'), ('details_corrected', 'details_corrected'), ('details_erased', 'details_erased'), ('work_begun', 'work_begun'), ('decided', 'decided'), ('reconsidered', 'reconsidered'), ('refusal_decided', 'refusal_decided'), ('carrying_out', 'carrying_out'), ('carried_out', 'carried_out'), ('task_given', 'task_given'), ('task_done', 'task_done'), ('task_cancelled', 'task_cancelled'), ('task_viewed', 'task_viewed'), ('effect_taken', 'effect_taken'), ('suppressed', 'suppressed'), ('suppression_lifted', 'suppression_lifted'), ('fee_requested', 'fee_requested'), ('fee_paid', 'fee_paid'), ('transferred', 'transferred'), ('lapsed', 'lapsed'), ('no_response', 'no_response'), ('reopened', 'reopened'), ('note_added', 'note_added'), ('linked', 'linked'), ('message_posted', 'message_posted'), ('message_renewed', 'message_renewed'), ('letter_viewed', 'letter_viewed'), ('message_received', 'message_received'), ('message_written', 'message_written'), ('messages_read', 'messages_read'), ('message_file_viewed', 'message_file_viewed'), ('complaint_received', 'complaint_received'), ('complaint_acknowledged', 'complaint_acknowledged'), ('complaint_step', 'complaint_step'), ('complaint_closed', 'complaint_closed'), ('complaint_viewed', 'complaint_viewed'), ('policy_loaded', 'policy_loaded')], max_length=40),
        ),
    ]
