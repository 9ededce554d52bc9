"""The one door through which a viewer is stated: it checks the seal first.

`set_config` itself is taken from everybody but the owner (launcher.provisioning). Otherwise injected SQL could change
the settings in the middle of a statement, after the guard had looked: a sequential scan reads them anew for each row.
"""

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION guard.state(
    an_account text, a_role text, an_area_lo text, an_area_hi text, the_units text, the_persons text, the_purposes text,
    a_mac text
) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF a_mac IS DISTINCT FROM (
        SELECT encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(concat_ws('|',
            an_account, a_role, an_area_lo, an_area_hi, the_units, the_persons, the_purposes, pg_backend_pid()
        ), 'UTF8'))), 'hex') FROM guard.secret s
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'the seal does not fit this viewer and connection';
    END IF;
    PERFORM set_config('yl.account', an_account, true), set_config('yl.role', a_role, true),
        set_config('yl.area_lo', an_area_lo, true), set_config('yl.area_hi', an_area_hi, true),
        set_config('yl.units', the_units, true), set_config('yl.persons', the_persons, true),
        set_config('yl.purposes', the_purposes, true), set_config('yl.mac', a_mac, true);
END $$;
REVOKE EXECUTE ON FUNCTION guard.state(text, text, text, text, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.state(text, text, text, text, text, text, text, text) TO yl_app, yl_system;
"""

BACKWARD = "DROP FUNCTION guard.state(text, text, text, text, text, text, text, text)"


class Migration(migrations.Migration):
    dependencies = [("rows", "0001_guard")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
