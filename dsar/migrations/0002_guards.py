"""The log's trigger and guards, and what may never change on a case."""

from django.db import migrations

CHAIN = """
CREATE FUNCTION dsar_event_canonical(e dsar_event) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', e.id, 'chain', e.chain, 'sequence', e.sequence, 'type', e.type,
    'controller_id', e.controller_id, 'submission_id', e.submission_id, 'case_id', e.case_id,
    'actor_id', e.actor_id, 'actor_role', e.actor_role,
    'occurred_at', to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'occurred_on', to_char(e.occurred_on, 'YYYY-MM-DD'),
    'recorded_at', to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'data', e.data)::text
$$;

CREATE FUNCTION dsar_event_link() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  last bytea;
BEGIN
  INSERT INTO public.dsar_chainhead AS h (chain, sequence, hash)
    VALUES (NEW.chain, 1, sha256(convert_to(NEW.chain, 'UTF8')))
    ON CONFLICT (chain) DO UPDATE SET sequence = h.sequence + 1
    RETURNING h.sequence, h.hash INTO NEW.sequence, last;
  NEW.previous_hash := last;
  NEW.recorded_at := clock_timestamp();
  NEW.canonical := public.dsar_event_canonical(NEW);
  NEW.hash := sha256(last || convert_to(NEW.canonical, 'UTF8'));
  UPDATE public.dsar_chainhead SET hash = NEW.hash WHERE chain = NEW.chain;
  RETURN NEW;
END
$$;

CREATE FUNCTION dsar_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER dsar_event_link BEFORE INSERT ON dsar_event FOR EACH ROW EXECUTE FUNCTION dsar_event_link();
CREATE TRIGGER dsar_event_guard BEFORE UPDATE OR DELETE ON dsar_event
  FOR EACH ROW EXECUTE FUNCTION dsar_event_refuse();
CREATE TRIGGER dsar_event_guard_truncate BEFORE TRUNCATE ON dsar_event
  FOR EACH STATEMENT EXECUTE FUNCTION dsar_event_refuse();
CREATE TRIGGER dsar_checkpoint_guard BEFORE UPDATE OR DELETE ON dsar_checkpoint
  FOR EACH ROW EXECUTE FUNCTION dsar_event_refuse();
"""

CASE_GUARD = """
CREATE FUNCTION dsar_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.release_mode <> OLD.release_mode OR NEW.controller_id <> OLD.controller_id
     OR NEW.submission_id <> OLD.submission_id OR NEW."right" <> OLD."right" THEN
    RAISE EXCEPTION 'the release mode, controller, submission and right of a case never change'
      USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status IN ('in_review', 'released', 'closed') AND NEW.status <> 'preparing'
     AND NEW.prepared_by_id IS DISTINCT FROM OLD.prepared_by_id THEN
    RAISE EXCEPTION 'who prepared an answer does not change while it is reviewed' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status = 'closed' AND NEW.status <> 'closed' THEN
    RAISE EXCEPTION 'a closed case stays closed' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'released' AND OLD.status NOT IN ('in_review', 'released') THEN
    RAISE EXCEPTION 'only what was reviewed is released' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER dsar_case_guard BEFORE UPDATE ON dsar_case FOR EACH ROW EXECUTE FUNCTION dsar_case_guard();
"""

ROLES = """
CREATE FUNCTION dsar_membership_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE dsar_user SET access_version = access_version + 1
    WHERE id IN (SELECT unnest(ARRAY[
      CASE WHEN TG_OP <> 'INSERT' THEN OLD.user_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.user_id END]));
  RETURN NULL;
END
$$;
CREATE TRIGGER dsar_membership_changed AFTER INSERT OR UPDATE OR DELETE ON dsar_membership
  FOR EACH ROW EXECUTE FUNCTION dsar_membership_changed();
"""

CACHE = """
CREATE TABLE dsar_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX dsar_cache_expires ON dsar_cache (expires);
"""

UNDO = """
DROP TABLE dsar_cache;
DROP TRIGGER dsar_membership_changed ON dsar_membership; DROP FUNCTION dsar_membership_changed;
DROP TRIGGER dsar_case_guard ON dsar_case; DROP FUNCTION dsar_case_guard;
DROP TRIGGER dsar_checkpoint_guard ON dsar_checkpoint;
DROP TRIGGER dsar_event_guard_truncate ON dsar_event; DROP TRIGGER dsar_event_guard ON dsar_event;
DROP TRIGGER dsar_event_link ON dsar_event;
DROP FUNCTION dsar_event_refuse; DROP FUNCTION dsar_event_link; DROP FUNCTION dsar_event_canonical;
"""


class Migration(migrations.Migration):
    dependencies = [("dsar", "0001_initial")]
    operations = [migrations.RunSQL(CHAIN + CASE_GUARD + ROLES + CACHE, UNDO)]
