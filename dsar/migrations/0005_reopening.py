"""A closed case may be opened again, and what takes effect on receipt is released without a review."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION dsar_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.release_mode <> OLD.release_mode OR NEW.controller_id <> OLD.controller_id
     OR NEW.submission_id <> OLD.submission_id OR NEW."right" <> OLD."right" THEN
    RAISE EXCEPTION 'the release mode, controller, submission and right of a case never change'
      USING ERRCODE = 'check_violation';
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
    dependencies = [("dsar", "0004_every_right")]
    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
