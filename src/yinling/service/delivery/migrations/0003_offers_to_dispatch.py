"""What was on offer becomes an offer of dispatch: workers go on seeing it, its deadline goes on running.

A task that was never taken ends here; the taken ones keep their public id, which is that of the offer taken.
"""

from django.db import migrations

_OFFERS = """
INSERT INTO dispatch_offer (public_id, person_id, area_code, unit_id, order_id, round, wave, worker, worker_name, state,
                            offered_at, take_by, answered_at, reason)
SELECT CASE WHEN t.worker = o.worker THEN t.public_id ELSE gen_random_uuid() END,
       o.person_id, o.area_code, o.unit_id, t.order_id, t.round, 1, o.worker, coalesce(a.display_name, ''),
       CASE WHEN t.state = 'offered' THEN 'offered'
            WHEN t.worker = o.worker AND t.state = 'withdrawn' THEN 'given_back'
            WHEN t.worker = o.worker THEN 'taken'
            ELSE 'withdrawn' END,
       t.offered_at, t.take_by,
       CASE WHEN t.state = 'offered' THEN NULL
            WHEN t.worker = o.worker AND t.state <> 'withdrawn' THEN t.taken_at
            ELSE coalesce(t.withdrawn_at, t.taken_at) END,
       CASE WHEN t.state = 'withdrawn' AND (t.worker IS NULL OR t.worker = o.worker) THEN t.withdrawn_because ELSE '' END
FROM delivery_offer o
JOIN delivery_task t ON t.id = o.task_id
LEFT JOIN accounts_account a ON a.public_id = o.worker
"""

_NAMED = """
UPDATE access_namedperson n SET subject = d.public_id
FROM delivery_task t
JOIN dispatch_offer d ON d.order_id = t.order_id AND d.round = t.round
JOIN accounts_account a ON a.public_id = d.worker
WHERE t.state = 'offered' AND n.subject = t.public_id AND n.account_id = a.id AND n.ended_at IS NULL
"""

_DEADLINES = """
INSERT INTO deadlines_deadline (public_id, kind, subject, round, due_at, set_at, state, fired_by, failures, last_failure)
SELECT gen_random_uuid(), 'dispatch.unanswered', public_id, 1, take_by, offered_at, 'open', '', 0, ''
FROM dispatch_offer WHERE state = 'offered'
"""

_CLOSED = """
UPDATE deadlines_deadline SET state = 'closed', closed_at = now()
WHERE kind = 'delivery.untaken' AND state IN ('open', 'parked')
"""

_MERGES = """
UPDATE registry_merge m SET moved = (m.moved - 'delivery.Offer') || jsonb_build_object('dispatch.Offer', coalesce(
    (SELECT jsonb_agg(d.id) FROM jsonb_array_elements_text(m.moved -> 'delivery.Offer') AS old(id)
     JOIN delivery_offer o ON o.id = old.id::bigint
     JOIN delivery_task t ON t.id = o.task_id
     JOIN dispatch_offer d ON d.order_id = t.order_id AND d.round = t.round AND d.worker = o.worker), '[]'::jsonb))
WHERE jsonb_exists(m.moved, 'delivery.Offer')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_break_glass"),
        ("accounts", "0002_kinds_and_recovery"),
        ("deadlines", "0001_initial"),
        ("delivery", "0002_initial"),
        ("dispatch", "0001_initial"),
        ("registry", "0002_roster"),
    ]

    operations = [
        migrations.RunSQL(_OFFERS, migrations.RunSQL.noop),
        migrations.RunSQL(_NAMED, migrations.RunSQL.noop),
        migrations.RunSQL(_DEADLINES, migrations.RunSQL.noop),
        migrations.RunSQL(_CLOSED, migrations.RunSQL.noop),
        migrations.RunSQL(_MERGES, migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM delivery_offer", migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM delivery_task WHERE state = 'offered'", migrations.RunSQL.noop),
    ]
