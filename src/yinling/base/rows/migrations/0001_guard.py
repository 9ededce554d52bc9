"""The guard: where the seal's key lies and how the wall checks it."""

from django.db import migrations

FORWARD = r"""
CREATE SCHEMA guard;
GRANT USAGE ON SCHEMA guard TO yl_app, yl_system;
CREATE TABLE guard.secret (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);
REVOKE ALL ON guard.secret FROM PUBLIC;

CREATE FUNCTION guard.ok(purpose text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT purpose = ANY (nullif(current_setting('yl.purposes', true), '')::text[])
     AND current_setting('yl.mac', true) = encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(
           current_setting('yl.account', true) || '|' || current_setting('yl.role', true) || '|' ||
           current_setting('yl.area_lo', true) || '|' || current_setting('yl.area_hi', true) || '|' ||
           current_setting('yl.units', true) || '|' || current_setting('yl.persons', true) || '|' ||
           current_setting('yl.purposes', true) || '|' || pg_backend_pid()::text, 'UTF8'))), 'hex')
    FROM guard.secret s
$$;
REVOKE EXECUTE ON FUNCTION guard.ok(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.ok(text) TO yl_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FORWARD, "DROP SCHEMA guard CASCADE")]
