"""Half a year of services in the made-up province: workers, offers, visits, ratings, concerns, keys, looks.

Set-based SQL; the rest of the orders is older than the tables that hold these.
Shares are guesses of ours: nothing is published about any of them. Nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import psycopg

WORKERS_OF_A_COUNTY = 40
_COUNTIES = """
CREATE TABLE bench_county AS SELECT row_number() OVER (ORDER BY code)::int - 1 AS place, code
FROM regions_area WHERE level = 'county' AND code ^@ '53'
"""
_WORKERS = """
CREATE TABLE bench_worker AS
SELECT gen_random_uuid() AS account, c.code AS area_code, n AS place, '服务员' || c.place || '-' || n AS name,
       'bw-' || c.code || '-' || n AS username
FROM bench_county c CROSS JOIN generate_series(0, %(workers)s - 1) n
"""
_WORKER_ACCOUNTS = """
INSERT INTO accounts_account (public_id, username, display_name, kind, password, is_active, is_demo,
    must_change_password, session_stamp, last_code_step, created_at)
SELECT account, username, name, 'staff', '!', true, false, false, gen_random_uuid(), 0, now() FROM bench_worker
"""
_WORKER_GRANTS = """
INSERT INTO access_grant (public_id, account_id, role, area_code, purposes, valid_from, given_by, given_at)
SELECT gen_random_uuid(), a.id, 'worker', w.area_code, '{general,health}', date '2026-01-01', 'bench', now()
FROM bench_worker w JOIN accounts_account a ON a.public_id = w.account
"""
_PROFILES = """
INSERT INTO workforce_worker (public_id, account, area_code, name, pinyin, initials, kind, provider_name, sex,
    languages, skills, most_at_once, version, changed_at)
SELECT gen_random_uuid(), account, area_code, name, 'fuwuyuan', 'fwy', 'staff', '',
       (ARRAY['1', '2', '2'])[1 + place %% 3],
       CASE place %% 4 WHEN 0 THEN '{cmn,nxq}' ELSE '{cmn}' END::text[],
       CASE place %% 5 WHEN 0 THEN '{02,05,06}' WHEN 1 THEN '{03,04}' ELSE '{}' END::text[], 10, 1, now()
FROM bench_worker
"""
# The last quarter's orders are of the catalogue; what is older came before it.
_ITEMS = """
UPDATE orders_order o SET item_code = i.codes[1 + (hashint8(o.id) & 1073741823) %% cardinality(i.codes)],
    item = i.names[1 + (hashint8(o.id) & 1073741823) %% cardinality(i.codes)]
FROM (SELECT array_agg(code ORDER BY code) AS codes, array_agg(name ORDER BY code) AS names
      FROM catalogue_item WHERE area_code = '0' AND valid_to IS NULL) i
WHERE o.changed_at > %(today)s::date - 90
"""
_TASKS = """
INSERT INTO delivery_task (public_id, person_id, area_code, unit_id, order_id, round, item, state, offered_at, take_by,
    worker, worker_name, taken_at, checked_in_at, check_in_way, wrong_codes, checklist, done_at, notes, confirmed_at,
    confirmed_by, proxy_relation, evidence_score, evidence_parts, withdrawn_because, no_show_because)
SELECT gen_random_uuid(), person_id, area_code, unit_id, id, round, item, state, placed_at,
       placed_at + interval '2 days', account, name, at, CASE WHEN stage > 0 THEN at END,
       CASE WHEN stage > 0 THEN 'card_qr' ELSE '' END, 0, '[]',
       CASE WHEN stage > 1 THEN at END, CASE WHEN stage > 1 THEN %(notes)s::bytea END, CASE WHEN stage > 2 THEN at END,
       CASE WHEN stage > 2 THEN 'person' ELSE '' END, '', CASE WHEN stage > 1 THEN 70 END, '[]', '', ''
FROM (SELECT o.id, o.person_id, o.area_code, o.unit_id, o.round, o.item, o.placed_at, o.changed_at AS at, w.account,
             w.name, s.stage, (ARRAY['taken', 'checked_in', 'done', 'confirmed'])[1 + s.stage] AS state
      FROM orders_order o
      CROSS JOIN LATERAL (SELECT CASE o.state WHEN 'fulfilled' THEN 3
                                 ELSE (ARRAY[0, 0, 0, 0, 1, 2])[1 + (hashint8(o.id) & 1023) %% 6] END AS stage) s
      JOIN bench_worker w ON w.area_code = left(o.area_code, 6)
        AND w.place = (hashint8(o.id) & 1073741823) %% %(workers)s
      WHERE o.changed_at > %(today)s::date - 180 AND o.state IN ('fulfilled', 'in_hand')) o
"""
_TAKEN = """
INSERT INTO dispatch_offer (public_id, person_id, area_code, unit_id, order_id, round, wave, worker, worker_name, state,
    offered_at, take_by, answered_at, reason)
SELECT public_id, person_id, area_code, unit_id, order_id, round, 1, worker, worker_name,
       CASE state WHEN 'confirmed' THEN 'ended' ELSE 'taken' END, offered_at, take_by, taken_at, ''
FROM delivery_task
"""
# Three workers were asked for every order that nobody took yet; those of a returned one declined or let it lapse.
_ASKED = """
INSERT INTO dispatch_offer (public_id, person_id, area_code, unit_id, order_id, round, wave, worker, worker_name, state,
    offered_at, take_by, answered_at, reason)
SELECT gen_random_uuid(), o.person_id, o.area_code, o.unit_id, o.id, o.round, 1, w.account, w.name, s.state,
       o.changed_at, o.changed_at + interval '2 days', CASE WHEN s.state <> 'offered' THEN o.changed_at END,
       CASE WHEN s.state = 'declined' THEN '太远' ELSE '' END
FROM orders_order o
JOIN bench_worker w ON w.area_code = left(o.area_code, 6)
  AND (w.place + (hashint8(o.id) & 1073741823)) %% %(workers)s < 3
CROSS JOIN LATERAL (SELECT CASE WHEN o.state = 'placed' THEN 'offered' WHEN w.place %% 2 = 0 THEN 'declined'
                           ELSE 'lapsed' END AS state) s
WHERE o.changed_at > %(today)s::date - 60 AND o.state IN ('placed', 'returned')
"""
_DEADLINES = """
INSERT INTO deadlines_deadline (public_id, kind, subject, round, due_at, set_at, state, fired_by, failures,
    last_failure)
SELECT gen_random_uuid(), 'dispatch.unanswered', public_id, round, take_by, offered_at, 'open', '', 0, ''
FROM dispatch_offer WHERE state = 'offered'
"""
_NAMED = """
INSERT INTO access_namedperson (public_id, account_id, person_id, because, subject, since)
SELECT gen_random_uuid(), a.id, t.person_id, 'task', t.public_id, t.taken_at
FROM delivery_task t JOIN accounts_account a ON a.public_id = t.worker WHERE t.state <> 'confirmed'
"""
_RECEIPTS = """
INSERT INTO delivery_receipt (public_id, person_id, area_code, unit_id, task_id, sequence, body, salt, made_at)
SELECT gen_random_uuid(), person_id, area_code, unit_id, id, 1000000000 + id, %(body)s, '\\x00', confirmed_at
FROM delivery_task WHERE state = 'confirmed'
"""
_RATINGS = """
INSERT INTO feedback_rating (public_id, person_id, area_code, unit_id, task_id, stars, remark, way, said_by, entered_by,
    rated_at)
SELECT gen_random_uuid(), person_id, area_code, unit_id, id,
       (array_fill(5, ARRAY[60]) || array_fill(4, ARRAY[25]) || array_fill(3, ARRAY[10]) || ARRAY[2, 2, 2, 1, 1])
           [1 + die %% 100],
       CASE WHEN die %% 5 = 0 THEN %(remark)s::bytea END, (ARRAY['page', 'phone', 'paper'])[1 + die %% 3], '本人',
       'bench', confirmed_at + interval '1 day'
FROM (SELECT *, hashint8extended(id, 7) & 1073741823 AS die FROM delivery_task WHERE state = 'confirmed') t
WHERE die / 100 %% 10 < 4
"""
# Whoever is not content, and a complaint beside every 400th rating; what is older than a fortnight was answered.
_CONCERNS = """
INSERT INTO feedback_concern (public_id, person_id, area_code, unit_id, task_id, rating_id, kind, state, text, way,
    said_by, request, raised_at, answer_by, answered_at, answered_by, answered_by_name, answer)
SELECT gen_random_uuid(), person_id, area_code, unit_id, task_id, CASE WHEN stars < 3 THEN id END,
       CASE WHEN stars < 3 THEN 'low_rating' ELSE 'complaint' END, CASE WHEN open THEN 'open' ELSE 'answered' END,
       %(text)s, way, '本人', gen_random_uuid(), rated_at, rated_at::date + 5, CASE WHEN NOT open THEN rated_at END,
       CASE WHEN open THEN '' ELSE 'bench' END, CASE WHEN open THEN '' ELSE '王敏' END,
       CASE WHEN NOT open THEN %(answer)s::bytea END
FROM (SELECT *, rated_at > %(today)s::date - 14 AS open FROM feedback_rating) r WHERE stars < 3 OR id %% 400 = 0
"""
_RIGHTS = """
INSERT INTO proxies_proxyright (public_id, person_id, area_code, unit_id, kind, basis, name, relation, scopes,
    valid_from, recorded_by, recorded_at, revoked_by, revoked_because)
SELECT gen_random_uuid(), id, area_code, unit_id, 'family', 'spoken', '代办人' || id, '女儿',
       '{order,confirm,rate,record}', date '2026-01-01', 'bench', now(), '', ''
FROM registry_person WHERE id %% 10 = 0
"""
_KEYHOLDERS = """
CREATE TABLE bench_key AS
SELECT gen_random_uuid() AS account, gen_random_uuid() AS key, id AS person_id, area_code, unit_id
FROM registry_person WHERE id %% 20 = 1
"""
_KEY_ACCOUNTS = """
INSERT INTO accounts_account (public_id, username, display_name, kind, password, is_active, is_demo,
    must_change_password, session_stamp, last_code_step, created_at)
SELECT account, 'bk-' || person_id, '本人' || person_id, 'person', '!', true, false, false, gen_random_uuid(), 0, now()
FROM bench_key
"""
_KEY_GRANTS = """
INSERT INTO access_grant (public_id, account_id, role, area_code, purposes, valid_from, given_by, given_at)
SELECT gen_random_uuid(), a.id, 'person', '', '{general,health}', date '2026-01-01', 'bench', now()
FROM bench_key k JOIN accounts_account a ON a.public_id = k.account
"""
_KEY_NAMED = """
INSERT INTO access_namedperson (public_id, account_id, person_id, because, subject, since)
SELECT gen_random_uuid(), a.id, k.person_id, 'self', k.key, now()
FROM bench_key k JOIN accounts_account a ON a.public_id = k.account
"""
_KEYS = """
INSERT INTO proxies_key (public_id, person_id, area_code, unit_id, account, kind, issued_by, issued_at, revoked_by,
    revoked_because)
SELECT key, person_id, area_code, unit_id, account, 'person', 'bench', now(), '', '' FROM bench_key
"""
_WISHES = """
INSERT INTO dispatch_wish (public_id, person_id, area_code, unit_id, carer_sex, languages, avoided, said_by, said_at)
SELECT gen_random_uuid(), id, area_code, unit_id, '2', '{}', '{}', '本人', now() FROM registry_person WHERE id %% 33 = 0
"""
_LOOKS = """
INSERT INTO access_look (person_id, area_code, unit_id, account, account_name, role, part, reason, at)
SELECT id, area_code, unit_id, 'bench', '王敏', 'officer', 'dossier', '', now() - (id %% 1000) * interval '10 minutes'
FROM registry_person WHERE id %% 3 = 0
"""
_STEPS = {
    "workers": (_COUNTIES, _WORKERS, _WORKER_ACCOUNTS, _WORKER_GRANTS, _PROFILES),
    "what was ordered": (_ITEMS,),
    "visits": (_TASKS,),
    "offers": (_TAKEN, _ASKED, _DEADLINES, _NAMED),
    "receipts, ratings, concerns": (_RECEIPTS, _RATINGS, _CONCERNS),
    "rights, keys, wishes": (_RIGHTS, _KEYHOLDERS, _KEY_ACCOUNTS, _KEY_GRANTS, _KEY_NAMED, _KEYS, _WISHES),
    "looks": (_LOOKS,),
}


def fill(connection: psycopg.Connection, *, today: str, sealed: Mapping[str, bytes]) -> Iterator[str]:
    """Fill a migrated province with reference data, as superuser; yields what it does next.

    `sealed` are ciphertexts by what they stand for: notes, body, remark, text, answer.
    """
    connection.execute("SET session_replication_role = replica")  # the generated keys are right by construction
    asked = {"today": today, "workers": WORKERS_OF_A_COUNTY, **sealed}
    for step, statements in _STEPS.items():
        yield step
        for statement in statements:
            connection.execute(statement, asked)
    yield "statistics"
    for name in ("county", "worker", "key"):
        connection.execute(f"DROP TABLE bench_{name}")
    connection.execute("VACUUM (ANALYZE)")
