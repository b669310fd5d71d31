"""An entry of the log writes the head of its chain once: it is locked first, and written with the new hash."""

from django.db import migrations

ONCE = """
CREATE OR REPLACE FUNCTION dsar_event_link() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  last bytea;
  known boolean;
BEGIN
  LOOP
    SELECT h.sequence + 1, h.hash INTO NEW.sequence, last
      FROM public.dsar_chainhead AS h WHERE h.chain = NEW.chain FOR NO KEY UPDATE;
    known := FOUND;
    IF NOT known THEN
      NEW.sequence := 1;
      last := sha256(convert_to(NEW.chain, 'UTF8'));
    END IF;
    NEW.previous_hash := last;
    NEW.recorded_at := clock_timestamp();
    NEW.canonical := public.dsar_event_canonical(NEW);
    NEW.hash := sha256(last || convert_to(NEW.canonical, 'UTF8'));
    IF known THEN
      UPDATE public.dsar_chainhead SET sequence = NEW.sequence, hash = NEW.hash WHERE chain = NEW.chain;
      RETURN NEW;
    END IF;
    INSERT INTO public.dsar_chainhead (chain, sequence, hash) VALUES (NEW.chain, 1, NEW.hash)
      ON CONFLICT (chain) DO NOTHING;
    IF FOUND THEN
      RETURN NEW;
    END IF;
    -- Another transaction began this chain meanwhile: the entry follows what that one wrote.
  END LOOP;
END
$$;
"""
TWICE = """
CREATE OR REPLACE FUNCTION dsar_event_link() RETURNS trigger
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
"""


class Migration(migrations.Migration):
    dependencies = [("dsar", "0015_messages_in_use")]
    operations = [migrations.RunSQL(ONCE, TWICE)]
