"""The log of looks becomes one partition a month: old months can be archived whole, and the table never grows slow.

The wall stands on the parent; partitions have no grant, so nobody reads past it.
"""

from django.db import migrations

FORWARD = r"""
ALTER TABLE access_look RENAME TO access_look_whole;
CREATE TABLE access_look (LIKE access_look_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING IDENTITY)
    PARTITION BY RANGE (at);
CREATE TABLE access_look_rest PARTITION OF access_look DEFAULT;
INSERT INTO access_look SELECT * FROM access_look_whole;
DROP TABLE access_look_whole;
ALTER TABLE access_look ADD PRIMARY KEY (id, at);
CREATE INDEX look_person ON access_look (person_id, at DESC);

CREATE FUNCTION access_make_look_months(first timestamptz, months integer) RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    starts timestamp;
    month_name text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(7259003);
    FOR i IN 0 .. months - 1 LOOP
        starts := date_trunc('month', first AT TIME ZONE 'UTC') + make_interval(months => i);
        month_name := 'access_look_' || to_char(starts, 'YYYY_MM');
        CONTINUE WHEN to_regclass(month_name) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE access_look INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', month_name);
        EXECUTE format(
            'WITH late AS (DELETE FROM access_look_rest WHERE at >= %2$L AND at < %3$L RETURNING *)
             INSERT INTO %1$I SELECT * FROM late',
            month_name, starts AT TIME ZONE 'UTC', (starts + interval '1 month') AT TIME ZONE 'UTC');
        EXECUTE format('ALTER TABLE access_look ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            month_name, starts AT TIME ZONE 'UTC', (starts + interval '1 month') AT TIME ZONE 'UTC');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION access_make_look_months(timestamptz, integer) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
