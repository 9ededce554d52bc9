-- The database of 5b32566 (22 Nov 2026), the state that A1 landed, made by that code: see README.md beside this file.
\restrict A1
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA guard;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION guard.ok(purpose text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT purpose = ANY (nullif(current_setting('yl.purposes', true), '')::text[])
     AND current_setting('yl.mac', true) = encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(
           current_setting('yl.account', true) || '|' || current_setting('yl.role', true) || '|' ||
           current_setting('yl.area_lo', true) || '|' || current_setting('yl.area_hi', true) || '|' ||
           current_setting('yl.units', true) || '|' || current_setting('yl.persons', true) || '|' ||
           current_setting('yl.purposes', true) || '|' || pg_backend_pid()::text, 'UTF8'))), 'hex')
    FROM guard.secret s
$$;
CREATE FUNCTION guard.state(an_account text, a_role text, an_area_lo text, an_area_hi text, the_units text, the_persons text, the_purposes text, a_mac text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
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
CREATE FUNCTION public.access_make_look_months(first timestamp with time zone, months integer) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
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
END $_$;
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE TABLE guard.secret (
    one boolean DEFAULT true NOT NULL,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL,
    CONSTRAINT secret_inner_pad_check CHECK ((length(inner_pad) = 64)),
    CONSTRAINT secret_one_check CHECK (one),
    CONSTRAINT secret_outer_pad_check CHECK ((length(outer_pad) = 64))
);
CREATE TABLE public.access_grant (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    role text NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    purposes text[] NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    given_by text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT grant_has_giver CHECK ((NOT (given_by = ''::text))),
    CONSTRAINT grant_period_forward CHECK (((valid_to IS NULL) OR (valid_from < valid_to)))
);
ALTER TABLE public.access_grant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_grantunit (
    id bigint NOT NULL,
    grant_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.access_grantunit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_grantunit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_look (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    account text NOT NULL,
    account_name text NOT NULL,
    role text NOT NULL,
    part text NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL
)
PARTITION BY RANGE (at);
CREATE TABLE public.access_look_2026_11 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2026_12 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_01 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_02 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_03 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_04 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_05 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_06 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_07 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_08 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_09 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_10 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_11 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2027_12 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_01 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_02 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_03 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_04 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_05 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_06 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_07 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_08 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_09 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_10 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_look_2028_11 (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
ALTER TABLE public.access_look ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_look_id_seq1
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_look_rest (
    id bigint CONSTRAINT access_look_id_not_null NOT NULL,
    person_id bigint CONSTRAINT access_look_person_id_not_null NOT NULL,
    area_code text CONSTRAINT access_look_area_code_not_null NOT NULL COLLATE pg_catalog."C",
    unit_id bigint CONSTRAINT access_look_unit_id_not_null NOT NULL,
    account text CONSTRAINT access_look_account_not_null NOT NULL,
    account_name text CONSTRAINT access_look_account_name_not_null NOT NULL,
    role text CONSTRAINT access_look_role_not_null NOT NULL,
    part text CONSTRAINT access_look_part_not_null NOT NULL,
    reason text CONSTRAINT access_look_reason_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_look_at_not_null NOT NULL
);
CREATE TABLE public.access_namedperson (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    person_id bigint NOT NULL,
    because text NOT NULL,
    subject uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    account_id bigint NOT NULL,
    CONSTRAINT namedperson_forward CHECK (((ended_at IS NULL) OR (since <= ended_at)))
);
ALTER TABLE public.access_namedperson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_namedperson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_account (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    username text NOT NULL COLLATE pg_catalog."C",
    display_name text NOT NULL,
    is_active boolean NOT NULL,
    is_demo boolean NOT NULL,
    must_change_password boolean NOT NULL,
    session_stamp uuid NOT NULL,
    last_code_step bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT account_code_step_positive CHECK ((last_code_step >= 0)),
    CONSTRAINT account_has_name CHECK ((NOT (display_name = ''::text))),
    CONSTRAINT account_username_form CHECK ((username ~ '^[a-z0-9][a-z0-9._-]{2,39}$'::text))
);
ALTER TABLE public.accounts_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_signintry (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    who bytea NOT NULL,
    address inet,
    step text NOT NULL,
    outcome text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT try_outcome_known CHECK ((outcome = ANY (ARRAY['failed'::text, 'passed'::text, 'reopened'::text]))),
    CONSTRAINT try_step_known CHECK ((step = ANY (ARRAY['password'::text, 'code'::text])))
);
ALTER TABLE public.accounts_signintry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_signintry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.careplan_proposal (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    rule_code text NOT NULL COLLATE pg_catalog."C",
    rule_version integer NOT NULL,
    rule_title text NOT NULL,
    item text NOT NULL,
    need text NOT NULL,
    reasons jsonb NOT NULL,
    source text NOT NULL,
    facts_digest text NOT NULL COLLATE pg_catalog."C",
    due_date date NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    proposed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by text NOT NULL,
    decision_note bytea,
    person_id bigint NOT NULL,
    CONSTRAINT proposal_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by = ''::text) AND (state = 'open'::text)) OR ((decided_at IS NOT NULL) AND (state = ANY (ARRAY['approved'::text, 'rejected'::text])) AND (NOT (decided_by = ''::text)))))
);
ALTER TABLE public.careplan_proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.careplan_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.deadlines_deadline (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    subject uuid NOT NULL,
    round integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    set_at timestamp with time zone NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    fired_at timestamp with time zone,
    fired_by text NOT NULL,
    closed_at timestamp with time zone,
    failures smallint NOT NULL,
    retry_at timestamp with time zone,
    last_failure text NOT NULL,
    CONSTRAINT deadline_closed_at_a_moment CHECK ((((closed_at IS NOT NULL) AND (state = 'closed'::text)) OR ((NOT (state = 'closed'::text)) AND (closed_at IS NULL)))),
    CONSTRAINT deadline_fired_by_an_engine CHECK ((((fired_at IS NOT NULL) AND (state = 'fired'::text) AND (NOT (fired_by = ''::text))) OR ((NOT (state = 'fired'::text)) AND (fired_at IS NULL) AND (fired_by = ''::text)))),
    CONSTRAINT deadline_parked_after_failure CHECK (((NOT (state = 'parked'::text)) OR (failures >= 1))),
    CONSTRAINT deadline_state_known CHECK ((state = ANY (ARRAY['open'::text, 'fired'::text, 'closed'::text, 'parked'::text]))),
    CONSTRAINT deadlines_deadline_failures_check CHECK ((failures >= 0)),
    CONSTRAINT deadlines_deadline_round_check CHECK ((round >= 0))
);
ALTER TABLE public.deadlines_deadline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deadlines_deadline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delivery_offer (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    worker uuid NOT NULL,
    person_id bigint NOT NULL,
    task_id bigint NOT NULL
);
ALTER TABLE public.delivery_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delivery_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delivery_receipt (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    sequence bigint NOT NULL,
    body bytea NOT NULL,
    salt bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    task_id bigint NOT NULL
);
ALTER TABLE public.delivery_receipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delivery_receipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delivery_task (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    round integer NOT NULL,
    item text NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    offered_at timestamp with time zone NOT NULL,
    take_by timestamp with time zone NOT NULL,
    worker uuid,
    worker_name text NOT NULL,
    taken_at timestamp with time zone,
    checked_in_at timestamp with time zone,
    check_in_way text NOT NULL COLLATE pg_catalog."C",
    wrong_codes integer NOT NULL,
    done_at timestamp with time zone,
    notes bytea,
    confirmed_at timestamp with time zone,
    confirmed_by text NOT NULL COLLATE pg_catalog."C",
    proxy_name bytea,
    proxy_relation text NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_because text NOT NULL,
    order_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT task_checked_in_when CHECK ((((checked_in_at IS NOT NULL) AND (state = ANY (ARRAY['checked_in'::text, 'done'::text, 'confirmed'::text]))) OR ((NOT (state = ANY (ARRAY['checked_in'::text, 'done'::text, 'confirmed'::text]))) AND (checked_in_at IS NULL)))),
    CONSTRAINT task_confirmed_by_somebody CHECK ((((confirmed_at IS NOT NULL) AND (state = 'confirmed'::text) AND (NOT (confirmed_by = ''::text))) OR ((NOT (state = 'confirmed'::text)) AND (confirmed_at IS NULL) AND (confirmed_by = ''::text)))),
    CONSTRAINT task_done_says_what CHECK ((((done_at IS NOT NULL) AND (notes IS NOT NULL) AND (state = ANY (ARRAY['done'::text, 'confirmed'::text]))) OR ((NOT (state = ANY (ARRAY['done'::text, 'confirmed'::text]))) AND (done_at IS NULL)))),
    CONSTRAINT task_proxy_is_named CHECK (((NOT (confirmed_by = 'proxy'::text)) OR ((proxy_name IS NOT NULL) AND (NOT (proxy_relation = ''::text))))),
    CONSTRAINT task_state_known CHECK ((state = ANY (ARRAY['offered'::text, 'taken'::text, 'checked_in'::text, 'done'::text, 'confirmed'::text, 'withdrawn'::text]))),
    CONSTRAINT task_taken_by_somebody CHECK (((NOT (state = ANY (ARRAY['taken'::text, 'checked_in'::text, 'done'::text, 'confirmed'::text]))) OR ((taken_at IS NOT NULL) AND (worker IS NOT NULL)))),
    CONSTRAINT task_withdrawn_when CHECK ((((state = 'withdrawn'::text) AND (withdrawn_at IS NOT NULL) AND (NOT (withdrawn_because = ''::text))) OR ((NOT (state = 'withdrawn'::text)) AND (withdrawn_at IS NULL) AND (withdrawn_because = ''::text))))
);
ALTER TABLE public.delivery_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delivery_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.journal_body (
    entry_id bigint NOT NULL,
    salt bytea NOT NULL,
    body text NOT NULL,
    CONSTRAINT body_salt_is_32_bytes CHECK ((length(salt) = 32))
);
CREATE TABLE public.journal_checkpoint (
    size bigint NOT NULL,
    note bytea NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    CONSTRAINT checkpoint_covers_something CHECK ((size > 0))
);
CREATE TABLE public.journal_entry (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    subject uuid NOT NULL,
    actor text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    commitment bytea NOT NULL,
    CONSTRAINT entry_commitment_is_sha256 CHECK ((length(commitment) = 32)),
    CONSTRAINT entry_has_kind CHECK ((NOT (kind = ''::text)))
);
ALTER TABLE public.journal_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.journal_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.journal_head (
    one boolean NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    CONSTRAINT head_has_size_and_root CHECK (((length(root) = 32) AND (size >= 0))),
    CONSTRAINT head_is_one CHECK (one)
);
CREATE TABLE public.journal_leaf (
    n bigint NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT leaf_counts_from_zero CHECK ((n >= 0))
);
CREATE TABLE public.journal_tile (
    level smallint NOT NULL,
    number bigint NOT NULL,
    hashes bytea NOT NULL,
    CONSTRAINT tile_holds_whole_hashes CHECK ((((mod(length(hashes), 32))::numeric = 0.0) AND (level >= 0) AND (number >= 0)))
);
ALTER TABLE ONLY public.journal_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
CREATE TABLE public.journal_todo (
    entry_id bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='20000');
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_order (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    proposal uuid NOT NULL,
    item text NOT NULL,
    because text NOT NULL,
    due_date date NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    round integer NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    returned_because text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT order_returned_says_why CHECK ((((state = 'returned'::text) OR (returned_because = ''::text)) AND (1 = (
CASE
    WHEN (state = 'returned'::text) THEN 1
    ELSE 0
END +
CASE
    WHEN (returned_because = ''::text) THEN 1
    ELSE 0
END)))),
    CONSTRAINT order_round_counts CHECK ((round >= 1)),
    CONSTRAINT order_state_known CHECK ((state = ANY (ARRAY['placed'::text, 'in_hand'::text, 'fulfilled'::text, 'returned'::text, 'cancelled'::text])))
);
ALTER TABLE public.orders_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.regions_area (
    code text NOT NULL COLLATE pg_catalog."C",
    level text NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    short_name text NOT NULL COLLATE pg_catalog."C",
    pinyin text NOT NULL COLLATE pg_catalog."C",
    initials text NOT NULL COLLATE pg_catalog."C",
    longitude double precision,
    latitude double precision,
    valid_from date,
    valid_to date,
    statutory boolean NOT NULL,
    confidence text NOT NULL,
    source text NOT NULL,
    parent_code text COLLATE pg_catalog."C",
    CONSTRAINT area_code_fits_level_and_parent CHECK ((((code = '0'::text) AND (level = 'nation'::text) AND (parent_code IS NULL)) OR ((parent_code IS NOT NULL) AND (((code ~ '^[1-8][0-9]$'::text) AND (level = 'province'::text) AND (parent_code = '0'::text)) OR ((code ~ '^[0-9]{4}$'::text) AND (level = 'prefecture'::text) AND (parent_code = "left"(code, 2))) OR ((code ~ '^[0-9]{4}([0-9]{2}|[A-Z][0-9])$'::text) AND (level = 'county'::text) AND (parent_code = "left"(code, 4))) OR ((code ~ '^[0-9]{4}([0-9]{2}|[A-Z][0-9])[0-9]{3}$'::text) AND (level = 'township'::text) AND (parent_code = "left"(code, 6))))))),
    CONSTRAINT area_confidence_known CHECK ((confidence = ANY (ARRAY[''::text, '†'::text, '‡'::text]))),
    CONSTRAINT area_coordinates_paired CHECK ((((latitude IS NULL) AND (longitude IS NULL)) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL) AND ((latitude >= ('-90.0'::numeric)::double precision) AND (latitude <= (90.0)::double precision)) AND ((longitude >= ('-180.0'::numeric)::double precision) AND (longitude <= (180.0)::double precision))))),
    CONSTRAINT area_has_names CHECK (((NOT (name = ''::text)) AND (NOT (short_name = ''::text)))),
    CONSTRAINT area_has_search_keys CHECK (((initials ~ '^[a-z]+$'::text) AND (pinyin ~ '^[a-z]+$'::text))),
    CONSTRAINT area_period_forward CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from < valid_to))),
    CONSTRAINT area_statutory_fits_code CHECK ((((code ~ '^[0-9]+$'::text) AND statutory) OR ((code ~ '[A-Z]'::text) AND (NOT statutory))))
);
CREATE TABLE public.registry_card (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    issued_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_card ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_card_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_fact (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    term text NOT NULL COLLATE pg_catalog."C",
    value text,
    secret bytea,
    valid_from date,
    valid_to date,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    superseded_at timestamp with time zone,
    source text NOT NULL,
    evidence text NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT fact_period_forward CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from < valid_to))),
    CONSTRAINT fact_plain_or_secret CHECK ((((secret IS NOT NULL) AND (value IS NULL)) OR ((secret IS NULL) AND (value IS NOT NULL)))),
    CONSTRAINT fact_term_known CHECK ((term = ANY (ARRAY['name'::text, 'sex'::text, 'birth_date'::text, 'id_number'::text, 'person_type'::text, 'living_arrangement'::text, 'self_care'::text, 'phone'::text, 'address'::text])))
);
ALTER TABLE public.registry_fact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_fact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_person (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.registry_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_personnow (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    unit_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    given_name text NOT NULL COLLATE pg_catalog."C",
    pinyin text NOT NULL COLLATE pg_catalog."C",
    initials text NOT NULL COLLATE pg_catalog."C",
    sex text NOT NULL COLLATE pg_catalog."C",
    birth_date date,
    id_number bytea,
    id_number_index bytea,
    id_number_tail text NOT NULL COLLATE pg_catalog."C",
    person_type text NOT NULL COLLATE pg_catalog."C",
    living_arrangement text COLLATE pg_catalog."C",
    self_care text COLLATE pg_catalog."C",
    phone bytea,
    phone_tail text NOT NULL COLLATE pg_catalog."C",
    address bytea,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.registry_personnow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_personnow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rulebook_parameter (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    valid_to date,
    source_document text NOT NULL,
    clause text NOT NULL,
    note text NOT NULL,
    confidence text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL,
    unit text NOT NULL,
    CONSTRAINT parameter_cites_its_document CHECK (((NOT (source_document = ''::text)) AND (NOT (clause = ''::text)))),
    CONSTRAINT parameter_confidence_known CHECK ((confidence = ANY (ARRAY['plain'::text, 'known'::text, 'unverified'::text]))),
    CONSTRAINT parameter_period_forward CHECK (((valid_to IS NULL) OR (valid_from < valid_to))),
    CONSTRAINT parameter_value_of_its_kind CHECK (((kind = 'text'::text) OR ((kind = 'number'::text) AND (value ~ '^-?[0-9]{1,15}$'::text)) OR ((kind = 'date'::text) AND (value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'::text)) OR ((kind = 'boolean'::text) AND (value = ANY (ARRAY['true'::text, 'false'::text])))))
);
ALTER TABLE public.rulebook_parameter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rulebook_parameter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rulebook_rule (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    valid_to date,
    source_document text NOT NULL,
    clause text NOT NULL,
    note text NOT NULL,
    confidence text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    proposes_item text NOT NULL,
    due_days smallint,
    due_parameter text NOT NULL,
    need text NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    author text NOT NULL,
    approver text NOT NULL,
    approved_at timestamp with time zone,
    CONSTRAINT rule_approved_by_somebody CHECK ((((approved_at IS NULL) AND (approver = ''::text) AND (state = 'draft'::text)) OR ((approved_at IS NOT NULL) AND (state = ANY (ARRAY['approved'::text, 'retired'::text])) AND (NOT (approver = ''::text))))),
    CONSTRAINT rule_cites_its_document CHECK (((NOT (source_document = ''::text)) AND (NOT (clause = ''::text)))),
    CONSTRAINT rule_confidence_known CHECK ((confidence = ANY (ARRAY['plain'::text, 'known'::text, 'unverified'::text]))),
    CONSTRAINT rule_due_said_once CHECK ((((due_days IS NULL) AND (NOT (due_parameter = ''::text))) OR ((due_days >= 1) AND (due_days IS NOT NULL) AND (due_parameter = ''::text)))),
    CONSTRAINT rule_four_eyes CHECK (((NOT (author = ''::text)) AND (NOT (author = approver)))),
    CONSTRAINT rule_period_forward CHECK (((valid_to IS NULL) OR (valid_from < valid_to))),
    CONSTRAINT rule_version_counts_from_one CHECK ((version >= 1)),
    CONSTRAINT rulebook_rule_due_days_check CHECK ((due_days >= 0)),
    CONSTRAINT rulebook_rule_version_check CHECK ((version >= 0))
);
ALTER TABLE public.rulebook_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rulebook_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.units_unit (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    short_name text NOT NULL COLLATE pg_catalog."C",
    pinyin text NOT NULL COLLATE pg_catalog."C",
    initials text NOT NULL COLLATE pg_catalog."C",
    nature text NOT NULL,
    credit_code text COLLATE pg_catalog."C",
    valid_from date,
    valid_to date,
    source text NOT NULL,
    area_code text NOT NULL COLLATE pg_catalog."C",
    parent_id bigint,
    CONSTRAINT unit_credit_code_shaped CHECK (((credit_code IS NULL) OR (credit_code ~ '^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$'::text))),
    CONSTRAINT unit_has_names CHECK (((NOT (name = ''::text)) AND (NOT (short_name = ''::text)))),
    CONSTRAINT unit_nature_known CHECK ((nature = ANY (ARRAY['government'::text, 'institution'::text, 'enterprise'::text]))),
    CONSTRAINT unit_not_above_itself CHECK (((parent_id IS NULL) OR (NOT ((parent_id = id) AND (parent_id IS NOT NULL))))),
    CONSTRAINT unit_period_forward CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_from < valid_to)))
);
ALTER TABLE public.units_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.units_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2026_11 FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2026_12 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_01 FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_02 FOR VALUES FROM ('2027-02-01 00:00:00+00') TO ('2027-03-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_03 FOR VALUES FROM ('2027-03-01 00:00:00+00') TO ('2027-04-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_04 FOR VALUES FROM ('2027-04-01 00:00:00+00') TO ('2027-05-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_05 FOR VALUES FROM ('2027-05-01 00:00:00+00') TO ('2027-06-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_06 FOR VALUES FROM ('2027-06-01 00:00:00+00') TO ('2027-07-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_07 FOR VALUES FROM ('2027-07-01 00:00:00+00') TO ('2027-08-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_08 FOR VALUES FROM ('2027-08-01 00:00:00+00') TO ('2027-09-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_09 FOR VALUES FROM ('2027-09-01 00:00:00+00') TO ('2027-10-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_10 FOR VALUES FROM ('2027-10-01 00:00:00+00') TO ('2027-11-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_11 FOR VALUES FROM ('2027-11-01 00:00:00+00') TO ('2027-12-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2027_12 FOR VALUES FROM ('2027-12-01 00:00:00+00') TO ('2028-01-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_01 FOR VALUES FROM ('2028-01-01 00:00:00+00') TO ('2028-02-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_02 FOR VALUES FROM ('2028-02-01 00:00:00+00') TO ('2028-03-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_03 FOR VALUES FROM ('2028-03-01 00:00:00+00') TO ('2028-04-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_04 FOR VALUES FROM ('2028-04-01 00:00:00+00') TO ('2028-05-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_05 FOR VALUES FROM ('2028-05-01 00:00:00+00') TO ('2028-06-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_06 FOR VALUES FROM ('2028-06-01 00:00:00+00') TO ('2028-07-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_07 FOR VALUES FROM ('2028-07-01 00:00:00+00') TO ('2028-08-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_08 FOR VALUES FROM ('2028-08-01 00:00:00+00') TO ('2028-09-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_09 FOR VALUES FROM ('2028-09-01 00:00:00+00') TO ('2028-10-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_10 FOR VALUES FROM ('2028-10-01 00:00:00+00') TO ('2028-11-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_2028_11 FOR VALUES FROM ('2028-11-01 00:00:00+00') TO ('2028-12-01 00:00:00+00');
ALTER TABLE ONLY public.access_look ATTACH PARTITION public.access_look_rest DEFAULT;
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
COPY public.access_grant (id, public_id, role, area_code, purposes, valid_from, valid_to, given_by, given_at, account_id) FROM stdin;
1	1eed54e3-af19-487a-a5f6-5f7904609755	officer	620102	{general}	2026-01-01	\N	system	2026-11-22 01:30:00+00	1
2	8e746040-d7aa-4c7f-ae7d-9f4119515d8a	officer	620103	{general}	2026-01-01	\N	system	2026-11-22 01:30:00+00	2
3	a775145a-7b87-4ef5-8f4d-1cf27d52ed08	worker	620102	{general}	2026-01-01	\N	system	2026-11-22 01:30:00+00	3
4	a45fdc2e-f48d-43fd-b607-b8827d3c7cfa	worker	620102	{general}	2026-01-01	\N	system	2026-11-22 01:30:00+00	4
\.
COPY public.access_grantunit (id, grant_id, unit_id) FROM stdin;
\.
COPY public.access_look_2026_11 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
1	2	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	worker	task	上门关怀	2026-11-22 01:30:00+00
2	3	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	worker	task	上门关怀	2026-11-22 01:30:00+00
3	4	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	worker	task	上门关怀	2026-11-22 01:30:00+00
4	5	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	worker	task	上门关怀	2026-11-22 01:30:00+00
5	6	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	worker	task	上门关怀	2026-11-22 01:30:00+00
6	7	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	worker	task	上门关怀	2026-11-22 01:30:00+00
7	5	620102	1	c0e826ac-9486-4c2b-a828-3a2e678e84e0	王敏	officer	dossier		2026-11-22 01:30:00+00
8	5	620102	1	c0e826ac-9486-4c2b-a828-3a2e678e84e0	王敏	officer	phone	回访电话	2026-11-22 01:30:00+00
\.
COPY public.access_look_2026_12 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_01 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_02 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_03 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_04 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_05 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_06 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_07 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_08 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_09 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_10 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_11 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2027_12 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_01 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_02 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_03 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_04 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_05 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_06 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_07 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_08 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_09 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_10 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_2028_11 (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_look_rest (id, person_id, area_code, unit_id, account, account_name, role, part, reason, at) FROM stdin;
\.
COPY public.access_namedperson (id, public_id, person_id, because, subject, since, ended_at, account_id) FROM stdin;
1	9803bff0-6ef9-4231-892c-27a9538261de	1	task	5181b3e5-1030-48c2-9511-6a675362bff8	2026-11-22 01:30:00+00	\N	3
2	c5763f8a-faf0-48d1-9b5b-a64678418d9c	1	task	5181b3e5-1030-48c2-9511-6a675362bff8	2026-11-22 01:30:00+00	\N	4
3	980b7178-2ec8-4c0d-b0a7-c04d92bc71c8	2	task	2067ef00-648c-4560-aec1-000338090e50	2026-11-22 01:30:00+00	\N	3
4	59560c97-95fa-4554-8b26-ad7c27639ea1	2	task	2067ef00-648c-4560-aec1-000338090e50	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	4
5	548e7cbf-acb7-424b-97fe-b674e69c20d9	3	task	ea4f9760-c98a-43e8-8bc2-39b606d5379e	2026-11-22 01:30:00+00	\N	3
6	f424eff7-5223-42e8-9b8a-53047d33ec32	3	task	ea4f9760-c98a-43e8-8bc2-39b606d5379e	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	4
7	2ff1a90b-fa4b-4b09-800f-59f1cc7cbbd4	4	task	bf3bf2c4-30ac-48dd-875b-1d4681770671	2026-11-22 01:30:00+00	\N	3
8	5c7fe2b5-57b5-43d3-b6d9-df3ff6c4bfa6	4	task	bf3bf2c4-30ac-48dd-875b-1d4681770671	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	4
9	46a02dda-393d-4994-b234-60407e49defc	5	task	294d3b3b-6841-403e-b10f-d0352a9a5f20	2026-11-22 01:30:00+00	\N	3
10	c0e5b81c-0096-49a9-ad14-d446c7f53622	5	task	294d3b3b-6841-403e-b10f-d0352a9a5f20	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	4
11	ac0c8636-2ce4-484e-885e-183b953d60a6	6	task	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	2026-11-22 01:30:00+00	\N	3
12	5fc35fd4-d698-4ec9-b23e-d631de422fdd	6	task	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	4
14	1a4c418a-56bc-448c-9a5d-ecce672cc489	7	task	9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	4
13	0528ac6a-4a20-4b17-ac01-68f6c7e768d2	7	task	9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	3
15	509feb83-b70a-4f37-9228-3c54fc4b91ce	8	task	3c3225dd-9fa2-471e-b85d-c6bdbb0378fc	2026-11-22 01:30:00+00	2026-11-23 07:30:00+00	3
16	7ecb4974-4379-441a-9f94-b79eeb55703a	8	task	3c3225dd-9fa2-471e-b85d-c6bdbb0378fc	2026-11-22 01:30:00+00	2026-11-23 07:30:00+00	4
\.
COPY public.account_emailaddress (id, email, verified, "primary", user_id) FROM stdin;
\.
COPY public.account_emailconfirmation (id, created, sent, key, email_address_id) FROM stdin;
\.
COPY public.accounts_account (password, last_login, id, public_id, username, display_name, is_active, is_demo, must_change_password, session_stamp, last_code_step, created_at) FROM stdin;
!	\N	2	a06e0d8a-2157-4a40-8c08-472b575ad968	stranger	陈刚	t	f	f	94f80443-3596-4b44-8a01-0442c4c1879f	0	2026-11-22 01:30:00+00
!	\N	3	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker1	周海	t	f	f	1b7955b7-15c6-4d99-9937-5420fe15b82e	0	2026-11-22 01:30:00+00
!	\N	4	8557cc33-4a6d-4f80-8528-353fcfb5ca08	worker2	和丽芬	t	f	f	d8f4f149-3cbc-450a-9fd9-aee8ab12a486	0	2026-11-22 01:30:00+00
!	\N	1	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	王敏	t	f	f	1da56450-e498-4ed3-b7b0-c711be4aab31	0	2026-11-22 01:30:00+00
\.
COPY public.accounts_signintry (id, public_id, who, address, step, outcome, at) FROM stdin;
\.
COPY public.auth_group (id, name) FROM stdin;
\.
COPY public.auth_group_permissions (id, group_id, permission_id) FROM stdin;
\.
COPY public.auth_permission (id, name, content_type_id, codename) FROM stdin;
1	Can add permission	1	add_permission
2	Can change permission	1	change_permission
3	Can delete permission	1	delete_permission
4	Can view permission	1	view_permission
5	Can add group	2	add_group
6	Can change group	2	change_group
7	Can delete group	2	delete_group
8	Can view group	2	view_group
9	Can add content type	3	add_contenttype
10	Can change content type	3	change_contenttype
11	Can delete content type	3	delete_contenttype
12	Can view content type	3	view_contenttype
13	Can add session	4	add_session
14	Can change session	4	change_session
15	Can delete session	4	delete_session
16	Can view session	4	view_session
17	Can add procrastinate event	5	add_procrastinateevent
18	Can change procrastinate event	5	change_procrastinateevent
19	Can delete procrastinate event	5	delete_procrastinateevent
20	Can view procrastinate event	5	view_procrastinateevent
21	Can add procrastinate job	6	add_procrastinatejob
22	Can change procrastinate job	6	change_procrastinatejob
23	Can delete procrastinate job	6	delete_procrastinatejob
24	Can view procrastinate job	6	view_procrastinatejob
25	Can add procrastinate periodic defer	7	add_procrastinateperiodicdefer
26	Can change procrastinate periodic defer	7	change_procrastinateperiodicdefer
27	Can delete procrastinate periodic defer	7	delete_procrastinateperiodicdefer
28	Can view procrastinate periodic defer	7	view_procrastinateperiodicdefer
29	Can add procrastinate worker	8	add_procrastinateworker
30	Can change procrastinate worker	8	change_procrastinateworker
31	Can delete procrastinate worker	8	delete_procrastinateworker
32	Can view procrastinate worker	8	view_procrastinateworker
33	Can add entry	9	add_entry
34	Can change entry	9	change_entry
35	Can delete entry	9	delete_entry
36	Can view entry	9	view_entry
37	Can add checkpoint	10	add_checkpoint
38	Can change checkpoint	10	change_checkpoint
39	Can delete checkpoint	10	delete_checkpoint
40	Can view checkpoint	10	view_checkpoint
41	Can add head	11	add_head
42	Can change head	11	change_head
43	Can delete head	11	delete_head
44	Can view head	11	view_head
45	Can add leaf	12	add_leaf
46	Can change leaf	12	change_leaf
47	Can delete leaf	12	delete_leaf
48	Can view leaf	12	view_leaf
49	Can add tile	13	add_tile
50	Can change tile	13	change_tile
51	Can delete tile	13	delete_tile
52	Can view tile	13	view_tile
53	Can add body	14	add_body
54	Can change body	14	change_body
55	Can delete body	14	delete_body
56	Can view body	14	view_body
57	Can add todo	15	add_todo
58	Can change todo	15	change_todo
59	Can delete todo	15	delete_todo
60	Can view todo	15	view_todo
61	Can add deadline	16	add_deadline
62	Can change deadline	16	change_deadline
63	Can delete deadline	16	delete_deadline
64	Can view deadline	16	view_deadline
65	Can add area	17	add_area
66	Can change area	17	change_area
67	Can delete area	17	delete_area
68	Can view area	17	view_area
69	Can add unit	18	add_unit
70	Can change unit	18	change_unit
71	Can delete unit	18	delete_unit
72	Can view unit	18	view_unit
73	Can add account	19	add_account
74	Can change account	19	change_account
75	Can delete account	19	delete_account
76	Can view account	19	view_account
77	Can add sign in try	20	add_signintry
78	Can change sign in try	20	change_signintry
79	Can delete sign in try	20	delete_signintry
80	Can view sign in try	20	view_signintry
81	Can add grant	21	add_grant
82	Can change grant	21	change_grant
83	Can delete grant	21	delete_grant
84	Can view grant	21	view_grant
85	Can add grant unit	22	add_grantunit
86	Can change grant unit	22	change_grantunit
87	Can delete grant unit	22	delete_grantunit
88	Can view grant unit	22	view_grantunit
89	Can add look	23	add_look
90	Can change look	23	change_look
91	Can delete look	23	delete_look
92	Can view look	23	view_look
93	Can add named person	24	add_namedperson
94	Can change named person	24	change_namedperson
95	Can delete named person	24	delete_namedperson
96	Can view named person	24	view_namedperson
97	Can add person	25	add_person
98	Can change person	25	change_person
99	Can delete person	25	delete_person
100	Can view person	25	view_person
101	Can add fact	26	add_fact
102	Can change fact	26	change_fact
103	Can delete fact	26	delete_fact
104	Can view fact	26	view_fact
105	Can add card	27	add_card
106	Can change card	27	change_card
107	Can delete card	27	delete_card
108	Can view card	27	view_card
109	Can add person now	28	add_personnow
110	Can change person now	28	change_personnow
111	Can delete person now	28	delete_personnow
112	Can view person now	28	view_personnow
113	Can add parameter	29	add_parameter
114	Can change parameter	29	change_parameter
115	Can delete parameter	29	delete_parameter
116	Can view parameter	29	view_parameter
117	Can add rule	30	add_rule
118	Can change rule	30	change_rule
119	Can delete rule	30	delete_rule
120	Can view rule	30	view_rule
121	Can add proposal	31	add_proposal
122	Can change proposal	31	change_proposal
123	Can delete proposal	31	delete_proposal
124	Can view proposal	31	view_proposal
125	Can add order	32	add_order
126	Can change order	32	change_order
127	Can delete order	32	delete_order
128	Can view order	32	view_order
129	Can add offer	33	add_offer
130	Can change offer	33	change_offer
131	Can delete offer	33	delete_offer
132	Can view offer	33	view_offer
133	Can add receipt	34	add_receipt
134	Can change receipt	34	change_receipt
135	Can delete receipt	34	delete_receipt
136	Can view receipt	34	view_receipt
137	Can add task	35	add_task
138	Can change task	35	change_task
139	Can delete task	35	delete_task
140	Can view task	35	view_task
141	Can add email address	36	add_emailaddress
142	Can change email address	36	change_emailaddress
143	Can delete email address	36	delete_emailaddress
144	Can view email address	36	view_emailaddress
145	Can add email confirmation	37	add_emailconfirmation
146	Can change email confirmation	37	change_emailconfirmation
147	Can delete email confirmation	37	delete_emailconfirmation
148	Can view email confirmation	37	view_emailconfirmation
149	Can add authenticator	38	add_authenticator
150	Can change authenticator	38	change_authenticator
151	Can delete authenticator	38	delete_authenticator
152	Can view authenticator	38	view_authenticator
\.
COPY public.careplan_proposal (id, public_id, area_code, unit_id, rule_code, rule_version, rule_title, item, need, reasons, source, facts_digest, due_date, state, proposed_at, decided_at, decided_by, decision_note, person_id) FROM stdin;
1	a1b68f0f-1bf2-4a81-ab5d-1e5624394fd1	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	1
2	1cce6968-aa3e-40d5-937f-1f73a49184d5	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	2
3	13ba8183-7b57-4b43-a473-2d446c339527	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	3
4	088bc8b0-ace6-4a5a-9b9f-e529fcb54315	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	4
5	a4c24a29-40a1-421d-810d-64eca6e14e77	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	5
6	dda414c7-327b-49c9-b72f-8b9fb5deb4f0	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	6
7	87ab6ce6-8655-459d-85e3-5a2025ed3b24	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	7
8	98ac9189-7591-4ea5-bff5-eec390fcc621	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	8
9	edb3a13b-9fb3-4c7c-841a-2faf5be3f077	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	9
10	9769113f-ecbf-4717-8f30-bc1b221d81eb	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	approved	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\N	10
11	7ff96589-7ac3-4722-895f-b8431c6f2163	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	open	2026-11-22 01:30:00+00	\N		\N	11
12	d70773a1-2680-4b0b-a304-da0d012d40fd	620102	1	visit_aged_alone	1	高龄独居探访	上门关怀	高龄独居，需要有人每月上门看望	["符合条件。", "年龄为91岁，符合“年龄不小于80岁（高龄起点）”。", "居住方式为“独居”，符合“居住方式为‘独居’”。"]	规则“高龄独居探访”第1版：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（† 通行做法，尚未与原文核对）。文件面向全部独居老年人，限于高龄是本规则所加。\n高龄起点为80岁：各地走访慰问惯例（五必访、四必访等，没有统一文件），80岁以上、独居、不能自理、重病者定期走访（† 通行做法，尚未与原文核对）。各地做法不一，可按地区另设。\n探访到期天数为30天：十部门2022年关于探访关爱服务的文件，独居等特殊困难老年人月探访率（有文件出处）。文件要求每月探访，这里按30天计。	3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056	2026-12-22	rejected	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	c0e826ac-9486-4c2b-a828-3a2e678e84e0	\\x0102743197d5dc5eefdb83efcb906f22ebf47147c350fdfed8d15043d75240cc49efe0fc3f10abba0280a920915084718d2a6b8b4e	12
\.
COPY public.deadlines_deadline (id, public_id, kind, subject, round, due_at, set_at, state, fired_at, fired_by, closed_at, failures, retry_at, last_failure) FROM stdin;
1	2e360da8-609f-44d9-8511-950e40d5b8c1	delivery.untaken	5181b3e5-1030-48c2-9511-6a675362bff8	1	2026-11-23 01:30:00+00	2026-11-22 01:30:00+00	open	\N		\N	0	\N	
2	7908f8a5-9e4a-42c9-906b-d99c8bc639e1	delivery.untaken	2067ef00-648c-4560-aec1-000338090e50	1	2026-11-23 01:30:00+00	2026-11-22 01:30:00+00	closed	\N		2026-11-22 01:30:00+00	0	\N	
3	124ca12f-1d8c-4fb0-bd38-f3b913c09b0d	delivery.untaken	ea4f9760-c98a-43e8-8bc2-39b606d5379e	1	2026-11-23 01:30:00+00	2026-11-22 01:30:00+00	closed	\N		2026-11-22 01:30:00+00	0	\N	
4	c885a0ed-7644-4687-bd39-c334a4b5b00c	delivery.untaken	bf3bf2c4-30ac-48dd-875b-1d4681770671	1	2026-11-23 01:30:00+00	2026-11-22 01:30:00+00	closed	\N		2026-11-22 01:30:00+00	0	\N	
5	1ca6812a-a689-4969-8633-d258844805b2	delivery.untaken	294d3b3b-6841-403e-b10f-d0352a9a5f20	1	2026-11-23 01:30:00+00	2026-11-22 01:30:00+00	closed	\N		2026-11-22 01:30:00+00	0	\N	
6	dbe5d97b-9693-42f7-86e8-2ccd49a8bad8	delivery.forget	294d3b3b-6841-403e-b10f-d0352a9a5f20	1	2026-11-23 03:30:00+00	2026-11-22 03:30:00+00	open	\N		\N	0	\N	
7	edcac18f-ec38-4cdb-aef2-abfe5a722272	delivery.untaken	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	1	2026-11-23 01:30:00+00	2026-11-22 01:30:00+00	closed	\N		2026-11-22 01:30:00+00	0	\N	
8	58f1bf9e-138f-4a0f-b890-25c289df1412	delivery.forget	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	1	2026-11-23 03:30:00+00	2026-11-22 03:30:00+00	open	\N		\N	0	\N	
9	19961a9d-46ae-4238-8911-4a16d6e34474	delivery.untaken	9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599	1	2026-11-23 01:30:00+00	2026-11-22 01:30:00+00	closed	\N		2026-11-22 01:30:00+00	0	\N	
10	3e9c87fc-aabf-4244-a2b9-0e126fc17a73	delivery.untaken	3c3225dd-9fa2-471e-b85d-c6bdbb0378fc	1	2026-11-23 01:30:00+00	2026-11-22 01:30:00+00	open	\N		\N	0	\N	
\.
COPY public.delivery_offer (id, public_id, area_code, unit_id, worker, person_id, task_id) FROM stdin;
1	f80262f6-b779-46a9-87ff-e2d837caadef	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	1	1
2	4517647e-45bc-41bf-abc1-4542f091dca0	620102	1	8557cc33-4a6d-4f80-8528-353fcfb5ca08	1	1
3	57cc8928-772c-4552-9839-6952af98223a	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	2	2
4	e6d0acab-e74f-4b84-94a0-325a9dccd203	620102	1	8557cc33-4a6d-4f80-8528-353fcfb5ca08	2	2
5	00466856-ae2d-4527-84ca-0565115cfc78	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	3	3
6	c4239ddc-b2b7-4dd1-bc19-573bd864f990	620102	1	8557cc33-4a6d-4f80-8528-353fcfb5ca08	3	3
7	40067323-a2eb-4494-9c85-5a886c746368	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	4	4
8	c81c9306-69a7-48ab-83b3-29e1399d0254	620102	1	8557cc33-4a6d-4f80-8528-353fcfb5ca08	4	4
9	7c4a62c6-c265-415a-b174-bdf3498e59c3	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	5	5
10	6ad054c2-06bc-4b71-8733-bd77683b0477	620102	1	8557cc33-4a6d-4f80-8528-353fcfb5ca08	5	5
11	8e4ace46-a1b0-428c-a4cc-fb7e215375b4	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	6	6
12	d30c8da5-5517-4fbc-baf9-ab9cfe5f4b00	620102	1	8557cc33-4a6d-4f80-8528-353fcfb5ca08	6	6
13	1556368c-f391-4728-b956-860fd45ee049	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	7	7
14	84b3b552-94de-4b42-a93a-1ab9db43ffc9	620102	1	8557cc33-4a6d-4f80-8528-353fcfb5ca08	7	7
15	22e01c55-57a8-4f0e-8bf7-f87c6badb421	620102	1	0f5afa9b-d639-4f72-a485-032b8cda2b59	8	8
16	35de5a78-50b7-4fa4-8a52-8c336939f523	620102	1	8557cc33-4a6d-4f80-8528-353fcfb5ca08	8	8
\.
COPY public.delivery_receipt (id, public_id, area_code, unit_id, sequence, body, salt, made_at, person_id, task_id) FROM stdin;
1	b1f39ecd-1652-47e8-bc0c-3b138a4dfc31	620102	1	53	\\x01027431768b68280b205fd035e69e047b5b813eac9fd7dc883d492b36ef71f817b881601b780d3801b26660fa6ed6ed9526e0549f38c9dedb7782046577d6b8607d9ec5308c4e943b2e5be3a2d9100b5c8636ead5ef2ab0082ca668407e28278cfad0b54a019ab8666f4082aca69777f935820f50498f9d0a0c5971bbba0be57f252824cbad56c8f2d64e4b2b87c884058817da87a8456f1da4cbd298bfaf0ec5d799030888c321ecdbf205e391582203e528ba9563a989ac0804c15a6ba199e21fd3019597bf2523486e4aa306ba823c4a01adba0e4f23a1e46699171d3f62b1ecdd96c26b4243d8ac0a1d82dc199f87aa51a7341424d5355397aef8f625abccf0f36a0a9992246ed450c8a30c8a09a25383c14716266482dfdd40eeb4550acab51643d0830433d75e8decaab66ebcb6d4709c9e5f9e9b45af4ec9a144af027330466c3ee684acac4d6449788a6fce7fe42116d2fcdf82f5ed9925a58c1257f2a2f46f3e862f028bbecbb6202e892d8c86b91c7ec913c77e7fab8e166104be6ef9778b0febe502d6fd9eedd1e348500bc33282bfa2feaada83cd5a3a70e99f5ce74c699ec867a56de94063e7dedb53414a12de6a0a3bf6305c5754a7cfb91ad93e26c84157f0982181de4966eaddd2fb37df6a5725a96b393683db1c6b4d4889a32b9cb6781ac0f767513e9b16afeba46fd7dd9581d8e1c27f87839b2da3fbce8dc361556187a71296e12f683eb8d38e6159e339e25449324da3636bbe8c938a1f00847fce1599ebe46018af871e77c5648d7e11966cacf88d70f9920f3189e04dbef970a2107991446af8056676fec1cae09fef7980a37cd55fd910c968e7c598824207ee46233b0b35b5c1bbe731859e9de0fdd3bb75c52418caf9	\\xe634872957b881183fb65a6d84ee03dd196ddf414191ad0c0adf0c9cabb61ad5	2026-11-22 03:30:00+00	5	5
2	22617a7c-3394-49a3-81ca-12be3d0ef783	620102	1	63	\\x01027431749003fdd59d65345d98edb3f55adaf416277d8c7daf720e1ed3974167eb873bba96c9accbddd9d53956f1c3a2e34bc50b040d4862745ff5cac7a9d7af11d909f5408c0265decf2c0e8b8eb643950011eee7e9be4f0148f2619ab28e94ec7289927d4a0a9c61430d487bd470b8663907bdb14b3b575d447d450df92fd4a55553c9fd5c66f61186760a35c3f87f670a5bd0a6c74f7a0142699e44a0f19ec4030235153710ff2f8d495daca29efda89d1755c977435ac24a33d3556d9cca9d76c29d89596eae16c181d146cd3cdc1d42f85f7dfa54ded0184b0485dcddd70e1caf903b0298da02f3a31da7f01223d06cc53c9808fb1fafdfb072477311e53d41a76930ab8b47d6588d1baa0751c40975b2450020f0b19152dc44f1eeccaac1b8262de9fb8397c35beeb1a068850e0b225f192a85dbee172812d7c76bce320f0b8ea07c8b1a802894836291ba744932b58212c26e09827096fcd5e5a78664eb6acc3727dd729b1a1841f668afa4bb3cad127c62c92d031ce22ee9c7e01808515ca8c8364590cb4e074cfb9411fed8960f5ee0583cdc99cbf311fadb05dea17657388242ddcfef7b503682847bf6f4c81d4f22c86086209b81da217ee179af0987fd592e3ef1529f31b8852906787d5a6651d8cffb83cdabe57cfc16ac692d8abbd9a08425fe0c1d0a42e88e3c1e012aa4e5c6c6bc9d3bd9e317cd89fdc03e311693157966a9a3f8cce86578a1a9dff3858c4cf78b6e044033e459ce2d48c8b4f52be87e9164918b4d610d4abf9c280b76e5b48439acb6bdaf7d24228f3ba2a24d0eb46f36111c9d75750fe325b2d9b639389f9949a4ff663b34deb9cf005682c6080d689a15333de944a244c258dd4785fa741b80ad3052837d45fd54a1dfa74078c81c2fbf123295d4	\\x4a9822ba444613a09483d37b3c35953f2f085b00374f5ca338fbcc9edbb514d5	2026-11-22 03:30:00+00	6	6
\.
COPY public.delivery_task (id, public_id, area_code, unit_id, round, item, state, offered_at, take_by, worker, worker_name, taken_at, checked_in_at, check_in_way, wrong_codes, done_at, notes, confirmed_at, confirmed_by, proxy_name, proxy_relation, withdrawn_at, withdrawn_because, order_id, person_id) FROM stdin;
1	5181b3e5-1030-48c2-9511-6a675362bff8	620102	1	1	上门关怀	offered	2026-11-22 01:30:00+00	2026-11-23 01:30:00+00	\N		\N	\N		0	\N	\N	\N		\N		\N		1	1
2	2067ef00-648c-4560-aec1-000338090e50	620102	1	1	上门关怀	taken	2026-11-22 01:30:00+00	2026-11-23 01:30:00+00	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	2026-11-22 01:30:00+00	\N		0	\N	\N	\N		\N		\N		2	2
3	ea4f9760-c98a-43e8-8bc2-39b606d5379e	620102	1	1	上门关怀	checked_in	2026-11-22 01:30:00+00	2026-11-23 01:30:00+00	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	2026-11-22 01:30:00+00	2026-11-22 02:30:00+00	card_code	0	\N	\N	\N		\N		\N		3	3
4	bf3bf2c4-30ac-48dd-875b-1d4681770671	620102	1	1	上门关怀	done	2026-11-22 01:30:00+00	2026-11-23 01:30:00+00	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	2026-11-22 01:30:00+00	2026-11-22 02:30:00+00	card_code	0	2026-11-22 03:30:00+00	\\x0102743181b214d11eaf3f653dbb5c7acdb6c6cbdb4e2fbf6b9590d29973a15d19b3daa5733bbcc93dad0314f7fbb36331d78d6aaed445fcab4346dc094f9c45a5	\N		\N		\N		4	4
5	294d3b3b-6841-403e-b10f-d0352a9a5f20	620102	1	1	上门关怀	confirmed	2026-11-22 01:30:00+00	2026-11-23 01:30:00+00	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	2026-11-22 01:30:00+00	2026-11-22 02:30:00+00	card_code	0	2026-11-22 03:30:00+00	\\x01027431c0a3881ea84885ab3bda10dac7b2ab9af2b525e6f5dabb239017ec0f51ca7efea525aabc730a1cd1deb8a213f1980ad558b26ee712e3742c042a29c52f	2026-11-22 03:30:00+00	person	\N		\N		5	5
6	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	620102	1	1	上门关怀	confirmed	2026-11-22 01:30:00+00	2026-11-23 01:30:00+00	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	2026-11-22 01:30:00+00	2026-11-22 02:30:00+00	card_code	0	2026-11-22 03:30:00+00	\\x0102743194bf9129a8a664167533cc637d0915a8fae6c01e5e1f8737bbfb00c8c0f523ebf44b10c2683791e0be6a8b3a30b41ebcd07c1b546e7fe83c550655aac9	2026-11-22 03:30:00+00	proxy	\\x01027431cc275b6e5c98afb6d473ab0322bf19c02e998219a7c4d2668a625189cbc8de7635ce	女儿	\N		6	6
7	9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599	620102	1	1	上门关怀	withdrawn	2026-11-22 01:30:00+00	2026-11-23 01:30:00+00	0f5afa9b-d639-4f72-a485-032b8cda2b59	周海	2026-11-22 01:30:00+00	\N		0	\N	\N	\N		\N		2026-11-22 01:30:00+00	当天生病	7	7
8	3c3225dd-9fa2-471e-b85d-c6bdbb0378fc	620102	1	1	上门关怀	withdrawn	2026-11-22 01:30:00+00	2026-11-23 01:30:00+00	\N		\N	\N		0	\N	\N	\N		\N		2026-11-23 07:30:00+00	到时限无人接单	8	8
\.
COPY public.django_content_type (id, app_label, model) FROM stdin;
1	auth	permission
2	auth	group
3	contenttypes	contenttype
4	sessions	session
5	procrastinate	procrastinateevent
6	procrastinate	procrastinatejob
7	procrastinate	procrastinateperiodicdefer
8	procrastinate	procrastinateworker
9	journal	entry
10	journal	checkpoint
11	journal	head
12	journal	leaf
13	journal	tile
14	journal	body
15	journal	todo
16	deadlines	deadline
17	regions	area
18	units	unit
19	accounts	account
20	accounts	signintry
21	access	grant
22	access	grantunit
23	access	look
24	access	namedperson
25	registry	person
26	registry	fact
27	registry	card
28	registry	personnow
29	rulebook	parameter
30	rulebook	rule
31	careplan	proposal
32	orders	order
33	delivery	offer
34	delivery	receipt
35	delivery	task
36	account	emailaddress
37	account	emailconfirmation
38	mfa	authenticator
\.
COPY public.django_migrations (id, app, name, applied) FROM stdin;
1	regions	0001_initial	2026-11-23 02:32:39.254686+00
2	units	0001_initial	2026-11-23 02:32:39.32742+00
3	accounts	0001_initial	2026-11-23 02:32:39.399658+00
4	access	0001_initial	2026-11-23 02:32:39.760962+00
5	access	0002_looks_by_month	2026-11-23 02:32:39.787216+00
6	account	0001_initial	2026-11-23 02:32:39.885636+00
7	account	0002_email_max_length	2026-11-23 02:32:39.905743+00
8	account	0003_alter_emailaddress_create_unique_verified_email	2026-11-23 02:32:39.947013+00
9	account	0004_alter_emailaddress_drop_unique_email	2026-11-23 02:32:39.980287+00
10	account	0005_emailaddress_idx_upper_email	2026-11-23 02:32:40.010919+00
11	account	0006_emailaddress_lower	2026-11-23 02:32:40.047825+00
12	account	0007_emailaddress_idx_email	2026-11-23 02:32:40.093021+00
13	account	0008_emailaddress_unique_primary_email_fixup	2026-11-23 02:32:40.143848+00
14	account	0009_emailaddress_unique_primary_email	2026-11-23 02:32:40.169395+00
15	contenttypes	0001_initial	2026-11-23 02:32:40.184748+00
16	contenttypes	0002_remove_content_type_name	2026-11-23 02:32:40.252524+00
17	auth	0001_initial	2026-11-23 02:32:40.334161+00
18	auth	0002_alter_permission_name_max_length	2026-11-23 02:32:40.356834+00
19	auth	0003_alter_user_email_max_length	2026-11-23 02:32:40.37236+00
20	auth	0004_alter_user_username_opts	2026-11-23 02:32:40.396758+00
21	auth	0005_alter_user_last_login_null	2026-11-23 02:32:40.410039+00
22	auth	0006_require_contenttypes_0002	2026-11-23 02:32:40.415469+00
23	auth	0007_alter_validators_add_error_messages	2026-11-23 02:32:40.421623+00
24	auth	0008_alter_user_username_max_length	2026-11-23 02:32:40.441459+00
25	auth	0009_alter_user_last_name_max_length	2026-11-23 02:32:40.449993+00
26	auth	0010_alter_group_name_max_length	2026-11-23 02:32:40.466717+00
27	auth	0011_update_proxy_permissions	2026-11-23 02:32:40.519923+00
28	auth	0012_alter_user_first_name_max_length	2026-11-23 02:32:40.551662+00
29	registry	0001_initial	2026-11-23 02:32:41.636474+00
30	careplan	0001_initial	2026-11-23 02:32:41.653315+00
31	careplan	0002_initial	2026-11-23 02:32:41.964002+00
32	deadlines	0001_initial	2026-11-23 02:32:42.003558+00
33	orders	0001_initial	2026-11-23 02:32:42.029569+00
34	delivery	0001_initial	2026-11-23 02:32:42.077904+00
35	delivery	0002_initial	2026-11-23 02:32:43.222241+00
36	journal	0001_initial	2026-11-23 02:32:43.495569+00
37	mfa	0001_initial	2026-11-23 02:32:43.609046+00
38	mfa	0002_authenticator_timestamps	2026-11-23 02:32:43.685565+00
39	mfa	0003_authenticator_type_uniq	2026-11-23 02:32:43.823505+00
40	orders	0002_initial	2026-11-23 02:32:44.501556+00
41	procrastinate	0001_initial	2026-11-23 02:32:44.564075+00
42	procrastinate	0002_drop_started_at_column	2026-11-23 02:32:44.569005+00
43	procrastinate	0003_drop_started_at_column	2026-11-23 02:32:44.582025+00
44	procrastinate	0004_drop_procrastinate_version_table	2026-11-23 02:32:44.594669+00
45	procrastinate	0005_fix_procrastinate_fetch_job	2026-11-23 02:32:44.602416+00
46	procrastinate	0006_fix_trigger_status_events_insert	2026-11-23 02:32:44.614891+00
47	procrastinate	0007_add_queueing_lock_column	2026-11-23 02:32:44.617191+00
48	procrastinate	0008_close_fetch_job_race_condition	2026-11-23 02:32:44.63442+00
49	procrastinate	0009_add_defer_job_function	2026-11-23 02:32:44.651488+00
50	procrastinate	0010_add_procrastinate_periodic_defers	2026-11-23 02:32:44.670659+00
51	procrastinate	0011_add_foreign_key_index	2026-11-23 02:32:44.677598+00
52	procrastinate	0012_add_locks_to_periodic_defer	2026-11-23 02:32:44.686414+00
53	procrastinate	0013_fix_procrastinate_defer_periodic_job	2026-11-23 02:32:44.699823+00
54	procrastinate	0014_add_finish_job_and_retry_job_functions	2026-11-23 02:32:44.703676+00
55	procrastinate	0015_add_trigger_on_job_deletion	2026-11-23 02:32:44.707416+00
56	procrastinate	0016_delete_finished_jobs	2026-11-23 02:32:44.722632+00
57	procrastinate	0017_add_checks_to_finish_job	2026-11-23 02:32:44.723915+00
58	procrastinate	0018_add_checks_to_retry_job	2026-11-23 02:32:44.729332+00
59	procrastinate	0019_fix_finish_job_compat_issue	2026-11-23 02:32:44.733511+00
60	procrastinate	0020_add_index_on_procrastinate_jobs	2026-11-23 02:32:44.748158+00
61	procrastinate	0021_add_kwargs_to_defer_periodic_job	2026-11-23 02:32:44.759387+00
62	procrastinate	0022_null_locks_excluded	2026-11-23 02:32:44.766385+00
63	procrastinate	0023_remove_old_finish_job_function	2026-11-23 02:32:44.774251+00
64	procrastinate	0024_job_id_bigint	2026-11-23 02:32:44.797074+00
65	procrastinate	0025_add_models	2026-11-23 02:32:44.818334+00
66	procrastinate	0026_add_job_priority	2026-11-23 02:32:44.831155+00
67	procrastinate	0027_add_periodic_job_priority	2026-11-23 02:32:44.850441+00
68	procrastinate	0028_add_cancel_states	2026-11-23 02:32:44.858133+00
69	procrastinate	0029_add_additional_params_to_retry_job	2026-11-23 02:32:44.884041+00
70	procrastinate	0030_alter_procrastinateevent_options	2026-11-23 02:32:44.898672+00
71	procrastinate	0031_add_indexes_for_fetch_job	2026-11-23 02:32:44.910452+00
72	procrastinate	0032_pre_cancel_notification	2026-11-23 02:32:44.925+00
73	procrastinate	0033_post_cancel_notification	2026-11-23 02:32:44.980913+00
74	procrastinate	0034_pre_add_heartbeat	2026-11-23 02:32:45.015297+00
75	procrastinate	0035_post_add_heartbeat	2026-11-23 02:32:45.01713+00
76	procrastinate	0036_add_worker_model	2026-11-23 02:32:45.04233+00
77	procrastinate	0037_pre_batch_defer_jobs	2026-11-23 02:32:45.048132+00
78	procrastinate	0038_post_batch_defer_jobs	2026-11-23 02:32:45.058641+00
79	procrastinate	0039_pre_priority_lock_fetch_job	2026-11-23 02:32:45.064332+00
80	procrastinate	0040_pre_retry_failed_job	2026-11-23 02:32:45.083267+00
81	procrastinate	0041_post_retry_failed_job	2026-11-23 02:32:45.087863+00
82	rows	0001_guard	2026-11-23 02:32:45.105346+00
83	rows	0002_state	2026-11-23 02:32:45.12023+00
84	rulebook	0001_initial	2026-11-23 02:32:45.219+00
85	sessions	0001_initial	2026-11-23 02:32:45.247328+00
\.
COPY public.django_session (session_key, session_data, expire_date) FROM stdin;
\.
COPY public.journal_body (entry_id, salt, body) FROM stdin;
1	\\x4e7ead4b31b33daa9db920dfa6b1770b6374a7de2ccccd6c44bff2d298d17724	{"digest":"bb115eda565eed67f246fd8d43bac071e9945f3bce0c38638c43439aef3487b5","ended":[],"parameters":["高龄起点/0/2023-01-01","探访到期天数/0/2023-01-01","接单时限/0/2023-01-01"],"rules":["visit_aged_alone/0/1"],"subject":"313aa0f9-501d-4837-bd5c-302290e227e7"}
2	\\x35feada47753d90e7f53a56edcb5fab10ef4452a3b57ec336d22d58bed1395ce	{"account":"c0e826ac-9486-4c2b-a828-3a2e678e84e0","area_code":"620102","purposes":["general"],"role":"officer","subject":"1eed54e3-af19-487a-a5f6-5f7904609755","units":[],"valid_from":"2026-01-01","valid_to":""}
3	\\x1e60f531449784c81d7104911257e48d5049dab4d58f376fda0ecdaedad17ae8	{"account":"a06e0d8a-2157-4a40-8c08-472b575ad968","area_code":"620103","purposes":["general"],"role":"officer","subject":"8e746040-d7aa-4c7f-ae7d-9f4119515d8a","units":[],"valid_from":"2026-01-01","valid_to":""}
4	\\x82db1d339532a71e19208cffbe27b7316f5b681a39fe16a1b6fa8de9d1ca543e	{"account":"0f5afa9b-d639-4f72-a485-032b8cda2b59","area_code":"620102","purposes":["general"],"role":"worker","subject":"a775145a-7b87-4ef5-8f4d-1cf27d52ed08","units":[],"valid_from":"2026-01-01","valid_to":""}
5	\\xc3931adfe22b6ba6a3135b12423f7aaa28c3d1cde9bb765587f115a9a341b62e	{"account":"8557cc33-4a6d-4f80-8528-353fcfb5ca08","area_code":"620102","purposes":["general"],"role":"worker","subject":"a45fdc2e-f48d-43fd-b607-b8827d3c7cfa","units":[],"valid_from":"2026-01-01","valid_to":""}
6	\\x357882bdb1a56a381c590b53b8e6719b5da33b4b8026b099479a3c6fa90ff88b	{"subject":"c0e826ac-9486-4c2b-a828-3a2e678e84e0"}
7	\\x0936b4d41bc6e3fdcac33b6be5ac08f056fd18d42a94a3efc41380f7e8ffc5d9	{"area_code":"620102","subject":"6229e005-929f-5282-97b3-a40957ceda59","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
8	\\x9f718bfd30d19c95e0ffe2077aa599ea4cb0367e3da5b9002383cd2d7e51fb69	{"area_code":"620102","subject":"8b6a9a3f-4387-5490-8dd0-8a29f6132897","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
9	\\x28cac0b6fa7df96847598cd4701044fe7899c6e491444d94b8733a7c08b8869b	{"area_code":"620102","subject":"07241a97-af96-5cec-a108-6e9099fcc355","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
10	\\x4d659ef57e8d063170e11487c90a9d2e69c6d60994317f02ed2e74225d85022c	{"area_code":"620102","subject":"e0cef137-c136-5e4a-a63c-5ae783b86202","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
11	\\xe386165e161b0e8a6072e81699699ca0946d796bd3af7b71771c95131f147aa7	{"area_code":"620102","subject":"cc013e7b-960f-576e-bc5c-fbe37f252caa","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
12	\\xef59f4fc5d29be331e6acad6cbae1c81ee30b2dcbbb4405b33ce6612f9f60b7c	{"area_code":"620102","subject":"8d90314d-a52b-5581-825f-07e290330f59","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
13	\\x8b011c58de6f15b370dc2cfb67628982bd6aa36a3b3d6efd3d418ce4f804a962	{"area_code":"620102","subject":"29723462-6f35-528c-8c44-33e05d46b50a","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
14	\\xe5e441cb48c19eea6c0093babf1bcd0e476f697c0ed8a40fbe49ce392b1ee71f	{"area_code":"620102","subject":"c46e5cad-2224-55a0-a0fc-e3a2a5e21761","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
15	\\x79f87b741f47ea8533d74f950854c8a11e7da2eba9b71733e08edee2ca2a9a90	{"area_code":"620102","subject":"50f8f10d-97a1-5665-bbd3-45b5679f3f9a","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
16	\\x3f75f4c4912e5209d836de10b4f9590fd65090e5fbba8010fa466cd536783ce9	{"area_code":"620102","subject":"b1f3c158-2227-5105-9487-0c39e1b7c49e","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
17	\\x80c37cdd45e68c4da9592d829773c0c6f46b0a4d192d5739bcc02afcdeb5b0c3	{"area_code":"620102","subject":"4b82fdfc-8db0-5e35-9b70-4af1a5d7dfe3","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
18	\\x3f7cb1d3828221e822d90244cdcbadd48a0f29ce270826c7c5308d3d92cad13d	{"area_code":"620102","subject":"7ffed646-33f6-538e-9e58-e46b700e99e6","terms":["name","id_number","sex","birth_date","person_type","living_arrangement","self_care","phone","address"],"unit":"498752f1-b40f-4582-b3ed-8dc2f9505199"}
19	\\x686dc4bd7cf1536f173886ff27db78bbaf8c17e664b1aa5804fdf0895c6f30a4	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"6229e005-929f-5282-97b3-a40957ceda59","rule":"visit_aged_alone","rule_version":1,"subject":"a1b68f0f-1bf2-4a81-ab5d-1e5624394fd1"}
20	\\xfdb20a586a9b636f2158a4293d88e191376ca4e0f91a6c68a05ec84edc63cfee	{"item":"上门关怀","person":"6229e005-929f-5282-97b3-a40957ceda59","subject":"a1b68f0f-1bf2-4a81-ab5d-1e5624394fd1"}
21	\\x49b2852382564bfbcb5bd7498ce7cf51d4fd375d45b3a5fc93bd90739bbba4bf	{"due_date":"2026-12-22","item":"上门关怀","person":"6229e005-929f-5282-97b3-a40957ceda59","round":1,"subject":"71a6ffa8-e37a-4e61-a2d5-b68013091ff1"}
22	\\xc1446cefe13c34fc325a24d99ad9782c850910bcaaa6de3d65f9fbb1bea4a920	{"order":"71a6ffa8-e37a-4e61-a2d5-b68013091ff1","subject":"5181b3e5-1030-48c2-9511-6a675362bff8","take_by":"2026-11-23T01:30:00+00:00","workers":["0f5afa9b-d639-4f72-a485-032b8cda2b59","8557cc33-4a6d-4f80-8528-353fcfb5ca08"]}
23	\\xd77ccfcca52ad2bc204e70b440d2992ed048c0ee0ca57cc6e41973c610b596d6	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"8b6a9a3f-4387-5490-8dd0-8a29f6132897","rule":"visit_aged_alone","rule_version":1,"subject":"1cce6968-aa3e-40d5-937f-1f73a49184d5"}
24	\\xf0046648228ced12085faf172731e9630feeebb0b31a3ec81075c778539f2327	{"item":"上门关怀","person":"8b6a9a3f-4387-5490-8dd0-8a29f6132897","subject":"1cce6968-aa3e-40d5-937f-1f73a49184d5"}
25	\\x35fd15a8b5b54c8999b5d647bd92ffd5d4d6c82eddfe40b63e37707d388a58ed	{"due_date":"2026-12-22","item":"上门关怀","person":"8b6a9a3f-4387-5490-8dd0-8a29f6132897","round":1,"subject":"936eb610-bfe9-4cd6-8431-628fa4efe3a8"}
26	\\x11e1e3b4469f8e1ad8a607f3eada49f0111926af7078912a12771cb7c5fdf088	{"order":"936eb610-bfe9-4cd6-8431-628fa4efe3a8","subject":"2067ef00-648c-4560-aec1-000338090e50","take_by":"2026-11-23T01:30:00+00:00","workers":["0f5afa9b-d639-4f72-a485-032b8cda2b59","8557cc33-4a6d-4f80-8528-353fcfb5ca08"]}
27	\\x354babed9625631fe9f551dd2c46d72290e30d6b28807ff0193727ccb71df367	{"subject":"936eb610-bfe9-4cd6-8431-628fa4efe3a8"}
28	\\x27c8cba2799df91432381300f9c29bdafa4fb0f131965337847c96723c1508ca	{"order":"936eb610-bfe9-4cd6-8431-628fa4efe3a8","subject":"2067ef00-648c-4560-aec1-000338090e50","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
29	\\xecef1e09e7eb2f454eb37a14a8fcc65404848787eba01a2bddb50e6fe2cc4ba2	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"07241a97-af96-5cec-a108-6e9099fcc355","rule":"visit_aged_alone","rule_version":1,"subject":"13ba8183-7b57-4b43-a473-2d446c339527"}
30	\\xd4dd9bdaa03eed58d43b5aebbca4e81e1d04af23fb7682aae618a1e6c0d0dfaf	{"item":"上门关怀","person":"07241a97-af96-5cec-a108-6e9099fcc355","subject":"13ba8183-7b57-4b43-a473-2d446c339527"}
31	\\x1ba1277fd1c441d4f55c6d558fb0575d4c1418bfc367d6a8420c75943b1ce2a7	{"due_date":"2026-12-22","item":"上门关怀","person":"07241a97-af96-5cec-a108-6e9099fcc355","round":1,"subject":"8efdc4fd-54a2-40d4-8204-3041644b9db2"}
32	\\xdfff5b1da9588789bbc66bc2eac56da66889f0cb536374aa449d39564cac7d0d	{"order":"8efdc4fd-54a2-40d4-8204-3041644b9db2","subject":"ea4f9760-c98a-43e8-8bc2-39b606d5379e","take_by":"2026-11-23T01:30:00+00:00","workers":["0f5afa9b-d639-4f72-a485-032b8cda2b59","8557cc33-4a6d-4f80-8528-353fcfb5ca08"]}
33	\\x7fc09163e3b495a666ac8d8c33fc0530d76327adb7ccfd5a34d2ddd95b2150d6	{"subject":"8efdc4fd-54a2-40d4-8204-3041644b9db2"}
34	\\xed2bfb24f9b3e59d53577bc66c700f5dedf45193d48410d71991d7c64991b04f	{"order":"8efdc4fd-54a2-40d4-8204-3041644b9db2","subject":"ea4f9760-c98a-43e8-8bc2-39b606d5379e","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
35	\\x3d687d8c40e5f9847ae6fcb47c036644e86c3855d42dd51b1703e891bb81ff90	{"subject":"ea4f9760-c98a-43e8-8bc2-39b606d5379e","way":"card_code","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
36	\\x28e1ab1df046eaea1151906893cfd528929d1daf8f03082e1946f3e772caac28	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"e0cef137-c136-5e4a-a63c-5ae783b86202","rule":"visit_aged_alone","rule_version":1,"subject":"088bc8b0-ace6-4a5a-9b9f-e529fcb54315"}
37	\\x2399b5e12208417cdd04b8a2a97e3a7833a09bfb16ce377bc9c243369c23517d	{"item":"上门关怀","person":"e0cef137-c136-5e4a-a63c-5ae783b86202","subject":"088bc8b0-ace6-4a5a-9b9f-e529fcb54315"}
38	\\x6089a4c9abaa9814c830b1f83a0d65426c95a72acd39d1fde024216455614331	{"due_date":"2026-12-22","item":"上门关怀","person":"e0cef137-c136-5e4a-a63c-5ae783b86202","round":1,"subject":"235cdf56-bb4c-4f31-b3e8-430b8fa59398"}
39	\\xe67ee00a490879d81674ecb536bfa334050be5f19370619802809c9e580dcb95	{"order":"235cdf56-bb4c-4f31-b3e8-430b8fa59398","subject":"bf3bf2c4-30ac-48dd-875b-1d4681770671","take_by":"2026-11-23T01:30:00+00:00","workers":["0f5afa9b-d639-4f72-a485-032b8cda2b59","8557cc33-4a6d-4f80-8528-353fcfb5ca08"]}
40	\\x945f3f5538dae28782eb74930d99477ff403136b560382e19b8e484294f3d62c	{"subject":"235cdf56-bb4c-4f31-b3e8-430b8fa59398"}
41	\\x437af3f6ed2d2ac7641967a2ce7b1d66c30e603d54cacb215651fa9536024a2c	{"order":"235cdf56-bb4c-4f31-b3e8-430b8fa59398","subject":"bf3bf2c4-30ac-48dd-875b-1d4681770671","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
42	\\x1148a4bf5955be4acb5b889d781bd0323fd84254309b41b082e71ed02c1cd8c7	{"subject":"bf3bf2c4-30ac-48dd-875b-1d4681770671","way":"card_code","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
43	\\x85f655bb6def7d57656b6ae7116b95977a1a5c968b2b4d8d5a001ecd5cb66faf	{"notes_digest":"df514a91015c1b8927ee2082d7a41f2b414d95da61179c118692ccd4b65bb88c","subject":"bf3bf2c4-30ac-48dd-875b-1d4681770671"}
44	\\x79c65992d5bc51c2a066eecebd8701858dce3b8c1214da080d17fab40deafa69	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"cc013e7b-960f-576e-bc5c-fbe37f252caa","rule":"visit_aged_alone","rule_version":1,"subject":"a4c24a29-40a1-421d-810d-64eca6e14e77"}
45	\\xab7dc364937129cc4f4af4cf41a78a96e134581a3e919592064b3f2e80b2f4b1	{"item":"上门关怀","person":"cc013e7b-960f-576e-bc5c-fbe37f252caa","subject":"a4c24a29-40a1-421d-810d-64eca6e14e77"}
46	\\x1f842fc07e36a77497660af307b93437200bc3193717ebfde049c9452fe53ae5	{"due_date":"2026-12-22","item":"上门关怀","person":"cc013e7b-960f-576e-bc5c-fbe37f252caa","round":1,"subject":"07abbde2-1825-4d68-be1d-d3ed9df8642d"}
47	\\xe924a5f670b48f9d5b23571178810e43e8e7588e6c2f22a8212b1cccdb1929ae	{"order":"07abbde2-1825-4d68-be1d-d3ed9df8642d","subject":"294d3b3b-6841-403e-b10f-d0352a9a5f20","take_by":"2026-11-23T01:30:00+00:00","workers":["0f5afa9b-d639-4f72-a485-032b8cda2b59","8557cc33-4a6d-4f80-8528-353fcfb5ca08"]}
48	\\x6da67dff673238e8115ac977e5c8060ccd0563aa738d1ed74be1145505143e7f	{"subject":"07abbde2-1825-4d68-be1d-d3ed9df8642d"}
49	\\xd71811bbde95ac1321bf561312266bf6cc6639dc58b1844183a022700ed3129e	{"order":"07abbde2-1825-4d68-be1d-d3ed9df8642d","subject":"294d3b3b-6841-403e-b10f-d0352a9a5f20","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
50	\\xf6831327585521a0a1eb6dedc9c26d1225476bed8cebb5545883db9c0b728a8d	{"subject":"294d3b3b-6841-403e-b10f-d0352a9a5f20","way":"card_code","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
51	\\xe2849463ec65867d82a14bf95e53ef270631aeaf57183cf872efdbf3c3117bd7	{"notes_digest":"df514a91015c1b8927ee2082d7a41f2b414d95da61179c118692ccd4b65bb88c","subject":"294d3b3b-6841-403e-b10f-d0352a9a5f20"}
52	\\xa6c334802e0e6460c195b82c24dea447536d220768e107817fb73e2f2ea306a3	{"subject":"07abbde2-1825-4d68-be1d-d3ed9df8642d"}
53	\\xe634872957b881183fb65a6d84ee03dd196ddf414191ad0c0adf0c9cabb61ad5	{"check_in":"输入服务卡短码","checked_in_at":"2026-11-22T02:30:00+00:00","confirmed_at":"2026-11-22T03:30:00+00:00","confirmed_by":"本人","done_at":"2026-11-22T03:30:00+00:00","item":"上门关怀","notes_digest":"df514a91015c1b8927ee2082d7a41f2b414d95da61179c118692ccd4b65bb88c","order":"07abbde2-1825-4d68-be1d-d3ed9df8642d","person":"cc013e7b-960f-576e-bc5c-fbe37f252caa","person_name":"陈**","place":"甘肃省 兰州市 城关区","subject":"294d3b3b-6841-403e-b10f-d0352a9a5f20","taken_at":"2026-11-22T01:30:00+00:00","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59","worker_name":"周海"}
54	\\x8e135391ccc69291c946b9a3b97cc989d087498b5bfc6336c6f49e6a730e72c8	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"8d90314d-a52b-5581-825f-07e290330f59","rule":"visit_aged_alone","rule_version":1,"subject":"dda414c7-327b-49c9-b72f-8b9fb5deb4f0"}
55	\\x4fef6f1991a3c96b5d842daf5ea12f507fea4106c8649810e4da45d9954c55e0	{"item":"上门关怀","person":"8d90314d-a52b-5581-825f-07e290330f59","subject":"dda414c7-327b-49c9-b72f-8b9fb5deb4f0"}
56	\\x63e827a4c9d04ab9766c3bb5af332e7be05e4512129d8a4721e76f4cb634742c	{"due_date":"2026-12-22","item":"上门关怀","person":"8d90314d-a52b-5581-825f-07e290330f59","round":1,"subject":"71ec16ac-0420-49da-b2e0-af90749aaf03"}
57	\\x9217cde59be2c67781c4d927ae231835cea7d33b303be8a0ab5a5c59d6c75da3	{"order":"71ec16ac-0420-49da-b2e0-af90749aaf03","subject":"b57bd19e-af79-4cc0-a98a-4e7fe64e9755","take_by":"2026-11-23T01:30:00+00:00","workers":["0f5afa9b-d639-4f72-a485-032b8cda2b59","8557cc33-4a6d-4f80-8528-353fcfb5ca08"]}
58	\\x7461433853ee74199cb5a1a520e48510b3fea128f9f86585d78b08e46901cda2	{"subject":"71ec16ac-0420-49da-b2e0-af90749aaf03"}
59	\\x0533d779da25ffcfd4f288a100739bf6cc673d884e22e2a751169b372d2afcf0	{"order":"71ec16ac-0420-49da-b2e0-af90749aaf03","subject":"b57bd19e-af79-4cc0-a98a-4e7fe64e9755","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
60	\\x56f3de6dee7d164f7711675855774ae38255bc94a347dc28d3b7aff098d4658e	{"subject":"b57bd19e-af79-4cc0-a98a-4e7fe64e9755","way":"card_code","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
61	\\x42478f58e51e490cd5f0866d996ab5dc034235369d1e525f101e7a8c1952125a	{"notes_digest":"df514a91015c1b8927ee2082d7a41f2b414d95da61179c118692ccd4b65bb88c","subject":"b57bd19e-af79-4cc0-a98a-4e7fe64e9755"}
62	\\x23a016863846c9a3218db2fdc1239fb8ed3c38e6ae06a09e05dc5190c00f72a9	{"subject":"71ec16ac-0420-49da-b2e0-af90749aaf03"}
63	\\x4a9822ba444613a09483d37b3c35953f2f085b00374f5ca338fbcc9edbb514d5	{"check_in":"输入服务卡短码","checked_in_at":"2026-11-22T02:30:00+00:00","confirmed_at":"2026-11-22T03:30:00+00:00","confirmed_by":"代办人（女儿）","done_at":"2026-11-22T03:30:00+00:00","item":"上门关怀","notes_digest":"df514a91015c1b8927ee2082d7a41f2b414d95da61179c118692ccd4b65bb88c","order":"71ec16ac-0420-49da-b2e0-af90749aaf03","person":"8d90314d-a52b-5581-825f-07e290330f59","person_name":"杨**","place":"甘肃省 兰州市 城关区","subject":"b57bd19e-af79-4cc0-a98a-4e7fe64e9755","taken_at":"2026-11-22T01:30:00+00:00","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59","worker_name":"周海"}
64	\\x48d4f1c4c9452ca144cbedfc4c80bc5f9b99ea033558d70d74d69867e9054daa	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"29723462-6f35-528c-8c44-33e05d46b50a","rule":"visit_aged_alone","rule_version":1,"subject":"87ab6ce6-8655-459d-85e3-5a2025ed3b24"}
65	\\x8fc7e3d1d12c53b3ca5d799280c6bf6016876bfca5e436aaf08207c2d2cebdf2	{"item":"上门关怀","person":"29723462-6f35-528c-8c44-33e05d46b50a","subject":"87ab6ce6-8655-459d-85e3-5a2025ed3b24"}
66	\\xb9b42d02d8fb65cfc179527f6282b9f7b1ac061957cb786ea5c45a533a6b5888	{"due_date":"2026-12-22","item":"上门关怀","person":"29723462-6f35-528c-8c44-33e05d46b50a","round":1,"subject":"926d5345-9576-4fba-b92d-6f683d2666cd"}
67	\\xe1c9bf7e75859cf5d3dfbf5f5d7b8c1d585dfe0a9640a93fe024b71f0af08d91	{"order":"926d5345-9576-4fba-b92d-6f683d2666cd","subject":"9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599","take_by":"2026-11-23T01:30:00+00:00","workers":["0f5afa9b-d639-4f72-a485-032b8cda2b59","8557cc33-4a6d-4f80-8528-353fcfb5ca08"]}
68	\\xeb5d5fe9c348d4ab6dd5bddff1b0311d1ecc79beb163984979e49983acfa43f6	{"subject":"926d5345-9576-4fba-b92d-6f683d2666cd"}
69	\\x9887fccfcd48528915fca714eee210c68d56fc30d7f6c1da4d0ac686d0466cd2	{"order":"926d5345-9576-4fba-b92d-6f683d2666cd","subject":"9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599","worker":"0f5afa9b-d639-4f72-a485-032b8cda2b59"}
70	\\x67a1fd72e6368dfddddb2d0e7af1ab7d130d3bf407f1f7b5fb43b25618584947	{"reason":"当天生病","subject":"926d5345-9576-4fba-b92d-6f683d2666cd"}
71	\\x112a595c375565d00493c758328186a2e0085ae7ec7a7e4b27a78770ed78d894	{"order":"926d5345-9576-4fba-b92d-6f683d2666cd","reason":"当天生病","subject":"9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599"}
72	\\xb307d9f7416adb3f9ecafca6d4060dfcfef0111a61202306cafb8d0ff0d933b1	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"c46e5cad-2224-55a0-a0fc-e3a2a5e21761","rule":"visit_aged_alone","rule_version":1,"subject":"98ac9189-7591-4ea5-bff5-eec390fcc621"}
73	\\xda97cd846651523dd218f031b1728694e4f38680244f2a89226d4f17a186f407	{"item":"上门关怀","person":"c46e5cad-2224-55a0-a0fc-e3a2a5e21761","subject":"98ac9189-7591-4ea5-bff5-eec390fcc621"}
74	\\xfd22b3068cd70d25f52c35da4b553ed2deb0dac86fde807f2db9cb0d8a8817ec	{"due_date":"2026-12-22","item":"上门关怀","person":"c46e5cad-2224-55a0-a0fc-e3a2a5e21761","round":1,"subject":"47720e28-7c08-4ee6-aeaf-ce954dff7b21"}
75	\\x2351998c5575f2bb429baaf8c834c46fae3a2277a0059d315f1a6340403cda51	{"order":"47720e28-7c08-4ee6-aeaf-ce954dff7b21","subject":"3c3225dd-9fa2-471e-b85d-c6bdbb0378fc","take_by":"2026-11-23T01:30:00+00:00","workers":["0f5afa9b-d639-4f72-a485-032b8cda2b59","8557cc33-4a6d-4f80-8528-353fcfb5ca08"]}
76	\\x7363a7b628d75afb4075308ba2b9a8df6ec610b83f305588103babf51ba534a8	{"order":"47720e28-7c08-4ee6-aeaf-ce954dff7b21","reason":"到时限无人接单","subject":"3c3225dd-9fa2-471e-b85d-c6bdbb0378fc"}
77	\\x0dc3c2f4170c067bf3afc9f96d2917f4a36bbaf841372758fc961630c925496e	{"reason":"到时限无人接单","subject":"47720e28-7c08-4ee6-aeaf-ce954dff7b21"}
78	\\x3c7699d4d3cbcbdf32795c45e9f45854c585b33f0ca96ae6a1decf9cc8fbc07d	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"50f8f10d-97a1-5665-bbd3-45b5679f3f9a","rule":"visit_aged_alone","rule_version":1,"subject":"edb3a13b-9fb3-4c7c-841a-2faf5be3f077"}
79	\\xa6c430a57f90915b5f8293dec3f0fcb2e61d6e036036451d3b86fa3434769a03	{"item":"上门关怀","person":"50f8f10d-97a1-5665-bbd3-45b5679f3f9a","subject":"edb3a13b-9fb3-4c7c-841a-2faf5be3f077"}
80	\\x17371addd244ba00f6e44af27ce746913ff3cffa4b3ff33152c9e2101b607c07	{"due_date":"2026-12-22","item":"上门关怀","person":"50f8f10d-97a1-5665-bbd3-45b5679f3f9a","round":1,"subject":"831aa590-4772-41a9-a184-4c59fa84736a"}
81	\\x90edced94d17230d21b2ca09f2708603db3abffdb9d84a1f77f5ebcf7f5a1af6	{"subject":"831aa590-4772-41a9-a184-4c59fa84736a"}
82	\\xc95621a1de21eb0932b3f821183de80a924fb2c3e04ec7c4d1c24bc193f8789c	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"b1f3c158-2227-5105-9487-0c39e1b7c49e","rule":"visit_aged_alone","rule_version":1,"subject":"9769113f-ecbf-4717-8f30-bc1b221d81eb"}
83	\\xbf87a062885457068ac954c1366ab08d6e185e8d62632487fe1defeeac76bb7f	{"item":"上门关怀","person":"b1f3c158-2227-5105-9487-0c39e1b7c49e","subject":"9769113f-ecbf-4717-8f30-bc1b221d81eb"}
84	\\x583c69b568a1f64b96f487182dfafa0933f4bcec7dede9d49701cf5a4476f268	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"4b82fdfc-8db0-5e35-9b70-4af1a5d7dfe3","rule":"visit_aged_alone","rule_version":1,"subject":"7ff96589-7ac3-4722-895f-b8431c6f2163"}
85	\\xb4f4099ba6e4c4a5ffe66087d6753bdc9a1bb7345c9db242e3052d014ae38f37	{"due_date":"2026-12-22","facts_digest":"3d38b576145ff91c14dbaed82d45097bc6d2e40f9748f3d68ebdf505ce83a056","item":"上门关怀","person":"7ffed646-33f6-538e-9e58-e46b700e99e6","rule":"visit_aged_alone","rule_version":1,"subject":"d70773a1-2680-4b0b-a304-da0d012d40fd"}
86	\\x41d2fb39e8f95caca880adaa4fc8b023b4f0218fb75b055b79f671127f0ed179	{"item":"上门关怀","person":"7ffed646-33f6-538e-9e58-e46b700e99e6","subject":"d70773a1-2680-4b0b-a304-da0d012d40fd"}
\.
COPY public.journal_checkpoint (size, note, signed_at) FROM stdin;
86	\\x74657374732e79696e6c696e672e6c6f63616c2f6a6f75726e616c0a38360a53396554696b45324b756634485071315957654264557a537979354739447079453167747a4332704b73593d0a0ae280942074657374732e79696e6c696e672e6c6f63616c2f6a6f75726e616c204c616d6d35534445587568466e373546644e4b6752686b2f317a57302b5070577a414459595362655859757a58542b536452674c5a4768777658717937613449575462467644564f4b3279725643515974664536504d66436b51413d0a	2026-11-22 04:30:00+00
\.
COPY public.journal_entry (id, kind, subject, actor, role, at, commitment) FROM stdin;
1	rulebook.rules_loaded	313aa0f9-501d-4837-bd5c-302290e227e7	system	system	2026-11-22 01:30:00+00	\\x9daba2d0d140eaf313db6f13960480be071bea7b49305e780b9d4ea6a73f70d3
2	access.grant_given	1eed54e3-af19-487a-a5f6-5f7904609755	system	system	2026-11-22 01:30:00+00	\\x8a9f2bfe0a12df6142a17c9ad8aad8c31382866ae1a8b495da0ea4dc32849cf7
3	access.grant_given	8e746040-d7aa-4c7f-ae7d-9f4119515d8a	system	system	2026-11-22 01:30:00+00	\\x5d0f65ffce5070b7bd78202cdd11f820021bc40d1df70096e1221f9b4ef34f84
4	access.grant_given	a775145a-7b87-4ef5-8f4d-1cf27d52ed08	system	system	2026-11-22 01:30:00+00	\\xce547ea6dd5b9241b3b02c266a0be92ac0926c3db7fb4e6829b889f1845aaf15
5	access.grant_given	a45fdc2e-f48d-43fd-b607-b8827d3c7cfa	system	system	2026-11-22 01:30:00+00	\\x9ae884c8921d453f8f9110f4776531107313b81a9a8f4132054c563cfb0746c2
6	accounts.second_factor_enrolled	c0e826ac-9486-4c2b-a828-3a2e678e84e0	system	system	2026-11-22 01:30:00+00	\\x10a825716032a14e24dc8297a9e9fa98dcd2211538c4a1dfac5fabb1477e67ae
7	registry.person_registered	6229e005-929f-5282-97b3-a40957ceda59	db553d25-e783-44e4-83c4-02afe3493cac	officer	2026-11-22 01:30:00+00	\\xa4a937d4acf8d17a69d48bba98c353591d72833392337811d95cf2ba12d7e532
8	registry.person_registered	8b6a9a3f-4387-5490-8dd0-8a29f6132897	14ac9376-e923-4ab0-8f65-60818c7e5627	officer	2026-11-22 01:30:00+00	\\xc9e0775bb072aa706a0349d6167e9c7ace1c04bb4374d771676130ebdd30f8a7
9	registry.person_registered	07241a97-af96-5cec-a108-6e9099fcc355	2046cf0b-28ba-4de1-b377-cc5416d68fbc	officer	2026-11-22 01:30:00+00	\\x61ec813b48bfb623ec65699a3a180ca02999648150976aa97de91247ef78bc49
10	registry.person_registered	e0cef137-c136-5e4a-a63c-5ae783b86202	80c32750-155c-436d-8cfe-66801613a09d	officer	2026-11-22 01:30:00+00	\\xd84766c1a4c6465c7a4d0405ce157d0bdc3ff84eaec73827a38a4eaabd41a594
11	registry.person_registered	cc013e7b-960f-576e-bc5c-fbe37f252caa	e453e981-1b07-4fef-97a7-c4970a4466c8	officer	2026-11-22 01:30:00+00	\\xbbce072d212a5ff497891480981ec00de165d90507507741ace3895effceca9f
12	registry.person_registered	8d90314d-a52b-5581-825f-07e290330f59	75e268c4-400b-4385-996c-256a8d0f7d75	officer	2026-11-22 01:30:00+00	\\xb1a6e6c6a348a54a9866fe1a109319b8af207367f9ef5a504f07a59bc65a4a2c
13	registry.person_registered	29723462-6f35-528c-8c44-33e05d46b50a	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	officer	2026-11-22 01:30:00+00	\\x5df49e08cb87f49c8bee7204a4add6e77af4fd2f55b3d7b7ff618272487661cf
14	registry.person_registered	c46e5cad-2224-55a0-a0fc-e3a2a5e21761	fe88e960-1477-40f2-ba36-9d22f981eff5	officer	2026-11-22 01:30:00+00	\\xd5fb6739a0600908a601ffa240415087006c21df2fefb3ad8798d101b03bb7c5
15	registry.person_registered	50f8f10d-97a1-5665-bbd3-45b5679f3f9a	e1213e4f-0bd1-4625-a6ad-1550da1c8999	officer	2026-11-22 01:30:00+00	\\x54289f2fef6948eeb2f4e0c023be0b927bda4aaf9b8fa71ff8b71a74929fb142
16	registry.person_registered	b1f3c158-2227-5105-9487-0c39e1b7c49e	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	officer	2026-11-22 01:30:00+00	\\xd506e0577b9efd2a8cba4aa76ca1a516b730298d2caebd9a347bf3a86de21a6b
17	registry.person_registered	4b82fdfc-8db0-5e35-9b70-4af1a5d7dfe3	00b805d5-134c-4c37-b64d-7c9ebfa058f1	officer	2026-11-22 01:30:00+00	\\xe826f72777198165444057c58d8f587fb14f24c31dbb29c0ed5c54f7b826769b
18	registry.person_registered	7ffed646-33f6-538e-9e58-e46b700e99e6	0b5e6702-c6d4-49af-af7f-2499d0854ca0	officer	2026-11-22 01:30:00+00	\\xb3c0568f2f8a258168efb0c9b2221cdc0ce9879cc881cc159955b3380a33e13e
19	careplan.service_proposed	a1b68f0f-1bf2-4a81-ab5d-1e5624394fd1	system	system	2026-11-22 01:30:00+00	\\xe63d845201a24af11fdd37746bcbcdd502a78e68f6e4d5046098d9d8009e1589
20	careplan.proposal_approved	a1b68f0f-1bf2-4a81-ab5d-1e5624394fd1	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\x18a081e0b96f49bd97f1727d27946361c831925422f2131f9d4031bd38200b1d
21	orders.order_placed	71a6ffa8-e37a-4e61-a2d5-b68013091ff1	system	system	2026-11-22 01:30:00+00	\\xeae0ca2e4aa5fbd68689a2f7cdf792bc6c515ed71635181e5242c46e71016fee
22	delivery.task_offered	5181b3e5-1030-48c2-9511-6a675362bff8	system	system	2026-11-22 01:30:00+00	\\x59dbe30ae701cdc521ab8c5adbc63876c598b3a3745e585ff9181c5f7611d487
23	careplan.service_proposed	1cce6968-aa3e-40d5-937f-1f73a49184d5	system	system	2026-11-22 01:30:00+00	\\x948441e1ed6d94b16d25fc51316df59e8067272f0a5f1edf1d866d92d209cfa5
24	careplan.proposal_approved	1cce6968-aa3e-40d5-937f-1f73a49184d5	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\x133dcdf8d815d360815f3b034bc537bf6a265c516ef3af4bc3712731b880d52b
25	orders.order_placed	936eb610-bfe9-4cd6-8431-628fa4efe3a8	system	system	2026-11-22 01:30:00+00	\\x8c82e0a4f9da1d9b042c117e168cb35fdc653cf03e6853c7fc0b9f55c565de82
26	delivery.task_offered	2067ef00-648c-4560-aec1-000338090e50	system	system	2026-11-22 01:30:00+00	\\x0ead1c262cc1a6b69a17f0e805bc9bfd9efd4f607736a5f8f7a9328a20307364
27	orders.order_in_hand	936eb610-bfe9-4cd6-8431-628fa4efe3a8	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\x75ca1ee18fa2f4edc5073d4e93b4fb509e193b9e0ae870deab8f58e0ea498bf8
28	delivery.task_taken	2067ef00-648c-4560-aec1-000338090e50	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\xff8104877f052bb4bb2e0cb445b6830f3013877c95da7a39ce216d229775f8eb
29	careplan.service_proposed	13ba8183-7b57-4b43-a473-2d446c339527	system	system	2026-11-22 01:30:00+00	\\xf88c8b8ec999819afc0857ac639d9234e618dcef4f9bdcbe19beda4a7ed2386d
30	careplan.proposal_approved	13ba8183-7b57-4b43-a473-2d446c339527	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\x89a6c882c55cdcd23d672fcc72fa9b746e01a96130b0858ba364a95cf2e07478
31	orders.order_placed	8efdc4fd-54a2-40d4-8204-3041644b9db2	system	system	2026-11-22 01:30:00+00	\\x6050d756fc75b012e9080932a565f73a9b2adee4b4b78b7850d7e6113a0bcdd0
32	delivery.task_offered	ea4f9760-c98a-43e8-8bc2-39b606d5379e	system	system	2026-11-22 01:30:00+00	\\x498d9a8dd5a0839be37ae7d5502947b77dc0c4b52a1bc765f2bf6e8830cd38a2
33	orders.order_in_hand	8efdc4fd-54a2-40d4-8204-3041644b9db2	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\x1181a52fddbf3c3df205399a4f0aefce6a4da99ed8a7b124031a158c8d7c3be2
34	delivery.task_taken	ea4f9760-c98a-43e8-8bc2-39b606d5379e	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\xc67cd6f7e1d95768bc9b8cbc5daf8747987d2ab662d5d247811c2a97fe4712ed
35	delivery.worker_checked_in	ea4f9760-c98a-43e8-8bc2-39b606d5379e	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 02:30:00+00	\\xcfb1165f0cc9af7a93faa8cd2889f51f501b23e6d5aca528050959107f8a93fc
36	careplan.service_proposed	088bc8b0-ace6-4a5a-9b9f-e529fcb54315	system	system	2026-11-22 01:30:00+00	\\x15e6ebf6cc200a6b7424150b42f9ccffef4c6ff50a7aaf2f8137a885edeb0d68
37	careplan.proposal_approved	088bc8b0-ace6-4a5a-9b9f-e529fcb54315	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\xf7669aded0d6a332b4da05f5eb02f25ce4acf8764118ebd679822aa94d4e128f
38	orders.order_placed	235cdf56-bb4c-4f31-b3e8-430b8fa59398	system	system	2026-11-22 01:30:00+00	\\x3ee88b00b6c4f2498c7b1b1700485c94459155ef974612f02040b2c8d831cfb1
39	delivery.task_offered	bf3bf2c4-30ac-48dd-875b-1d4681770671	system	system	2026-11-22 01:30:00+00	\\xe1d2c447e49026f8b2b21f1960e763573adb0bbff3cff825686f7b4ae25420b2
40	orders.order_in_hand	235cdf56-bb4c-4f31-b3e8-430b8fa59398	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\xb87e66b246c82d5104e515d99e1ec9dcfbe8b715c63921b1e89458d8075be39f
41	delivery.task_taken	bf3bf2c4-30ac-48dd-875b-1d4681770671	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\xc932c9413514a1525ad508b24281d017d6d3676a8883791e4373ff4600003867
42	delivery.worker_checked_in	bf3bf2c4-30ac-48dd-875b-1d4681770671	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 02:30:00+00	\\xfade7bc2a9d299836d57bb25de58cb26ae09ffdd83e422c20db927ce24765a5a
43	delivery.service_done	bf3bf2c4-30ac-48dd-875b-1d4681770671	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 03:30:00+00	\\x7c6cf38b7b14e4c6e196826af1c64a7394c3aad964c0b574b0a5d1bec6a751f9
44	careplan.service_proposed	a4c24a29-40a1-421d-810d-64eca6e14e77	system	system	2026-11-22 01:30:00+00	\\x907223fe492ea4972eac7be19b664265741bd52a66e5921f16ce09fb8b21d5e1
45	careplan.proposal_approved	a4c24a29-40a1-421d-810d-64eca6e14e77	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\xb63dea84ac3c6ac9c6bc58c71365ef51c67eb9f20ce4b55d42376f7680c3c3e4
46	orders.order_placed	07abbde2-1825-4d68-be1d-d3ed9df8642d	system	system	2026-11-22 01:30:00+00	\\x748149c8c75f6ced55a76a5bbc4292455bb1575a2af60fde1b2b19f02e523e0a
47	delivery.task_offered	294d3b3b-6841-403e-b10f-d0352a9a5f20	system	system	2026-11-22 01:30:00+00	\\x036712b33df15ae877d6362a7cbc351da18c482d8ad7b1dfe2bdb452abd597bb
48	orders.order_in_hand	07abbde2-1825-4d68-be1d-d3ed9df8642d	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\x982fc4b4aec0220537bdd98aeb6be071a8c5af197df709a184c67e27e8adc7bd
49	delivery.task_taken	294d3b3b-6841-403e-b10f-d0352a9a5f20	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\xe08102c1012add02cd05c23144f6f036c9046b2e8ce5f8769249fb287b30d2d8
50	delivery.worker_checked_in	294d3b3b-6841-403e-b10f-d0352a9a5f20	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 02:30:00+00	\\x6ddbbff4b3b76ab4b0c513f2439eaf496f98cb22413ec3827bfb203ec84f490e
51	delivery.service_done	294d3b3b-6841-403e-b10f-d0352a9a5f20	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 03:30:00+00	\\xded55a7b98b46da1c2693a51d30029408422cad32aae5cb23c45ce086e1d7bb7
52	orders.order_fulfilled	07abbde2-1825-4d68-be1d-d3ed9df8642d	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 03:30:00+00	\\xeb4a9ed62862971aa2ff12f1f5abcbc03794c2b524f4bf25d89a56fc0529bd46
53	delivery.service_confirmed	294d3b3b-6841-403e-b10f-d0352a9a5f20	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 03:30:00+00	\\x684232943aa9849c66d7625bb5ae9d4db303ea56c270e54825b381da7eb1b0d7
54	careplan.service_proposed	dda414c7-327b-49c9-b72f-8b9fb5deb4f0	system	system	2026-11-22 01:30:00+00	\\xb41163369194075feb36027e82123e0dfd5a037cd7ad5703eff29e96c4b7c162
55	careplan.proposal_approved	dda414c7-327b-49c9-b72f-8b9fb5deb4f0	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\xbac4e3610746fe5bc2791701ebc59936d44af8edf316d33612cd80aa08120a24
56	orders.order_placed	71ec16ac-0420-49da-b2e0-af90749aaf03	system	system	2026-11-22 01:30:00+00	\\x75136ac51b9a32faa7b986c210f067b04941975df42451d930a9e7316e02deb7
57	delivery.task_offered	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	system	system	2026-11-22 01:30:00+00	\\x115634bdb0eff075924e3dd98bfc457cbca008f29585bfb5f5d882a40e032121
58	orders.order_in_hand	71ec16ac-0420-49da-b2e0-af90749aaf03	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\xbb4aff5e6a01e6b8846cf3bc1f53540562735ff0e7da20e0a90e05f120c75b00
59	delivery.task_taken	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\x61a86835b1164ebf728280e95bd9357623377d39351340c8b635a75206ca4798
60	delivery.worker_checked_in	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 02:30:00+00	\\xdb2e10f9773f2acab6b0f429643bd6ed282db4bd2b927a5cf0f3a4b6f2b6e250
61	delivery.service_done	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 03:30:00+00	\\xa89e9564155f34d824b6ef8c28bf74a2c635ce17148746b6c5bcbb1882dc106f
62	orders.order_fulfilled	71ec16ac-0420-49da-b2e0-af90749aaf03	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 03:30:00+00	\\xbf15a32959cb5cb8ec92361a2adf3cc7163340e0d3f9ee416378a837ced52dcd
63	delivery.service_confirmed	b57bd19e-af79-4cc0-a98a-4e7fe64e9755	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 03:30:00+00	\\x1d7dfd101022c2da66e1a2b9681f50f43e53eb8c7839ecaa4856b2730a517717
64	careplan.service_proposed	87ab6ce6-8655-459d-85e3-5a2025ed3b24	system	system	2026-11-22 01:30:00+00	\\x6717dea29adc22a8aba6d753e7eadb8244f5ae2f75eecbdff5212c822e282751
65	careplan.proposal_approved	87ab6ce6-8655-459d-85e3-5a2025ed3b24	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\x026c77c7563004823af948b2363c1e69a5309eb0766a2fa32d8222231aab7252
66	orders.order_placed	926d5345-9576-4fba-b92d-6f683d2666cd	system	system	2026-11-22 01:30:00+00	\\xa48c29bc5894971f1047d60d19edf3d75045a61113b285b4144544b647aeeec9
67	delivery.task_offered	9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599	system	system	2026-11-22 01:30:00+00	\\xb8eb6d12bae3e024b9f33dd046a3b382f130785995bb66578442af00fd512f72
68	orders.order_in_hand	926d5345-9576-4fba-b92d-6f683d2666cd	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\xb7f1a8b5133a83fb91c5b13486275420c056a998bdd75dcd8ea14850b70a5528
69	delivery.task_taken	9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\x086856614727b7b110b3ff006ead346d1336e5d3bc070e99427cec9842cf7ba6
70	orders.order_returned	926d5345-9576-4fba-b92d-6f683d2666cd	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\xe175cc664457ebd2367e26f3fd13a5283619a4956153f1f63b08528019c8a66b
71	delivery.task_withdrawn	9dd8fb28-0fd4-448c-b2e1-2ad3b80f5599	0f5afa9b-d639-4f72-a485-032b8cda2b59	worker	2026-11-22 01:30:00+00	\\x04e71ab1e310770241ab2f2d11cb4eca0174e07d15588043b0675efe4d002127
72	careplan.service_proposed	98ac9189-7591-4ea5-bff5-eec390fcc621	system	system	2026-11-22 01:30:00+00	\\x715b29c3d07ae9fdbf5819a865b16e42ba0f5cf598998b19da17256ac15bb3af
73	careplan.proposal_approved	98ac9189-7591-4ea5-bff5-eec390fcc621	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\xc15033c558fd10075cb594a80a388011f3da35bfa6eef50e78f6ff50122b623f
74	orders.order_placed	47720e28-7c08-4ee6-aeaf-ce954dff7b21	system	system	2026-11-22 01:30:00+00	\\xadf9713751e29fa4f6869aaa7d46d959ae922bf3a0734876feb08801bb949413
75	delivery.task_offered	3c3225dd-9fa2-471e-b85d-c6bdbb0378fc	system	system	2026-11-22 01:30:00+00	\\x1ad6c86e29804d64141a6553c40a4931a3422ed58b9ae402374523b4ff01b2e4
76	delivery.task_withdrawn	3c3225dd-9fa2-471e-b85d-c6bdbb0378fc	system	system	2026-11-23 07:30:00+00	\\xe69591272814b5c31650977ecd73232abc8ecc2da76a60aeccb7501ac77b2d57
77	orders.order_returned	47720e28-7c08-4ee6-aeaf-ce954dff7b21	system	system	2026-11-23 07:30:00+00	\\xef4c20337a841d1767fed2187d2153fbcebfe653223fbaa52184bbd0fc056d15
78	careplan.service_proposed	edb3a13b-9fb3-4c7c-841a-2faf5be3f077	system	system	2026-11-22 01:30:00+00	\\x6069eb1dcd2f0f8a01850f2a74c10459d0f7e901a42bf78b9bebdd227f5f687d
79	careplan.proposal_approved	edb3a13b-9fb3-4c7c-841a-2faf5be3f077	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\x24366586e72f244123886f2f21b98b82fb0e2869a7a2f5033d12a1a0cd865f66
80	orders.order_placed	831aa590-4772-41a9-a184-4c59fa84736a	system	system	2026-11-22 01:30:00+00	\\x598584194949b022c5ad9117491cac54e4474c688d8eb243ae7b8ea249e7568a
81	orders.order_cancelled	831aa590-4772-41a9-a184-4c59fa84736a	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\xe8683135cf01e1a7f75d58551d86555562115b23fb048567ad92b78a853722ae
82	careplan.service_proposed	9769113f-ecbf-4717-8f30-bc1b221d81eb	system	system	2026-11-22 01:30:00+00	\\xe83fbf8c34d54c228223b39d886ad7645a9e1c1f91ec38049c7a78afa55091a1
83	careplan.proposal_approved	9769113f-ecbf-4717-8f30-bc1b221d81eb	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\x37a0561a7b092e1f3734b34d4bd8bc54f9c4c79afaa5273e998aa3b12afaddd0
84	careplan.service_proposed	7ff96589-7ac3-4722-895f-b8431c6f2163	system	system	2026-11-22 01:30:00+00	\\x0a0fb56a00de2280df43781b0abd7bc7ebbab03338234753b736d33bb2747556
85	careplan.service_proposed	d70773a1-2680-4b0b-a304-da0d012d40fd	system	system	2026-11-22 01:30:00+00	\\x29b54688be78dcbceed604b9ae1368e104a7a49026dae42f442069d2bbe18f75
86	careplan.proposal_rejected	d70773a1-2680-4b0b-a304-da0d012d40fd	c0e826ac-9486-4c2b-a828-3a2e678e84e0	officer	2026-11-22 01:30:00+00	\\x6e92d1ecb5ce158f68c25348ec9ae2f8d2fa2b9359b9969497d210d4c973e577
\.
COPY public.journal_head (one, size, root) FROM stdin;
t	86	\\x4bd7938a41362ae7f81cfab5616781754cd2cb2e46f43a7213582dcc2da92ac6
\.
COPY public.journal_leaf (n, entry_id) FROM stdin;
0	1
1	2
2	3
3	4
4	5
5	6
6	7
7	8
8	9
9	10
10	11
11	12
12	13
13	14
14	15
15	16
16	17
17	18
18	19
19	20
20	21
21	22
22	23
23	24
24	25
25	26
26	27
27	28
28	29
29	30
30	31
31	32
32	33
33	34
34	35
35	36
36	37
37	38
38	39
39	40
40	41
41	42
42	43
43	44
44	45
45	46
46	47
47	48
48	49
49	50
50	51
51	52
52	53
53	54
54	55
55	56
56	57
57	58
58	59
59	60
60	61
61	62
62	63
63	64
64	65
65	66
66	67
67	68
68	69
69	70
70	71
71	72
72	73
73	74
74	75
75	76
76	77
77	78
78	79
79	80
80	81
81	82
82	83
83	84
84	85
85	86
\.
COPY public.journal_tile (level, number, hashes) FROM stdin;
0	0	\\x06a1fe872f454123d98dee691be2277cfb63cb986bef74328ad263f7808b828bedde86af67585a521e12e14f56f6bdd8fbd9e81b2a26dc42b920b95dd49238fc4ae2e7ca9cd58d8641985d8e02346c1c4e28801d545facf9bf1516c29f7b639326d18f14dab85116828e3aa78f00f8c5384e05149ef7ed8d1971774dfe9992b65f065f5732a350cd95206240e38838bcd2d183b9250c0dc2dfa722d48a9688c13747ace8d1788860de10564fd107d548afba797e6ce0e3612ef03cad74917abdd780e265d775643b779fca19f7a2a3c74fa8286ad45d056d612ba0afed78214502623b6b9c17e7a612bb3598baa762dcc00ceab07aff50d42597997794cb3a775a76452bf3075876243d6ec007b3ec0654d1e2fc7c5339bc121835aeebc68741eed6fab2425fc6fa405b4ac8ac23c754cd054ba1cbabb588fbdc5f10016bc4c86a4d03cc199db01107836e3af3e4bac6f990c05e495762b4c03a6419b31b71d22fef324a4e6dbcee2392ee46675bd99259cc22ac2629a0296ff6e7c82dfd0eba9090525061e72e1d2e4f61697e97b55840421bc897e736ec7dea5c5a3f1fa6c5297338fac3c879ab1eb722ee7a0fc0fbdeec38bae05d299e5a86bf3cc96e4f8f049b498cb9ccbd39e26df3199c9700dd24e25fa0a355d2e76be80f04bb6e62f9928754fbc65dd337c61a1ed7363e5c71f4b4e68efb4b4ee7e2fb10da04027167bc8ed1aff599a7cf3b52ce002361a32103b6562f5d8119dc02899436a43000b6b05523b36465f99a87fb36f5ee2ed13bd8a5297876bcaed501dd239944cd1db17e93b4d8725e9f14e20b149477104a01569c5920a2dee71bcf0fbf3c015d34b5277d7e9dcfc613e78ee841e08fa19f58c917179d1bef302a510f95b6e1ed4c7b54cebfe705b5a33ea5c5d3306a91b40b35f63d2cc0d02c98d914a6a47e36294eecea51ec231eb387882598aaf222295334444d858b5659200b706f70794124b7a5edd0aaf22120f99189cd7293ae9cba15f055224cf84c70142004036efa4f6caa34dce64aaa16326843df6ff16af374e6266279a5ab90891de8da67fc48cb2f5058fbc4f7991b13aaf08bfb8294f04095a2d8f7b714e24b9bc4dda3b319911fe8cdf8e969af1a27ccb5081eff6fa9324663fbec040ee0baeef9c660162dc23a28c814f2a35e029c1cc47cfa2b39e4a40c33441991fa3747ad48b3e4117a1771076f1f1852b5bd5cd4c09794981b5eb233ad1ef3a57cba8190d41a43b571aa57b7cfdb076237502c7ea04bfc1e937b3c3adbf91279bbcb2624419cccc1b5db0eca09054de251387e5eb2c79696dd3a67e9b23a747cd70a7a51bad6734ee7232e130bb60f0e05abeee595bb6e90eaee1ee8f48f76a52ff76221d28e1866233c4dbaf705ec7abff4cc95672ec0c82a5c063640bfca0c153685f7829724fa97ce89df37917395828b887e2ba1eb4fe85ebf37c1855607b811da01d78e227efb8c55799c2aa0f3b09e132cf9b3de3e7c8eed239b58f7ebe993eff0deae2c8b67b51871f02da3bdaa452e2ee06348398408afbe0252071d3e1e593365e2304128bc4ebb1b437d3b14fe0971c83837850e6f470718325de68aa70d1ce979ed3fad31a6d3a68998f11986eb51b01b6425af933192441d75f32e9d0a52416406c7779a9b1f0514257100ca331bfae5de36ebecbd208dbf060c30f533a04ed6699b360c3205abffd239709c4979c211aa2a90867b667bce09508d67d62e7d3ff1d0632a9b149b65b53f741e1def0b0027f3e5162934ec3ee817382f7492a6a31ec26068b91d74edf04e5c1655a6a4fb5ffa955c244901a287999d8b547a13293744ecfb3444ada10046b9ce490cd4ea8ae51daacb5e9d009978ab420f30c624d3bab85a83bbd970140b25976cab1532fddbb493bee3b533d768afa4bb376a46b2804faec9b731506e52ee92b99e14743fb451a8792610f971bbe85e450f9737ad1d58c8fcc4525a02ad368c559426bf9b64f5d1d43e2a753f7e6718160f006e1dcf0287fa38c2fafebe0677a36924f9cc20d39cefdc04d4147918ba0e234ccca75465c8029539292c805a963a56086ce0179b9e8ceafc126f44adf56d3a8a34babe518a587ee5ed313d90abf3b7acb535f004fa7f8bd5b53b05e06e76a687ee4f9da303b4162698ba8e8df6e866a10852df2a73727aa1997d4ec30c5b7f6ca9b8ef17416455ffcdaaa386ca1bb52e05fe1e5dbcb1f9473278ec15eb4cb73c50f65c710ae2d6377e1207552b00b6302824374af02e6338c12aa1abb1fc0be973f52af2eae9251ed7e5102e3da835c186e9c2d52cc61de67dbd00ddc6d8359ab2441ec332b14a84f3acdfa5ffaf4437e406ac2541ddfc3782357cf6a613c785b17db9ab4238bdb0e82391214b9d9922898554021603a8ef0dbfd269acfd633cf7b06869e52b6f4208a744276c55a7208f331b1f4740262e5a565a71509b2b7e53cd6e912a6ef479f50613e455f8c0bc4e13ea55edf46c8dab28d45a38a94b53c2ec166e12c8286072e095b87cb983babb65681260581738ba675f71a3d8cbb810e9f6413983936bb1e8d21c0a8f2ff3ec8e7bb0fda21179f8f0737450c7b9678c06b813f98c3ad332560a67fc24e05eeb0114489895cc3fdd8a380f7fad07f8b1cd896ce559226707291a9bc37bade2008de792fe64876aaf65bcacebe8b10b970c9729cbac190ad04b7583c8643a02cba72610b405d12b774532f532832c894eb07168d95f507507be797dd246fc6d2510ac7895bea65a5af1616107d362af284f0ad41c4da0acb4aa290868503f2b06f8e2ddeea358c3ffd810adf2fc8597f15439efbcc523db0e61762fedd17619f9a7a42489474d53182d3219d4a48299be0b623b3d756643d60573886ea5cf82f903c269076fb94278d47499db02c8188ab814dc9e4c659c58af126c03d8c31fae84f1220a8dce120fae4b7b77811c481eee58b020dee9e65efe4c3e662666e8f46cff93cbd21f6ef51f1492af8da8dcddd6179c191ad73b30aefe0936b2da2cad0e0fdafdcc8daaf229d74dbcceaa51f82d31d1f02f1cab57d49bcbeedf22658bade4e11fd6ef029ae713930c8b6543435c09114a52997a2fe710b29d31b442576b622e46e61196744c36e430538c18deb484467023b926e97c78cec2eb7bb3b7fddbd859f70759dfa6e6e1af2cd7968bb380a3e38f586e4ea9d1c5d7e3b68c6815e65d2e22d793ebfc679f330162fb5d85ec8feb2ebbcdb77f67f18c59785f9570d24ba2e8c1b2f010222da15d1c1505a22eb7cc3bd7965582f45d317280f3f7d67336a65e8bd67a9bfa7c00f14271e5741fca8785188fed6aee9a55b70b8c7904e7a327a6cbd69b074ff685d0f8f39fdd23f4fe92004bf08c88f3fa97669dcc7752d8f7907b9e7cd41123d8d4ca3a6dbb6da6a043caec55cb23fdf029c33b1429bfd07c6e293dd825843ed5d6d830aa16ef76891ce340c8c60ac38aba89bff8cf9a2e3dfabcf1302cac583deacf864ec6f7429746b911aa52c18724589cd19f0a4384bf70f0f0bd205a0adea82f3f76c008daebfb650286119295171c85483178d8eeb935197255d1af283c1bae0317ac6f0281a9fbecb445e7fb8a6fdd41ed3f0b3cb9e3efa25b70a43d8ffbac0b54facdf90a387751b77efc99ca48b651723c5a275709e7a26c4ddee1fb18aa81090fdc48172c4dc7ed4ad6fc8e70bf20e85d0d35f9a1269a74e39cc5b7d1d7c86d1d76648b035182a003848a5f0e06453db3e5e0acca8e418fcbb254bbef0fce01140d41427bdb4f315a332d765c063bb0a37786379b1fd46ecf829155210438b353c2acb0cfa422fee1f8e075384b5899ba9f2a9b01a4240176522926a6ad9216bb5ef7aa15
\.
COPY public.journal_todo (entry_id) FROM stdin;
\.
COPY public.mfa_authenticator (id, type, data, user_id, created_at, last_used_at) FROM stdin;
1	totp	{"secret": "AQJ0MbGpCo67rrqmrGgqiVpGqpVqJnn4Kw6ihnJK5QXsQcw00IJZQ0oMAnxmSLwi"}	1	2026-11-22 01:30:00+00	\N
\.
COPY public.orders_order (id, public_id, area_code, unit_id, proposal, item, because, due_date, state, round, placed_at, changed_at, returned_because, person_id) FROM stdin;
1	71a6ffa8-e37a-4e61-a2d5-b68013091ff1	620102	1	a1b68f0f-1bf2-4a81-ab5d-1e5624394fd1	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	placed	1	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00		1
2	936eb610-bfe9-4cd6-8431-628fa4efe3a8	620102	1	1cce6968-aa3e-40d5-937f-1f73a49184d5	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	in_hand	1	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00		2
3	8efdc4fd-54a2-40d4-8204-3041644b9db2	620102	1	13ba8183-7b57-4b43-a473-2d446c339527	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	in_hand	1	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00		3
4	235cdf56-bb4c-4f31-b3e8-430b8fa59398	620102	1	088bc8b0-ace6-4a5a-9b9f-e529fcb54315	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	in_hand	1	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00		4
5	07abbde2-1825-4d68-be1d-d3ed9df8642d	620102	1	a4c24a29-40a1-421d-810d-64eca6e14e77	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	fulfilled	1	2026-11-22 01:30:00+00	2026-11-22 03:30:00+00		5
6	71ec16ac-0420-49da-b2e0-af90749aaf03	620102	1	dda414c7-327b-49c9-b72f-8b9fb5deb4f0	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	fulfilled	1	2026-11-22 01:30:00+00	2026-11-22 03:30:00+00		6
7	926d5345-9576-4fba-b92d-6f683d2666cd	620102	1	87ab6ce6-8655-459d-85e3-5a2025ed3b24	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	returned	1	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00	当天生病	7
8	47720e28-7c08-4ee6-aeaf-ce954dff7b21	620102	1	98ac9189-7591-4ea5-bff5-eec390fcc621	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	returned	1	2026-11-22 01:30:00+00	2026-11-23 07:30:00+00	到时限无人接单	8
9	831aa590-4772-41a9-a184-4c59fa84736a	620102	1	edb3a13b-9fb3-4c7c-841a-2faf5be3f077	上门关怀	高龄独居，需要有人每月上门看望	2026-12-22	cancelled	1	2026-11-22 01:30:00+00	2026-11-22 01:30:00+00		9
\.
COPY public.procrastinate_events (id, job_id, type, at) FROM stdin;
1	1	scheduled	2026-11-22 01:30:00+00
2	1	deferred	2026-11-23 02:32:46.460177+00
3	2	scheduled	2026-11-22 01:30:00+00
4	2	deferred	2026-11-23 02:32:46.460177+00
5	3	scheduled	2026-11-22 01:30:00+00
6	3	deferred	2026-11-23 02:32:46.460177+00
7	4	scheduled	2026-11-22 01:30:00+00
8	4	deferred	2026-11-23 02:32:46.460177+00
9	5	scheduled	2026-11-22 01:30:00+00
10	5	deferred	2026-11-23 02:32:46.460177+00
11	6	scheduled	2026-11-22 01:30:00+00
12	6	deferred	2026-11-23 02:32:46.460177+00
13	7	scheduled	2026-11-22 01:30:00+00
14	7	deferred	2026-11-23 02:32:46.460177+00
15	8	scheduled	2026-11-22 01:30:00+00
16	8	deferred	2026-11-23 02:32:46.460177+00
17	9	scheduled	2026-11-22 01:30:00+00
18	9	deferred	2026-11-23 02:32:46.460177+00
19	10	scheduled	2026-11-22 01:30:00+00
20	10	deferred	2026-11-23 02:32:46.460177+00
21	11	scheduled	2026-11-22 01:30:00+00
22	11	deferred	2026-11-23 02:32:46.460177+00
23	12	scheduled	2026-11-22 01:30:00+00
24	12	deferred	2026-11-23 02:32:46.460177+00
25	13	scheduled	2026-11-22 01:30:00+00
26	13	deferred	2026-11-23 02:32:47.675529+00
27	14	scheduled	2026-11-22 01:30:00+00
28	14	deferred	2026-11-23 02:32:47.70183+00
29	15	scheduled	2026-11-22 01:30:00+00
30	15	deferred	2026-11-23 02:32:47.854238+00
31	16	scheduled	2026-11-22 01:30:00+00
32	16	deferred	2026-11-23 02:32:47.890192+00
33	17	scheduled	2026-11-22 01:30:00+00
34	17	deferred	2026-11-23 02:32:48.226242+00
35	18	scheduled	2026-11-22 01:30:00+00
36	18	deferred	2026-11-23 02:32:48.26759+00
37	19	scheduled	2026-11-22 01:30:00+00
38	19	deferred	2026-11-23 02:32:48.570367+00
39	20	scheduled	2026-11-22 01:30:00+00
40	20	deferred	2026-11-23 02:32:48.588528+00
41	21	scheduled	2026-11-22 01:30:00+00
42	21	deferred	2026-11-23 02:32:48.802952+00
43	22	scheduled	2026-11-22 01:30:00+00
44	22	deferred	2026-11-23 02:32:48.813855+00
45	23	scheduled	2026-11-22 01:30:00+00
46	23	deferred	2026-11-23 02:32:49.10646+00
47	24	scheduled	2026-11-22 01:30:00+00
48	24	deferred	2026-11-23 02:32:49.124017+00
49	25	scheduled	2026-11-22 01:30:00+00
50	25	deferred	2026-11-23 02:32:49.578307+00
51	26	scheduled	2026-11-22 01:30:00+00
52	26	deferred	2026-11-23 02:32:49.599048+00
53	27	scheduled	2026-11-22 01:30:00+00
54	27	deferred	2026-11-23 02:32:49.90388+00
55	28	scheduled	2026-11-22 01:30:00+00
56	28	deferred	2026-11-23 02:32:49.918671+00
57	29	scheduled	2026-11-22 01:30:00+00
58	29	deferred	2026-11-23 02:32:50.212581+00
59	30	scheduled	2026-11-22 01:30:00+00
60	30	deferred	2026-11-23 02:32:50.250819+00
61	31	scheduled	2026-11-22 01:30:00+00
62	31	deferred	2026-11-23 02:32:50.401287+00
\.
COPY public.procrastinate_jobs (id, queue_name, task_name, lock, args, status, scheduled_at, attempts, queueing_lock, priority, abort_requested, worker_id) FROM stdin;
1	default	flows.judge	\N	{"person": "6229e005-929f-5282-97b3-a40957ceda59"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
2	default	flows.judge	\N	{"person": "8b6a9a3f-4387-5490-8dd0-8a29f6132897"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
3	default	flows.judge	\N	{"person": "07241a97-af96-5cec-a108-6e9099fcc355"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
4	default	flows.judge	\N	{"person": "e0cef137-c136-5e4a-a63c-5ae783b86202"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
5	default	flows.judge	\N	{"person": "cc013e7b-960f-576e-bc5c-fbe37f252caa"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
6	default	flows.judge	\N	{"person": "8d90314d-a52b-5581-825f-07e290330f59"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
7	default	flows.judge	\N	{"person": "29723462-6f35-528c-8c44-33e05d46b50a"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
8	default	flows.judge	\N	{"person": "c46e5cad-2224-55a0-a0fc-e3a2a5e21761"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
9	default	flows.judge	\N	{"person": "50f8f10d-97a1-5665-bbd3-45b5679f3f9a"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
10	default	flows.judge	\N	{"person": "b1f3c158-2227-5105-9487-0c39e1b7c49e"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
11	default	flows.judge	\N	{"person": "4b82fdfc-8db0-5e35-9b70-4af1a5d7dfe3"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
12	default	flows.judge	\N	{"person": "7ffed646-33f6-538e-9e58-e46b700e99e6"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
13	default	flows.place	\N	{"proposal": "a1b68f0f-1bf2-4a81-ab5d-1e5624394fd1"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
14	default	flows.offer	\N	{"order": "71a6ffa8-e37a-4e61-a2d5-b68013091ff1", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
15	default	flows.place	\N	{"proposal": "1cce6968-aa3e-40d5-937f-1f73a49184d5"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
16	default	flows.offer	\N	{"order": "936eb610-bfe9-4cd6-8431-628fa4efe3a8", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
17	default	flows.place	\N	{"proposal": "13ba8183-7b57-4b43-a473-2d446c339527"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
18	default	flows.offer	\N	{"order": "8efdc4fd-54a2-40d4-8204-3041644b9db2", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
19	default	flows.place	\N	{"proposal": "088bc8b0-ace6-4a5a-9b9f-e529fcb54315"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
20	default	flows.offer	\N	{"order": "235cdf56-bb4c-4f31-b3e8-430b8fa59398", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
21	default	flows.place	\N	{"proposal": "a4c24a29-40a1-421d-810d-64eca6e14e77"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
22	default	flows.offer	\N	{"order": "07abbde2-1825-4d68-be1d-d3ed9df8642d", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
23	default	flows.place	\N	{"proposal": "dda414c7-327b-49c9-b72f-8b9fb5deb4f0"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
24	default	flows.offer	\N	{"order": "71ec16ac-0420-49da-b2e0-af90749aaf03", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
25	default	flows.place	\N	{"proposal": "87ab6ce6-8655-459d-85e3-5a2025ed3b24"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
26	default	flows.offer	\N	{"order": "926d5345-9576-4fba-b92d-6f683d2666cd", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
27	default	flows.place	\N	{"proposal": "98ac9189-7591-4ea5-bff5-eec390fcc621"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
28	default	flows.offer	\N	{"order": "47720e28-7c08-4ee6-aeaf-ce954dff7b21", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
29	default	flows.place	\N	{"proposal": "edb3a13b-9fb3-4c7c-841a-2faf5be3f077"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
30	default	flows.offer	\N	{"order": "831aa590-4772-41a9-a184-4c59fa84736a", "round": 1}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
31	default	flows.place	\N	{"proposal": "9769113f-ecbf-4717-8f30-bc1b221d81eb"}	todo	2026-11-22 01:30:00+00	0	\N	0	f	\N
\.
COPY public.procrastinate_periodic_defers (id, task_name, defer_timestamp, job_id, periodic_id) FROM stdin;
\.
COPY public.procrastinate_workers (id, last_heartbeat) FROM stdin;
\.
COPY public.regions_area (code, level, name, short_name, pinyin, initials, longitude, latitude, valid_from, valid_to, statutory, confidence, source, parent_code) FROM stdin;
0	nation	中华人民共和国	全国	quanguo	qg	\N	\N	\N	\N	t		nation	\N
62	province	甘肃省	甘肃	gansu	gs	103.826447	36.05956	\N	\N	t		areacity+cpca	0
53	province	云南省	云南	yunnan	yn	102.710002	25.045806	\N	\N	t		areacity+cpca	0
6201	prefecture	兰州市	兰州	lanzhou	lz	103.82	36.07	\N	\N	t		areacity+china_region	62
5301	prefecture	昆明市	昆明	kunming	km	102.72	25.05	\N	\N	t		areacity+china_region	53
620103	county	七里河区	七里河	qilihe	qlh	103.785949	36.066146	\N	\N	t		areacity+cpca	6201
620102	county	城关区	城关	chengguan	cg	103.83	36.05	\N	\N	t		areacity+china_region	6201
530102	county	五华区	五华	wuhua	wh	102.7	25.05	\N	\N	t		areacity+china_region	5301
\.
COPY public.registry_card (id, public_id, area_code, unit_id, code, issued_at, revoked_at, person_id) FROM stdin;
1	7ce13f4a-d575-4e10-b5dd-78cf94d8e283	620102	1	B5XB6Q7N	2026-11-22 01:30:00+00	\N	1
2	d5ff78d0-a07f-45c4-999b-7f0ffa0da1d0	620102	1	K6247HPC	2026-11-22 01:30:00+00	\N	2
3	c5240458-0759-4b66-b32f-ce250b3e681d	620102	1	ZEBVHEXV	2026-11-22 01:30:00+00	\N	3
4	ebef8e71-a787-4a33-af18-8a0d8172a064	620102	1	EEEKFYRS	2026-11-22 01:30:00+00	\N	4
5	53948c68-c46d-497e-8be5-8966e9cec7d2	620102	1	FGBRRKGN	2026-11-22 01:30:00+00	\N	5
6	99144a8a-1460-45b8-8298-df84bb45d947	620102	1	PMTF9XWE	2026-11-22 01:30:00+00	\N	6
7	e71e0c2c-8443-411a-8c38-0d2faeec79af	620102	1	Z5DJ5MEY	2026-11-22 01:30:00+00	\N	7
8	bc867658-28c3-4c8b-b2d8-02b3addecc82	620102	1	W5NEH77Q	2026-11-22 01:30:00+00	\N	8
9	743a01a0-68af-4ef6-934a-5a9fa6e65b70	620102	1	27AE996F	2026-11-22 01:30:00+00	\N	9
10	0b85baf3-3539-4d42-a447-d5e72d1bd629	620102	1	5AFCD4RJ	2026-11-22 01:30:00+00	\N	10
11	e8bda739-07bb-4ca9-879e-4e2fc2aa87c0	620102	1	XM4B7MEC	2026-11-22 01:30:00+00	\N	11
12	834fa6f4-c036-4592-b147-1b0acd7b0c72	620102	1	NC473FD9	2026-11-22 01:30:00+00	\N	12
\.
COPY public.registry_fact (id, public_id, area_code, unit_id, term, value, secret, valid_from, valid_to, recorded_at, recorded_by, superseded_at, source, evidence, person_id) FROM stdin;
1	c63b0c0b-be19-4133-a6e8-c491da2fedff	620102	1	name	李国英	\N	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	officer		1
2	03dcb8d5-d293-450f-a77c-5c7b728333c3	620102	1	id_number	\N	\\x010274315e10e10df6fb422b44792ef634e0cb961fcc4f59c0b86b91b4af0917d98af2a966e504e40f2f2ccc215303a46505	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	officer		1
3	7c5fc5b4-0a0a-461c-a524-1e769c5128b1	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	id_number		1
4	4b97bdd7-f212-4b88-804e-3f1dea0edf48	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	id_number		1
5	03cd2a4b-530e-4325-bb47-9c49d06c5e3c	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	officer		1
6	c16687f6-e342-45a7-a895-b9a84046afe0	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	officer		1
7	2b636832-39d4-4f28-9fc3-53caacfc3733	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	officer		1
8	fa765fb8-0d9a-45bf-9d97-fe0ed303a7ef	620102	1	phone	\N	\\x0102743142d71772c4f72884fada521c49df847a9cb2d40701d4f697c06656ba5a0eba3437b39fbe9515b4	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	officer		1
9	207eeda1-a533-4b9e-9ab6-ef2b6c5ae661	620102	1	address	\N	\\x0102743103e4eaf6f2e278042eeb468171fde95bbe7373a2920d2547f1bbaa2a6f08f7483b22024862bc22b401ee0a988405b0b4d7228c942265193e85c8c365d2	\N	\N	2026-11-22 01:30:00+00	db553d25-e783-44e4-83c4-02afe3493cac	\N	officer		1
10	244757c3-354c-4185-bfac-f9674bfa0462	620102	1	name	王秀兰	\N	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	officer		2
11	2623f07c-0fe9-4d12-925b-c95873d954f7	620102	1	id_number	\N	\\x0102743144bc3966b5a3300f355c2d94571fb5b2ff908085b432f41145948e7590c4d10d5ac77e8e516ffcd34473e88f223c	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	officer		2
12	bb1fec2f-c2e9-4ca7-9fa6-f368e29305f1	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	id_number		2
13	53fcfbbb-404f-4c5a-bac9-d5aefb55cfc5	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	id_number		2
14	7152e77f-cd1e-4604-b8c0-47d2263fa8b1	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	officer		2
15	2ad798f6-abc3-4503-9019-adb4f13f9bbf	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	officer		2
16	a2e16574-efee-4901-a65b-c6c3fbd7e181	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	officer		2
17	89699ede-f220-4273-9944-34871b0529ba	620102	1	phone	\N	\\x01027431bd13d8227a30328a9d37614580aa82a7afbbf8d2226a711917b0cd6f88a5504259adfb55fc176a	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	officer		2
18	5a8a64b2-2c5c-4365-a320-be469a8811be	620102	1	address	\N	\\x010274316118dac3fdc43e7aac1ebdab50a1dbf43311b06e734d7f512f7134d7d9c0e43f1e6502f3eae761bf97d6cfdec822f56d7d9dd1c50ce2130fd1e0178b23	\N	\N	2026-11-22 01:30:00+00	14ac9376-e923-4ab0-8f65-60818c7e5627	\N	officer		2
19	bb2ba2b4-9337-4814-900c-a11493036811	620102	1	name	张桂芳	\N	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	officer		3
20	7ce159a7-6f30-49cf-9ec8-081a372d4a3e	620102	1	id_number	\N	\\x01027431faee8af378ee456edb1e06d120cb62fb6f06505d52b08d4fc1dc6b98f0073c9ad17a0eaccb6f0665e2124511b432	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	officer		3
21	c45a1516-f7ab-45d5-ab5b-466f0118e9e7	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	id_number		3
22	83660b04-7008-40d0-b7a6-d34c1233d78f	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	id_number		3
23	6fe0ff13-4204-494b-ad5c-5ee66e61f3aa	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	officer		3
24	8e26ce9f-9a1a-4424-8e89-d3e60790ae25	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	officer		3
25	ab6d3c7b-c85b-447e-8711-ac7569cb0891	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	officer		3
26	d012244e-a44a-4458-ac3b-ebe7222bbfee	620102	1	phone	\N	\\x01027431962000145094ce0d5c98eea4d7706d9558c06e202a850300940999aeb5d4fc89a95fe2683dedfb	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	officer		3
27	e2e84642-cb01-4ba4-a7c2-336158d0c1f2	620102	1	address	\N	\\x01027431d39b1fe621288dd7538c6b6ba25628b7950572594216250d37c5ca67d0defd119800e3e5e8ffd1c77029e345116e3a49a2c2b80f11ba38be2ddfe2c4e3	\N	\N	2026-11-22 01:30:00+00	2046cf0b-28ba-4de1-b377-cc5416d68fbc	\N	officer		3
28	983e323d-7fc5-4baf-9c15-51dd5cab2abd	620102	1	name	刘淑珍	\N	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	officer		4
29	297a0091-d087-4102-9bd3-a9afa1e7e131	620102	1	id_number	\N	\\x01027431a70a1527e799a766ce315bae0f29047cb8328c398a864d7ee77fead8c56356d15029ec46dca3766716324acadab9	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	officer		4
30	8ca6dd5f-1b90-4b43-b65a-fe2401af241d	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	id_number		4
31	bef15e60-a658-4211-b689-cca0b6c95313	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	id_number		4
32	d6a2f1dd-c459-44f5-b52f-70acef23ec43	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	officer		4
33	3979831c-b0e0-4931-8622-e1a10e6694af	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	officer		4
34	778e0862-cb63-40d2-b7d9-98a6304a6bed	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	officer		4
35	d02f3465-95ca-49e1-8150-535d5299346c	620102	1	phone	\N	\\x01027431cfb789343bc75a66e50e5a4c6440de0e565ba7ea4b4d19a3d1d9a8ded44411593b4dd824850e47	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	officer		4
36	146208ab-6cd5-499e-8ae1-5eb0cb6688ff	620102	1	address	\N	\\x01027431e0e5daf6f54b45854d6f4537905229ca18ef563c4657ea867994c9910c8a47e0ea1dd521f2f0e1c00b6425a2f125ee5a04131b721f2a5ea145c42a003e	\N	\N	2026-11-22 01:30:00+00	80c32750-155c-436d-8cfe-66801613a09d	\N	officer		4
37	d3e622f9-1589-484b-b7c0-c8f1f0716b47	620102	1	name	陈玉梅	\N	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	officer		5
38	dae9c27c-b12c-461e-b62f-50bfdcccc2d1	620102	1	id_number	\N	\\x01027431074863c092284eb315647f4e957048048f0977fc50259e98914fd2354ab5a5d684da67b6a5f4b6f0c12443e082ea	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	officer		5
39	80ca978b-0e12-4acc-bf97-159d968a2805	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	id_number		5
40	30ca925e-094b-48d3-b056-b6fc2b2c8315	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	id_number		5
41	ebf111a0-eed1-4a82-850c-e33545f68b4f	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	officer		5
42	9d5dd94d-d0d3-4943-913b-7f0354a7861f	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	officer		5
43	6028b5ba-4f7e-4cf1-9971-1b0cafd3c0f0	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	officer		5
44	684aac16-65fa-4c94-a9db-d72a086ac2bf	620102	1	phone	\N	\\x01027431a32f781adab556acb648c5caee854edc87a24a83a98e4e96a6a7d3c206c782c9229eef8594441d	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	officer		5
45	8e1712ca-0d24-46d8-8fe1-ab43b8cd1e6c	620102	1	address	\N	\\x010274311341346dd343f288db5ae241f8f57c35d9cf3b42dbed26921038d74976540d0cc59d389ee627eba559e338997972ee7cd80292f29eb94e271fe94c71f2	\N	\N	2026-11-22 01:30:00+00	e453e981-1b07-4fef-97a7-c4970a4466c8	\N	officer		5
46	67270294-ff7f-4d2f-b73f-e8ea3d04fa95	620102	1	name	杨志强	\N	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	officer		6
47	d50d74f1-f544-4eb9-988a-70cfbc8d9dfe	620102	1	id_number	\N	\\x01027431d5d2a674465609a83a3afa0880b0c3cfafaaaaecda11276aab22c80e5585bacab326ccbfd1a606cec4c7bc4088e8	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	officer		6
48	a9884f02-d7c7-4a32-968e-f08aec51e886	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	id_number		6
49	bfe3de74-62f3-4cf9-a7ab-03372df627be	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	id_number		6
50	e47e5559-fcd7-4658-95da-b2224baeb73c	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	officer		6
51	b6799e45-9aba-40ca-b920-686c9a9a9010	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	officer		6
52	87899c6f-cf94-4c73-a64e-f9f0b4df2a5a	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	officer		6
53	fb5dbaec-87ba-499b-8360-db3b8a5f2bf9	620102	1	phone	\N	\\x01027431f64a15c859024b5360a8a4c4680778bf7e144d87fd86428b88a042b883d8921b19853667696df1	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	officer		6
54	989f5cdd-25b1-4542-ace2-5d0a29a4eafa	620102	1	address	\N	\\x01027431e2202cd1dde146f01fa22788d147f4e80fb0fa0eeb42a4d4b4c3e08b4bd45816bade8d35be8f583d095b05148f4993a949ec23e160e95d8133d0ac0fb9	\N	\N	2026-11-22 01:30:00+00	75e268c4-400b-4385-996c-256a8d0f7d75	\N	officer		6
55	05cc98eb-3584-4b8f-96cf-29a04c7b381b	620102	1	name	赵德福	\N	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	officer		7
56	9f6b708f-b753-4cb6-9d82-f73d3f05cf2b	620102	1	id_number	\N	\\x0102743119eaf599696ffc9e504e28ef0c91423bf1c67cf6112ad8267381e2e2d08324d9f3f23c3df9d2ddeb05ddfb0de8c5	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	officer		7
57	52c150d5-62a4-4f5e-997a-22fb74c8c2d2	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	id_number		7
58	6a6d474f-1f85-47de-b994-f6bd63a542cd	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	id_number		7
59	3a3c4f65-def7-4d3e-a1da-af84ea633fde	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	officer		7
60	5d3b48da-fa4a-4848-9ebe-7ea3ea148aee	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	officer		7
61	4981b105-a229-4d20-b056-b0dfcc1a91a3	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	officer		7
62	f1e9ad52-370e-4f07-899a-fcc855fc58ea	620102	1	phone	\N	\\x010274319da63c19e47092a95612a22c143fba4b04fe15cfa43bf0d8785a0dbf2a1202a5e6d4bc6d7ebabe	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	officer		7
63	24e011f2-d5a3-45a2-9a87-5caa5448eadc	620102	1	address	\N	\\x010274316deec86d8d0c58c49c9fb61235fbdcf22c9ecf6dd0a1633a05a541b92c379deb40a76e6e74d2e947fdcfeccaeaf8cc130168976aa8f1998842ed4dbd08	\N	\N	2026-11-22 01:30:00+00	19e9265e-3c1a-49eb-9949-c5574c2c1d8a	\N	officer		7
64	59db689e-6c60-40b5-aae1-6ed4e8e62264	620102	1	name	黄建国	\N	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	officer		8
65	3ba0019e-ce74-41a7-bbb2-843d5eb1eb53	620102	1	id_number	\N	\\x01027431adede0c5d2a424a0787cd7cf26f57745e98184250c80b0486df2d2951fd9588b3f239113d657401c8fe1d75464f9	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	officer		8
66	32524cc1-c1c3-48a5-932f-4850f29b94ba	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	id_number		8
67	e9d4e8e5-20e9-4322-b3b2-11e40b814460	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	id_number		8
68	498582ac-8671-4e22-8936-044c477d2349	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	officer		8
69	054d373d-9ae5-4657-91cd-072994b6c5b3	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	officer		8
70	661a4a92-9e37-41d0-b53a-f189a5b17335	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	officer		8
71	0699f48b-1184-4f04-90f1-75b0fd912ecd	620102	1	phone	\N	\\x0102743166065cb2e8c2839adb1b7dbc9020a92ba3b978b407ba1fb2e14e564d37ece1c85de35dbaa52023	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	officer		8
72	4faa95c7-6ca4-45a8-8d2e-bc8832b77ff7	620102	1	address	\N	\\x01027431b5455b3d07bf7a901495678de4c6ce5404f3708f4133fc6434d388cf3d14834f2acf4d1ddc18a9c7bca8d9d1774d6b138cf8169243cce3755b9b8c0fc9	\N	\N	2026-11-22 01:30:00+00	fe88e960-1477-40f2-ba36-9d22f981eff5	\N	officer		8
73	975d18c5-656c-4bc9-8900-3add4d3a1194	620102	1	name	周文清	\N	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	officer		9
74	44f60570-7619-4514-b228-18a5add26161	620102	1	id_number	\N	\\x01027431dabe5d0dd5f3db4e4b5fcc96ffdfa93385b9ad20ee068dc9a3d9c899b6957cf034fbd3108dacb3c1ed1067a99b1a	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	officer		9
75	6ce4a918-1d2a-4965-8987-fb5e34f22c0f	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	id_number		9
76	a60f2d33-39d8-4b52-96e8-3a5f25e6d94b	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	id_number		9
77	2814d923-3a53-4314-9b42-4f28708e56f8	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	officer		9
78	9c6bb24a-1d90-41aa-9b73-8d6ea640a54a	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	officer		9
79	c9e4c4e0-373f-44e6-9c08-42445c007698	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	officer		9
80	ba530d95-6fb8-4467-b016-6986f16c942a	620102	1	phone	\N	\\x01027431bd3315effb2810848e5a9640a6722f730bab071856c7155ff7cb9fcbd4acf0de5b58e32f39f116	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	officer		9
81	854519cc-7585-4b67-a65b-55f2de389b54	620102	1	address	\N	\\x010274312c99118190c4f908d31a3a3e303586611297023e4a4c69b18796e85faf037d46f39f237eecd057f17902ca7eeff5375467cf8570e268fe7eb8473a7eb1	\N	\N	2026-11-22 01:30:00+00	e1213e4f-0bd1-4625-a6ad-1550da1c8999	\N	officer		9
82	1e7484fd-3b7b-45b9-8fab-50639abe6ff0	620102	1	name	吴永年	\N	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	officer		10
83	c629bc77-01a3-4647-b691-305081cbfdfb	620102	1	id_number	\N	\\x01027431840af97c6f843483bf6a88ea641aefb6f9fe827ad733ffbfb3322374820c62c33bd1a91cc3792d0f2acad8d3984b	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	officer		10
84	9400ab3c-a0af-43c1-8da3-84f03f250454	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	id_number		10
85	c196cac0-71e1-45f1-8966-cf49be2ec28d	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	id_number		10
86	3cc0ea0f-eab4-4ecf-a1ff-d62b537bf273	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	officer		10
87	1d642565-2140-456f-a1ee-5ab3da83d045	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	officer		10
88	c4efae6b-a8a3-4574-bb94-785446814b6c	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	officer		10
89	dded12dd-ca38-4a9a-b841-3d94ac093257	620102	1	phone	\N	\\x010274313f1d04645a50dd0caf4f4cd3e57a094fe90d064cc8e2f377415fe454e2693f2016b58cd0185abc	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	officer		10
90	492bc2e3-80d1-4f84-b9a4-0bc1dd5f957c	620102	1	address	\N	\\x010274313ededcc540461bf6adb9249043aad68122648451d24dfcc04fd55fcd6d357b133a0878039a70f60f6ac1305ebf54f90564c3286a02f24561503c74b9e2	\N	\N	2026-11-22 01:30:00+00	5f31cb4b-8db0-4a45-bb33-d15592b4bba1	\N	officer		10
91	d23cbd77-4b44-4c52-86e5-f4bd20dfba64	620102	1	name	徐凤英	\N	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	officer		11
92	1c8303ad-d2b6-42d9-b960-75aa84dc2967	620102	1	id_number	\N	\\x0102743125a4a2c0ef672d6fa0518992abe597fdc85ad2892c6b2547879d3cf9b4b0668508c2ff7016883f17112e73453ff3	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	officer		11
93	26a77a61-7b23-495a-8e8a-9b8d7e549020	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	id_number		11
94	9b864aa8-89df-4169-bdd8-5cb5b8cf412f	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	id_number		11
95	430c968d-7c74-498b-9046-756271e2d7dd	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	officer		11
96	7214e270-2cf0-41d8-8530-2af9979e2c68	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	officer		11
97	1f13a9bf-de66-4cff-b7d4-27faec76292e	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	officer		11
98	520c4473-be52-49a8-9035-78f20a1bdb7e	620102	1	phone	\N	\\x01027431c6c6721da997589ae102085a41cb28f79c47d107aec1126951b26f0fa9182b6ef8a7dabf8b414a	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	officer		11
99	2065d72c-60c0-45c1-8a80-6014c42b888e	620102	1	address	\N	\\x01027431c64712dc43fab5acae427972df7c451e82d7052b566eef760880957430241b9f3c4a0ec10af98608c2e8aa87a74ec152d2cdbda7fc42b4ae11bbaf9622	\N	\N	2026-11-22 01:30:00+00	00b805d5-134c-4c37-b64d-7c9ebfa058f1	\N	officer		11
100	46e2e9d2-5975-4c60-9f91-78068b2ccb0b	620102	1	name	孙家栋	\N	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	officer		12
101	2678c638-a3cc-4a46-a287-480d51e3c8d2	620102	1	id_number	\N	\\x01027431196fee12360bf850e006086ba958b44c0fc31dcf078f594b7b6c3e4e91d0128e1a8bbf5d7f64355ca13a22cb1ffc	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	officer		12
102	f327f816-b0d9-41da-8207-ae04d44003b1	620102	1	sex	2	\N	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	id_number		12
103	3cc8f5fc-59c2-4180-87d4-ce8b6a7396d9	620102	1	birth_date	1935-03-08	\N	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	id_number		12
104	78352f72-5a64-4046-a68d-936d357e56d4	620102	1	person_type	retired	\N	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	officer		12
105	8fe5710f-a53c-4256-9355-334b79c3a210	620102	1	living_arrangement	alone	\N	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	officer		12
106	2ff9ea73-da7b-4bfe-97a7-948393330160	620102	1	self_care	partly	\N	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	officer		12
107	c14204c7-19a6-41a7-bacd-45536682c82d	620102	1	phone	\N	\\x01027431cfc46b7ef5782cd25d4d7de8bdc949aaf65144dabb6e241ef28dd73af7da6ef4ab5b444456f931	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	officer		12
108	80915c1c-87e5-4859-9db8-2495e25710ea	620102	1	address	\N	\\x010274311e143ab1509e61d85da45f0d9b6f3b4ea3764402229ef8f92fd640351b0c531d6faecc5a919b117d56c4b5d35b0f807a85207c85935ba1f7507200cd10	\N	\N	2026-11-22 01:30:00+00	0b5e6702-c6d4-49af-af7f-2499d0854ca0	\N	officer		12
\.
COPY public.registry_person (id, public_id, area_code, created_at, unit_id) FROM stdin;
1	6229e005-929f-5282-97b3-a40957ceda59	620102	2026-11-22 01:30:00+00	1
2	8b6a9a3f-4387-5490-8dd0-8a29f6132897	620102	2026-11-22 01:30:00+00	1
3	07241a97-af96-5cec-a108-6e9099fcc355	620102	2026-11-22 01:30:00+00	1
4	e0cef137-c136-5e4a-a63c-5ae783b86202	620102	2026-11-22 01:30:00+00	1
5	cc013e7b-960f-576e-bc5c-fbe37f252caa	620102	2026-11-22 01:30:00+00	1
6	8d90314d-a52b-5581-825f-07e290330f59	620102	2026-11-22 01:30:00+00	1
7	29723462-6f35-528c-8c44-33e05d46b50a	620102	2026-11-22 01:30:00+00	1
8	c46e5cad-2224-55a0-a0fc-e3a2a5e21761	620102	2026-11-22 01:30:00+00	1
9	50f8f10d-97a1-5665-bbd3-45b5679f3f9a	620102	2026-11-22 01:30:00+00	1
10	b1f3c158-2227-5105-9487-0c39e1b7c49e	620102	2026-11-22 01:30:00+00	1
11	4b82fdfc-8db0-5e35-9b70-4af1a5d7dfe3	620102	2026-11-22 01:30:00+00	1
12	7ffed646-33f6-538e-9e58-e46b700e99e6	620102	2026-11-22 01:30:00+00	1
\.
COPY public.registry_personnow (id, public_id, area_code, unit_id, name, given_name, pinyin, initials, sex, birth_date, id_number, id_number_index, id_number_tail, person_type, living_arrangement, self_care, phone, phone_tail, address, version, updated_at, person_id) FROM stdin;
1	772f127b-7548-464e-8b96-d8f197ce1715	620102	1	李国英	国英	liguoying	lgy	2	1935-03-08	\\x01027431fde39b684b53164e921ec52c88ac816f0ad9bd096e5d40708441968cddf825d68ee43864e987c59608c6ec2d3ba2	\\xf3573be95bd92947dd1acb238667fe90151e7561a293e73ad0c276ebfbd8d2b1	0127	retired	alone	partly	\\x01027431550b780289f3c92c33a95a89288df760930d7bf9f6f20bb8960d5aa5f07189d2af0836043f4e57	2300	\\x010274313aa7f614f6a55d4553a24cb1f164c57ac4e60afa3073ad86cd95f5a06a4b35d8160c8d6ae6ad5c3586a27cbc1dab26e2fa97b7e670723547f2d9aefdbf	1	2026-11-22 01:30:00+00	1
2	405eb346-b9d4-4022-b481-921a5a5c3da2	620102	1	王秀兰	秀兰	wangxiulan	wxl	2	1935-03-08	\\x01027431c97522bd314e6e6d0e02f08973a3fc0a3e217e1df57e2acbbb92218b4e8ceb442de7cb58df276d39c96d6100002f	\\x15ce9fcb7e6c2229410e82bf7975a29b5f44077c69bc0b39c19f425e8645137b	0143	retired	alone	partly	\\x01027431751714692f5dbfcc767c86d42c65c281411c11029f48c4f4966796308b9446400df5daba7c26ee	2301	\\x010274311c0dfe5138f2fa35948457065f2ebfd53b40f5b10bf7f514f9ba226974572cb537efedf72c1f589807f77f49295b434ae20832108329061abfe1ea5350	1	2026-11-22 01:30:00+00	2
3	d913ceec-7c64-49fc-8fb9-a2a1f5e9ffbb	620102	1	张桂芳	桂芳	zhangguifang	zgf	2	1935-03-08	\\x0102743139649862c568531c46225d62c41845c2326a203e7323b76ce3c6f2896de04bd0e008f3c5d8d2a23729c1921618fc	\\x5ad90a1bacf0c865643d361a4549ca86295e3b4aa5ddff48000a143c82447483	016x	retired	alone	partly	\\x0102743170d56863318570bda1a80394bffd2f08a266ebf5a76316704be987dce87cdb442cbcf09e9b8b16	2302	\\x010274313827dcd455cb4b1b599e78bb803babe02dd2be4dd14fca552d7488f365c1c512e78f697f6faecc25a842ff93828cfad065939e70ee80dce40e51eb9664	1	2026-11-22 01:30:00+00	3
4	672dd0c3-08f9-4de7-a954-72270a4e474b	620102	1	刘淑珍	淑珍	liushuzhen	lsz	2	1935-03-08	\\x01027431f16ee0067389a6d264547b79e6f3ddf885fba8ee4e1bf3f4e09239414490f5511b4a8167a5f9581d9983d9add701	\\x58fba56859a61ff8fdc50c9af6d5e90fc8ef643289542ca2048c5daff050e740	0186	retired	alone	partly	\\x0102743176decf20a5c81fd658b5526f2cd6687b8ee089f0aaf4ae1841e4e1251710b4204a4d0103d7bbe8	2303	\\x0102743152659f2abaabf341c64b9e34db0c16d7e04d5c621027c17cdabc0778696fffa73e4ab01457bb8bd96e9ed84c22e5fb83c8647a5dac163dea1ee606bcc6	1	2026-11-22 01:30:00+00	4
5	ed078f48-75a0-4b26-a42e-805431bb4c68	620102	1	陈玉梅	玉梅	chenyumei	cym	2	1935-03-08	\\x010274318d6e4be16ccd1aecb9b02d0b6175fe450ddeb298dbfc99769589c1280eb1610ed42a64f9948cb50b3a8f581dda7b	\\x7375b78ac39698788a9dcb36c3239472d36608a349f833c07e10daa21410b969	0207	retired	alone	partly	\\x01027431beebfbbffa69c37a69da6d39f136ce2a87f9612f96f7c6b1baa3e03d6809cfc7a26ba5d68a7a1f	2304	\\x01027431c1fefe12e9a6a0bd1c812506f0aecee06220d52e0a80266dc59f057697d8feba5f3beb48eb57aac681aa70f28c33c6e4b00192d2633c4df2eedd39a416	1	2026-11-22 01:30:00+00	5
6	3d6f52e0-1b49-4690-bc0f-0a3dcaefdb88	620102	1	杨志强	志强	yangzhiqiang	yzq	2	1935-03-08	\\x01027431ce0b4ece047fd98cc3da69f92c1efa73f994ea9af040222191554d5947feeac5aa5944294d5dee3158d3db7f6871	\\x92e0a870edef9d71b3966bc99fc85552e33ddec6520d76f093149489fcc7e459	0223	retired	alone	partly	\\x01027431a0addb7c00d8b84800ddfc18dfa428ee39976fbba8cd9c32b3db2ad0cba0220b0cb62ebd91b3f0	2305	\\x01027431728b1bd6c77fd71173a234fed54818a84260aa12fdea96b796b862b2590995b8097f52f4ae61f893fd71659b65729e637023d870701ec7a6b94a25c331	1	2026-11-22 01:30:00+00	6
7	6d8fe3c8-020a-4d3a-b603-b85e3ef5abb8	620102	1	赵德福	德福	zhaodefu	zdf	2	1935-03-08	\\x010274314c85154476467e4ad16843ce0b976150f7618f50dfea884113cc60638542866373121d247e2c4a5db57f91b1bab9	\\xff471d28d5570cd1a2de990fd4f4be247a208365919860bbd86f41f795151e54	024x	retired	alone	partly	\\x0102743175fccae6531c83953d5fdfc1aad64a61170c0fe279a48ca3e20b3ca891db4b2a48bee025c2e891	2306	\\x010274314d2a716e36a6076587cf23329fef509fc0758b300257e2e74b1b62c19572336ff53ff1d55a5cac3843eadf0dcbba220c568ab163cad8ecd2d8a1bff797	1	2026-11-22 01:30:00+00	7
8	0631840e-9669-44e3-8879-4d35f556a59e	620102	1	黄建国	建国	huangjianguo	hjg	2	1935-03-08	\\x0102743183e4ca6dcc74c3595f4a61831f575bce40f7414087f5c2cca3cef2fd371a52e907d170dfb70fc97911f4fa494801	\\x086f4cf6c7f29fba49aaa724632bd368e06508aff90bf2388c6e192d2db862a7	0266	retired	alone	partly	\\x01027431fa48336e6762d0f12853536d621226059dad7746dff78a50857c9dda5a3577c2ec1fb3eb8b614a	2307	\\x01027431b96766e0e911048be5c8a30f78cef5004bcc0d2240cc4e151aef3bfe620851e7d714a4d172666f5a24e4adcdf3a61f439dac2ec897d86442271cf42257	1	2026-11-22 01:30:00+00	8
9	7977c845-5999-4dc5-be02-9a5da073e1dc	620102	1	周文清	文清	zhouwenqing	zwq	2	1935-03-08	\\x01027431ff9bae88bcce677a2e473ac70d858c4f0cdef95efdfde6bab6c5005582811a8b8fa860b08465d7393f8cc87c241f	\\x84998eea3e3b3b94c9b4d2c48a8933db9c3057ac712b89106302c4e6300120b1	0282	retired	alone	partly	\\x01027431d3c718f67000382f3e871eb8a32bf7f23c173cfd85df8949ace0435d50c9abc13b6a21241aa63c	2308	\\x010274318df1c7551ae5c45d0bdef52e8a59e0a6ba482fff193c8cd0e19b073c5f0cb725e7235f57d6f66b89793d1cfdbc3aa9bf157b57cf94d08f124214caf996	1	2026-11-22 01:30:00+00	9
10	1364ebdd-1a86-48b2-8038-9860964dffda	620102	1	吴永年	永年	wuyongnian	wyn	2	1935-03-08	\\x010274316e027bc75c403735b39085a18f5d075a8faa775c907cca89828c32affab7eec6589be5f32dea7e8ad22c283f2559	\\xf3c555e41bfa82c6cbce8d53bc12bc83a5e5d0c485ee13d525ce6f1c32300a71	0303	retired	alone	partly	\\x01027431316d2346626ecda780779e58c51952074c30396f14d6bf32130207e3d18f44d51459c43faca482	2309	\\x01027431028f2544007d683d8d43d8c078cdae3b14ee9d5e706a53d570dbd42e2aa36c81621e4176c8e6c12c90291b37facbcd264325188171463dfeffb9892862	1	2026-11-22 01:30:00+00	10
11	cbebf845-c44d-417b-9952-dec401b24de1	620102	1	徐凤英	凤英	xufengying	xfy	2	1935-03-08	\\x010274314d0fdd317cbcb12e588ba08db1745f8aef0d36bd4c012bb7c85bf34da7c80d5ad546403551b0f39be4e42d09c6bd	\\x107b5b1d332accb31004cc83b7e7076737671dba8ceb1f98041201b9fa69fbf8	032x	retired	alone	partly	\\x01027431527abade797ded77ab4ec8194996b6f0166556bc8080098a3153e43e401feb48ee6cdb49803acc	2310	\\x01027431a1a05ae2233083632edc694880e4193ec43eeac68258003d6c7958bb0f61647cc7081a1c6472c1997ec7b0166019d2bb5725a3a5d1ce39af1e7eb4de40	1	2026-11-22 01:30:00+00	11
12	6de1d987-b4b7-43db-b149-b99cbd8197a5	620102	1	孙家栋	家栋	sunjiadong	sjd	2	1935-03-08	\\x010274311b25d3fb9f37c1716f5a26e9bb01cda2696941664fec9d827b2074cf8e77711ee26ffa85e3e5ce5a0e61caf8cd1a	\\x84d7abcb0e43d1729234a7f941d452bd532909d8851ab1c5814b9e1e2de04c7c	0346	retired	alone	partly	\\x0102743199b225907bf470c85ec9ce51a1634b3886a94d293297d65fd22e652d1e239afa20373dc6055d4a	2311	\\x0102743195f9264b5639251c6b3f0d1d531b7580a5ebf4db40d61a04417d9a946115b21a6f58e7146e403f43cef17a68e6622bf98e3fbe6eda9df2be8fe2cf3cfa	1	2026-11-22 01:30:00+00	12
\.
COPY public.rulebook_parameter (id, public_id, area_code, valid_from, valid_to, source_document, clause, note, confidence, code, kind, value, unit) FROM stdin;
1	a6ef85cb-d229-4545-b082-2d55116cc2bf	0	2023-01-01	\N	各地走访慰问惯例（五必访、四必访等，没有统一文件）	80岁以上、独居、不能自理、重病者定期走访	各地做法不一，可按地区另设。	known	高龄起点	number	80	岁
2	88c4ea66-ba2d-4ab2-8206-64011854b2de	0	2023-01-01	\N	十部门2022年关于探访关爱服务的文件	独居等特殊困难老年人月探访率	文件要求每月探访，这里按30天计。	plain	探访到期天数	number	30	天
3	0be31959-06ea-483e-b4c7-cfaf60aa3da6	0	2023-01-01	\N	本平台的运行参数（没有文件依据）	派单后多久无人接单即退回经办人	各地按人手自定。	unverified	接单时限	number	24	小时
\.
COPY public.rulebook_rule (id, public_id, area_code, valid_from, valid_to, source_document, clause, note, confidence, code, version, title, text, proposes_item, due_days, due_parameter, need, state, author, approver, approved_at) FROM stdin;
1	9de4a87c-55d1-45e8-8d74-e92a87335bc8	0	2023-01-01	\N	十部门2022年关于探访关爱服务的文件	独居等特殊困难老年人月探访率	文件面向全部独居老年人，限于高龄是本规则所加。	known	visit_aged_alone	1	高龄独居探访	年龄 >= {高龄起点} and 居住方式 == "独居"	上门关怀	\N	探访到期天数	高龄独居，需要有人每月上门看望	approved	yinling	system	2026-11-22 01:30:00+00
\.
COPY public.units_unit (id, public_id, name, short_name, pinyin, initials, nature, credit_code, valid_from, valid_to, source, area_code, parent_id) FROM stdin;
1	498752f1-b40f-4582-b3ed-8dc2f9505199	兰州市城关区老干部局	兰州市城关区老干部局	ceshiju	csj	government	\N	\N	\N	tests	620102	\N
\.
SELECT pg_catalog.setval('public.access_grant_id_seq', 4, true);
SELECT pg_catalog.setval('public.access_grantunit_id_seq', 1, false);
SELECT pg_catalog.setval('public.access_look_id_seq1', 8, true);
SELECT pg_catalog.setval('public.access_namedperson_id_seq', 16, true);
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_account_id_seq', 4, true);
SELECT pg_catalog.setval('public.accounts_signintry_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 152, true);
SELECT pg_catalog.setval('public.careplan_proposal_id_seq', 12, true);
SELECT pg_catalog.setval('public.deadlines_deadline_id_seq', 10, true);
SELECT pg_catalog.setval('public.delivery_offer_id_seq', 16, true);
SELECT pg_catalog.setval('public.delivery_receipt_id_seq', 2, true);
SELECT pg_catalog.setval('public.delivery_task_id_seq', 8, true);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 38, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 85, true);
SELECT pg_catalog.setval('public.journal_entry_id_seq', 86, true);
SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, true);
SELECT pg_catalog.setval('public.orders_order_id_seq', 9, true);
SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 62, true);
SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 31, true);
SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_card_id_seq', 12, true);
SELECT pg_catalog.setval('public.registry_fact_id_seq', 108, true);
SELECT pg_catalog.setval('public.registry_person_id_seq', 12, true);
SELECT pg_catalog.setval('public.registry_personnow_id_seq', 12, true);
SELECT pg_catalog.setval('public.rulebook_parameter_id_seq', 3, true);
SELECT pg_catalog.setval('public.rulebook_rule_id_seq', 1, true);
SELECT pg_catalog.setval('public.units_unit_id_seq', 1, true);
ALTER TABLE ONLY guard.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.access_grantunit
    ADD CONSTRAINT access_grantunit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_look
    ADD CONSTRAINT access_look_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2026_11
    ADD CONSTRAINT access_look_2026_11_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2026_12
    ADD CONSTRAINT access_look_2026_12_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_01
    ADD CONSTRAINT access_look_2027_01_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_02
    ADD CONSTRAINT access_look_2027_02_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_03
    ADD CONSTRAINT access_look_2027_03_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_04
    ADD CONSTRAINT access_look_2027_04_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_05
    ADD CONSTRAINT access_look_2027_05_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_06
    ADD CONSTRAINT access_look_2027_06_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_07
    ADD CONSTRAINT access_look_2027_07_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_08
    ADD CONSTRAINT access_look_2027_08_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_09
    ADD CONSTRAINT access_look_2027_09_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_10
    ADD CONSTRAINT access_look_2027_10_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_11
    ADD CONSTRAINT access_look_2027_11_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2027_12
    ADD CONSTRAINT access_look_2027_12_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_01
    ADD CONSTRAINT access_look_2028_01_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_02
    ADD CONSTRAINT access_look_2028_02_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_03
    ADD CONSTRAINT access_look_2028_03_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_04
    ADD CONSTRAINT access_look_2028_04_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_05
    ADD CONSTRAINT access_look_2028_05_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_06
    ADD CONSTRAINT access_look_2028_06_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_07
    ADD CONSTRAINT access_look_2028_07_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_08
    ADD CONSTRAINT access_look_2028_08_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_09
    ADD CONSTRAINT access_look_2028_09_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_10
    ADD CONSTRAINT access_look_2028_10_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_2028_11
    ADD CONSTRAINT access_look_2028_11_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_look_rest
    ADD CONSTRAINT access_look_rest_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.access_namedperson
    ADD CONSTRAINT access_namedperson_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_namedperson
    ADD CONSTRAINT access_namedperson_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_username_key UNIQUE (username);
ALTER TABLE ONLY public.accounts_signintry
    ADD CONSTRAINT accounts_signintry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_signintry
    ADD CONSTRAINT accounts_signintry_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.careplan_proposal
    ADD CONSTRAINT careplan_proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.careplan_proposal
    ADD CONSTRAINT careplan_proposal_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.deadlines_deadline
    ADD CONSTRAINT deadline_once UNIQUE (kind, subject, round);
ALTER TABLE ONLY public.deadlines_deadline
    ADD CONSTRAINT deadlines_deadline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deadlines_deadline
    ADD CONSTRAINT deadlines_deadline_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.delivery_offer
    ADD CONSTRAINT delivery_offer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delivery_offer
    ADD CONSTRAINT delivery_offer_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.delivery_receipt
    ADD CONSTRAINT delivery_receipt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delivery_receipt
    ADD CONSTRAINT delivery_receipt_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.delivery_receipt
    ADD CONSTRAINT delivery_receipt_sequence_key UNIQUE (sequence);
ALTER TABLE ONLY public.delivery_receipt
    ADD CONSTRAINT delivery_receipt_task_id_key UNIQUE (task_id);
ALTER TABLE ONLY public.delivery_task
    ADD CONSTRAINT delivery_task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delivery_task
    ADD CONSTRAINT delivery_task_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.access_grantunit
    ADD CONSTRAINT grantunit_once UNIQUE (grant_id, unit_id);
ALTER TABLE ONLY public.journal_body
    ADD CONSTRAINT journal_body_pkey PRIMARY KEY (entry_id);
ALTER TABLE ONLY public.journal_checkpoint
    ADD CONSTRAINT journal_checkpoint_pkey PRIMARY KEY (size);
ALTER TABLE ONLY public.journal_entry
    ADD CONSTRAINT journal_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.journal_head
    ADD CONSTRAINT journal_head_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.journal_leaf
    ADD CONSTRAINT journal_leaf_entry_id_key UNIQUE (entry_id);
ALTER TABLE ONLY public.journal_leaf
    ADD CONSTRAINT journal_leaf_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.journal_tile
    ADD CONSTRAINT journal_tile_pkey PRIMARY KEY (level, number);
ALTER TABLE ONLY public.journal_todo
    ADD CONSTRAINT journal_todo_pkey PRIMARY KEY (entry_id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_namedperson
    ADD CONSTRAINT namedperson_once UNIQUE (account_id, subject);
ALTER TABLE ONLY public.delivery_offer
    ADD CONSTRAINT offer_once UNIQUE (task_id, worker);
ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_proposal_key UNIQUE (proposal);
ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.rulebook_parameter
    ADD CONSTRAINT parameter_begins_once UNIQUE (code, area_code, valid_from);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.careplan_proposal
    ADD CONSTRAINT proposal_once_per_need UNIQUE (person_id, rule_code, facts_digest);
ALTER TABLE ONLY public.regions_area
    ADD CONSTRAINT regions_area_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.registry_card
    ADD CONSTRAINT registry_card_code_key UNIQUE (code);
ALTER TABLE ONLY public.registry_card
    ADD CONSTRAINT registry_card_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_card
    ADD CONSTRAINT registry_card_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.registry_fact
    ADD CONSTRAINT registry_fact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_fact
    ADD CONSTRAINT registry_fact_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.registry_person
    ADD CONSTRAINT registry_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_person
    ADD CONSTRAINT registry_person_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.registry_person
    ADD CONSTRAINT registry_person_scope UNIQUE (id, area_code, unit_id);
ALTER TABLE ONLY public.registry_personnow
    ADD CONSTRAINT registry_personnow_id_number_index_key UNIQUE (id_number_index);
ALTER TABLE ONLY public.registry_personnow
    ADD CONSTRAINT registry_personnow_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.registry_personnow
    ADD CONSTRAINT registry_personnow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_personnow
    ADD CONSTRAINT registry_personnow_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.rulebook_rule
    ADD CONSTRAINT rule_version_once UNIQUE (code, area_code, version);
ALTER TABLE ONLY public.rulebook_parameter
    ADD CONSTRAINT rulebook_parameter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rulebook_parameter
    ADD CONSTRAINT rulebook_parameter_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.rulebook_rule
    ADD CONSTRAINT rulebook_rule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rulebook_rule
    ADD CONSTRAINT rulebook_rule_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.delivery_task
    ADD CONSTRAINT task_once_per_round UNIQUE (order_id, round);
ALTER TABLE ONLY public.units_unit
    ADD CONSTRAINT units_unit_credit_code_key UNIQUE (credit_code);
ALTER TABLE ONLY public.units_unit
    ADD CONSTRAINT units_unit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.units_unit
    ADD CONSTRAINT units_unit_public_id_key UNIQUE (public_id);
CREATE INDEX access_grant_account_id_1f60768b ON public.access_grant USING btree (account_id);
CREATE INDEX access_grantunit_grant_id_64564f2a ON public.access_grantunit USING btree (grant_id);
CREATE INDEX access_grantunit_unit_id_c73f6b30 ON public.access_grantunit USING btree (unit_id);
CREATE INDEX look_person ON ONLY public.access_look USING btree (person_id, at DESC);
CREATE INDEX access_look_2026_11_person_id_at_idx ON public.access_look_2026_11 USING btree (person_id, at DESC);
CREATE INDEX access_look_2026_12_person_id_at_idx ON public.access_look_2026_12 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_01_person_id_at_idx ON public.access_look_2027_01 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_02_person_id_at_idx ON public.access_look_2027_02 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_03_person_id_at_idx ON public.access_look_2027_03 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_04_person_id_at_idx ON public.access_look_2027_04 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_05_person_id_at_idx ON public.access_look_2027_05 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_06_person_id_at_idx ON public.access_look_2027_06 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_07_person_id_at_idx ON public.access_look_2027_07 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_08_person_id_at_idx ON public.access_look_2027_08 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_09_person_id_at_idx ON public.access_look_2027_09 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_10_person_id_at_idx ON public.access_look_2027_10 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_11_person_id_at_idx ON public.access_look_2027_11 USING btree (person_id, at DESC);
CREATE INDEX access_look_2027_12_person_id_at_idx ON public.access_look_2027_12 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_01_person_id_at_idx ON public.access_look_2028_01 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_02_person_id_at_idx ON public.access_look_2028_02 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_03_person_id_at_idx ON public.access_look_2028_03 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_04_person_id_at_idx ON public.access_look_2028_04 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_05_person_id_at_idx ON public.access_look_2028_05 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_06_person_id_at_idx ON public.access_look_2028_06 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_07_person_id_at_idx ON public.access_look_2028_07 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_08_person_id_at_idx ON public.access_look_2028_08 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_09_person_id_at_idx ON public.access_look_2028_09 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_10_person_id_at_idx ON public.access_look_2028_10 USING btree (person_id, at DESC);
CREATE INDEX access_look_2028_11_person_id_at_idx ON public.access_look_2028_11 USING btree (person_id, at DESC);
CREATE INDEX access_look_rest_person_id_at_idx ON public.access_look_rest USING btree (person_id, at DESC);
CREATE INDEX access_name_subject_29b0eb_idx ON public.access_namedperson USING btree (subject);
CREATE INDEX access_namedperson_account_id_eb5d77db ON public.access_namedperson USING btree (account_id);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_account_username_b5f69a28_like ON public.accounts_account USING btree (username text_pattern_ops);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE UNIQUE INDEX card_one_valid ON public.registry_card USING btree (person_id) WHERE (revoked_at IS NULL);
CREATE INDEX careplan_proposal_person_id_f2269c7b ON public.careplan_proposal USING btree (person_id);
CREATE INDEX careplan_proposal_scope_index ON public.careplan_proposal USING btree (person_id, area_code, unit_id);
CREATE INDEX deadline_next ON public.deadlines_deadline USING btree (due_at) WHERE (state = 'open'::text);
CREATE INDEX deadline_parked ON public.deadlines_deadline USING btree (due_at) WHERE (state = 'parked'::text);
CREATE INDEX delivery_offer_person_id_0728edad ON public.delivery_offer USING btree (person_id);
CREATE INDEX delivery_offer_scope_index ON public.delivery_offer USING btree (person_id, area_code, unit_id);
CREATE INDEX delivery_offer_task_id_75d79f3e ON public.delivery_offer USING btree (task_id);
CREATE INDEX delivery_receipt_person_id_4e5c608c ON public.delivery_receipt USING btree (person_id);
CREATE INDEX delivery_receipt_scope_index ON public.delivery_receipt USING btree (person_id, area_code, unit_id);
CREATE INDEX delivery_task_order_id_1bc5c63a ON public.delivery_task USING btree (order_id);
CREATE INDEX delivery_task_person_id_9649aa20 ON public.delivery_task USING btree (person_id);
CREATE INDEX delivery_task_scope_index ON public.delivery_task USING btree (person_id, area_code, unit_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX entry_by_actor ON public.journal_entry USING btree (kind, actor, at);
CREATE INDEX entry_by_subject ON public.journal_entry USING btree (subject);
CREATE UNIQUE INDEX fact_one_believed ON public.registry_fact USING btree (person_id, term) WHERE (superseded_at IS NULL);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX namedperson_open ON public.access_namedperson USING btree (account_id) WHERE (ended_at IS NULL);
CREATE INDEX now_all_given_name ON public.registry_personnow USING btree (given_name, person_id);
CREATE INDEX now_all_id_number_tail ON public.registry_personnow USING btree (id_number_tail, person_id);
CREATE INDEX now_all_initials ON public.registry_personnow USING btree (initials, person_id);
CREATE INDEX now_all_name ON public.registry_personnow USING btree (name, person_id);
CREATE INDEX now_all_phone_tail ON public.registry_personnow USING btree (phone_tail, person_id);
CREATE INDEX now_all_pinyin ON public.registry_personnow USING btree (pinyin, person_id);
CREATE INDEX now_area_given_name ON public.registry_personnow USING btree (area_code, given_name);
CREATE INDEX now_area_id_number_tail ON public.registry_personnow USING btree (area_code, id_number_tail);
CREATE INDEX now_area_initials ON public.registry_personnow USING btree (area_code, initials);
CREATE INDEX now_area_name ON public.registry_personnow USING btree (area_code, name);
CREATE INDEX now_area_phone_tail ON public.registry_personnow USING btree (area_code, phone_tail);
CREATE INDEX now_area_pinyin ON public.registry_personnow USING btree (area_code, pinyin);
CREATE INDEX now_unit_given_name ON public.registry_personnow USING btree (unit_id, given_name);
CREATE INDEX now_unit_id_number_tail ON public.registry_personnow USING btree (unit_id, id_number_tail);
CREATE INDEX now_unit_initials ON public.registry_personnow USING btree (unit_id, initials);
CREATE INDEX now_unit_name ON public.registry_personnow USING btree (unit_id, name);
CREATE INDEX now_unit_phone_tail ON public.registry_personnow USING btree (unit_id, phone_tail);
CREATE INDEX now_unit_pinyin ON public.registry_personnow USING btree (unit_id, pinyin);
CREATE INDEX offer_worker ON public.delivery_offer USING btree (worker);
CREATE INDEX order_area ON public.orders_order USING btree (area_code, changed_at DESC);
CREATE INDEX order_newest ON public.orders_order USING btree (changed_at DESC);
CREATE INDEX order_person ON public.orders_order USING btree (person_id, changed_at DESC);
CREATE INDEX order_returned ON public.orders_order USING btree (area_code, changed_at) WHERE (state = 'returned'::text);
CREATE INDEX order_unit ON public.orders_order USING btree (unit_id, changed_at DESC);
CREATE INDEX orders_order_person_id_d83c6a37 ON public.orders_order USING btree (person_id);
CREATE INDEX orders_order_scope_index ON public.orders_order USING btree (person_id, area_code, unit_id);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE UNIQUE INDEX proposal_one_open ON public.careplan_proposal USING btree (person_id, rule_code) WHERE (state = 'open'::text);
CREATE INDEX proposal_open_area ON public.careplan_proposal USING btree (area_code, due_date) WHERE (state = 'open'::text);
CREATE INDEX proposal_open_unit ON public.careplan_proposal USING btree (unit_id, due_date) WHERE (state = 'open'::text);
CREATE INDEX regions_area_code_444db1c0_like ON public.regions_area USING btree (code text_pattern_ops);
CREATE INDEX regions_area_parent_code_343bce3b ON public.regions_area USING btree (parent_code);
CREATE INDEX regions_area_parent_code_343bce3b_like ON public.regions_area USING btree (parent_code text_pattern_ops);
CREATE INDEX registry_card_code_0a43eda9_like ON public.registry_card USING btree (code text_pattern_ops);
CREATE INDEX registry_card_person_id_c4ff78fa ON public.registry_card USING btree (person_id);
CREATE INDEX registry_card_scope_index ON public.registry_card USING btree (person_id, area_code, unit_id);
CREATE INDEX registry_fact_person_id_9f39658e ON public.registry_fact USING btree (person_id);
CREATE INDEX registry_fact_scope_index ON public.registry_fact USING btree (person_id, area_code, unit_id);
CREATE INDEX registry_pe_area_co_30e413_idx ON public.registry_person USING btree (area_code);
CREATE INDEX registry_pe_unit_id_b632e4_idx ON public.registry_person USING btree (unit_id);
CREATE INDEX registry_person_unit_id_b9ab793d ON public.registry_person USING btree (unit_id);
CREATE INDEX registry_personnow_scope_index ON public.registry_personnow USING btree (person_id, area_code, unit_id);
CREATE INDEX rule_in_force ON public.rulebook_rule USING btree (area_code, valid_from) WHERE (state = 'approved'::text);
CREATE INDEX task_worker ON public.delivery_task USING btree (worker, state);
CREATE INDEX try_address_failed ON public.accounts_signintry USING btree (address, at DESC) WHERE (outcome = 'failed'::text);
CREATE INDEX try_who ON public.accounts_signintry USING btree (who, at DESC);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX units_unit_area_code_578674c2 ON public.units_unit USING btree (area_code);
CREATE INDEX units_unit_area_code_578674c2_like ON public.units_unit USING btree (area_code text_pattern_ops);
CREATE INDEX units_unit_credit_code_4260b565_like ON public.units_unit USING btree (credit_code text_pattern_ops);
CREATE INDEX units_unit_parent_id_7bc80175 ON public.units_unit USING btree (parent_id);
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2026_11_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2026_11_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2026_12_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2026_12_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_01_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_01_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_02_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_02_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_03_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_03_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_04_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_04_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_05_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_05_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_06_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_06_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_07_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_07_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_08_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_08_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_09_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_09_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_10_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_10_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_11_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_11_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2027_12_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2027_12_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_01_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_01_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_02_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_02_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_03_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_03_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_04_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_04_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_05_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_05_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_06_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_06_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_07_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_07_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_08_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_08_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_09_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_09_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_10_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_10_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_2028_11_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_2028_11_pkey;
ALTER INDEX public.look_person ATTACH PARTITION public.access_look_rest_person_id_at_idx;
ALTER INDEX public.access_look_pkey ATTACH PARTITION public.access_look_rest_pkey;
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_account_id_1f60768b_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_grantunit
    ADD CONSTRAINT access_grantunit_grant_id_64564f2a_fk_access_grant_id FOREIGN KEY (grant_id) REFERENCES public.access_grant(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_grantunit
    ADD CONSTRAINT access_grantunit_unit_id_c73f6b30_fk_units_unit_id FOREIGN KEY (unit_id) REFERENCES public.units_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_namedperson
    ADD CONSTRAINT access_namedperson_account_id_eb5d77db_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_account_id FOREIGN KEY (user_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.careplan_proposal
    ADD CONSTRAINT careplan_proposal_scope FOREIGN KEY (person_id, area_code, unit_id) REFERENCES public.registry_person(id, area_code, unit_id) ON UPDATE CASCADE;
ALTER TABLE ONLY public.delivery_offer
    ADD CONSTRAINT delivery_offer_scope FOREIGN KEY (person_id, area_code, unit_id) REFERENCES public.registry_person(id, area_code, unit_id) ON UPDATE CASCADE;
ALTER TABLE ONLY public.delivery_offer
    ADD CONSTRAINT delivery_offer_task_id_75d79f3e_fk_delivery_task_id FOREIGN KEY (task_id) REFERENCES public.delivery_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delivery_receipt
    ADD CONSTRAINT delivery_receipt_scope FOREIGN KEY (person_id, area_code, unit_id) REFERENCES public.registry_person(id, area_code, unit_id) ON UPDATE CASCADE;
ALTER TABLE ONLY public.delivery_receipt
    ADD CONSTRAINT delivery_receipt_task_id_1323c6ff_fk_delivery_task_id FOREIGN KEY (task_id) REFERENCES public.delivery_task(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delivery_task
    ADD CONSTRAINT delivery_task_order_id_1bc5c63a_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delivery_task
    ADD CONSTRAINT delivery_task_scope FOREIGN KEY (person_id, area_code, unit_id) REFERENCES public.registry_person(id, area_code, unit_id) ON UPDATE CASCADE;
ALTER TABLE ONLY public.journal_body
    ADD CONSTRAINT journal_body_entry_id_122fc646_fk_journal_entry_id FOREIGN KEY (entry_id) REFERENCES public.journal_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.journal_todo
    ADD CONSTRAINT journal_todo_entry_id_51948130_fk_journal_entry_id FOREIGN KEY (entry_id) REFERENCES public.journal_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_account_id FOREIGN KEY (user_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_scope FOREIGN KEY (person_id, area_code, unit_id) REFERENCES public.registry_person(id, area_code, unit_id) ON UPDATE CASCADE;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.regions_area
    ADD CONSTRAINT regions_area_parent_code_343bce3b_fk_regions_area_code FOREIGN KEY (parent_code) REFERENCES public.regions_area(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_card
    ADD CONSTRAINT registry_card_scope FOREIGN KEY (person_id, area_code, unit_id) REFERENCES public.registry_person(id, area_code, unit_id) ON UPDATE CASCADE;
ALTER TABLE ONLY public.registry_fact
    ADD CONSTRAINT registry_fact_scope FOREIGN KEY (person_id, area_code, unit_id) REFERENCES public.registry_person(id, area_code, unit_id) ON UPDATE CASCADE;
ALTER TABLE ONLY public.registry_person
    ADD CONSTRAINT registry_person_unit_id_b9ab793d_fk_units_unit_id FOREIGN KEY (unit_id) REFERENCES public.units_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_personnow
    ADD CONSTRAINT registry_personnow_scope FOREIGN KEY (person_id, area_code, unit_id) REFERENCES public.registry_person(id, area_code, unit_id) ON UPDATE CASCADE;
ALTER TABLE ONLY public.units_unit
    ADD CONSTRAINT units_unit_area_code_578674c2_fk_regions_area_code FOREIGN KEY (area_code) REFERENCES public.regions_area(code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.units_unit
    ADD CONSTRAINT units_unit_parent_id_7bc80175_fk_units_unit_id FOREIGN KEY (parent_id) REFERENCES public.units_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.access_look ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.careplan_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.delivery_offer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.delivery_receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.delivery_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.registry_card ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.registry_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.registry_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.registry_personnow ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON public.access_look TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.careplan_proposal TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.delivery_offer TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.delivery_receipt TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.delivery_task TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.orders_order TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.registry_card TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.registry_fact TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.registry_person TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY scope ON public.registry_personnow TO yl_app USING ((( SELECT guard.ok('general'::text) AS ok) AND (((area_code >= current_setting('yl.area_lo'::text, true)) AND (area_code < current_setting('yl.area_hi'::text, true))) OR (unit_id = ANY ((NULLIF(current_setting('yl.units'::text, true), ''::text))::bigint[])) OR (person_id = ANY ((NULLIF(current_setting('yl.persons'::text, true), ''::text))::bigint[])))));
CREATE POLICY system ON public.access_look TO yl_system USING (true);
CREATE POLICY system ON public.careplan_proposal TO yl_system USING (true);
CREATE POLICY system ON public.delivery_offer TO yl_system USING (true);
CREATE POLICY system ON public.delivery_receipt TO yl_system USING (true);
CREATE POLICY system ON public.delivery_task TO yl_system USING (true);
CREATE POLICY system ON public.orders_order TO yl_system USING (true);
CREATE POLICY system ON public.registry_card TO yl_system USING (true);
CREATE POLICY system ON public.registry_fact TO yl_system USING (true);
CREATE POLICY system ON public.registry_person TO yl_system USING (true);
CREATE POLICY system ON public.registry_personnow TO yl_system USING (true);
GRANT USAGE ON SCHEMA guard TO yl_app;
GRANT USAGE ON SCHEMA guard TO yl_system;
REVOKE ALL ON FUNCTION guard.ok(purpose text) FROM PUBLIC;
GRANT ALL ON FUNCTION guard.ok(purpose text) TO yl_app;
REVOKE ALL ON FUNCTION guard.state(an_account text, a_role text, an_area_lo text, an_area_hi text, the_units text, the_persons text, the_purposes text, a_mac text) FROM PUBLIC;
GRANT ALL ON FUNCTION guard.state(an_account text, a_role text, an_area_lo text, an_area_hi text, the_units text, the_persons text, the_purposes text, a_mac text) TO yl_app;
GRANT ALL ON FUNCTION guard.state(an_account text, a_role text, an_area_lo text, an_area_hi text, the_units text, the_persons text, the_purposes text, a_mac text) TO yl_system;
REVOKE ALL ON FUNCTION public.access_make_look_months(first timestamp with time zone, months integer) FROM PUBLIC;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_jobs TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_jobs TO yl_system;
GRANT SELECT,INSERT ON TABLE public.access_grant TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.access_grant TO yl_system;
GRANT UPDATE(valid_to) ON TABLE public.access_grant TO yl_app;
GRANT SELECT,INSERT ON TABLE public.access_grantunit TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.access_grantunit TO yl_system;
GRANT SELECT,INSERT ON TABLE public.access_look TO yl_app;
GRANT SELECT ON TABLE public.access_look TO yl_system;
GRANT SELECT,INSERT ON TABLE public.access_namedperson TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.access_namedperson TO yl_system;
GRANT UPDATE(ended_at) ON TABLE public.access_namedperson TO yl_app;
GRANT SELECT ON TABLE public.account_emailaddress TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailaddress TO yl_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailconfirmation TO yl_system;
GRANT SELECT,INSERT ON TABLE public.accounts_account TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_account TO yl_system;
GRANT UPDATE(password) ON TABLE public.accounts_account TO yl_app;
GRANT UPDATE(last_login) ON TABLE public.accounts_account TO yl_app;
GRANT UPDATE(is_active) ON TABLE public.accounts_account TO yl_app;
GRANT UPDATE(must_change_password) ON TABLE public.accounts_account TO yl_app;
GRANT UPDATE(session_stamp) ON TABLE public.accounts_account TO yl_app;
GRANT UPDATE(last_code_step) ON TABLE public.accounts_account TO yl_app;
GRANT SELECT,INSERT ON TABLE public.accounts_signintry TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_signintry TO yl_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group TO yl_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group_permissions TO yl_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_permission TO yl_system;
GRANT SELECT,INSERT ON TABLE public.careplan_proposal TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.careplan_proposal TO yl_system;
GRANT UPDATE(state) ON TABLE public.careplan_proposal TO yl_app;
GRANT UPDATE(decided_at) ON TABLE public.careplan_proposal TO yl_app;
GRANT UPDATE(decided_by) ON TABLE public.careplan_proposal TO yl_app;
GRANT UPDATE(decision_note) ON TABLE public.careplan_proposal TO yl_app;
GRANT SELECT,INSERT ON TABLE public.deadlines_deadline TO yl_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.deadlines_deadline TO yl_system;
GRANT UPDATE(due_at) ON TABLE public.deadlines_deadline TO yl_app;
GRANT UPDATE(state) ON TABLE public.deadlines_deadline TO yl_app;
GRANT UPDATE(closed_at) ON TABLE public.deadlines_deadline TO yl_app;
GRANT SELECT,INSERT ON TABLE public.delivery_offer TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.delivery_offer TO yl_system;
GRANT SELECT,INSERT ON TABLE public.delivery_receipt TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.delivery_receipt TO yl_system;
GRANT SELECT,INSERT ON TABLE public.delivery_task TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.delivery_task TO yl_system;
GRANT UPDATE(state) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(worker) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(worker_name) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(taken_at) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(checked_in_at) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(check_in_way) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(wrong_codes) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(done_at) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(notes) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(confirmed_at) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(confirmed_by) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(proxy_name) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(proxy_relation) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(withdrawn_at) ON TABLE public.delivery_task TO yl_app;
GRANT UPDATE(withdrawn_because) ON TABLE public.delivery_task TO yl_app;
GRANT SELECT ON TABLE public.django_content_type TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_content_type TO yl_system;
GRANT SELECT ON TABLE public.django_migrations TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_migrations TO yl_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_session TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_session TO yl_system;
GRANT INSERT ON TABLE public.journal_body TO yl_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.journal_body TO yl_system;
GRANT SELECT ON TABLE public.journal_checkpoint TO yl_app;
GRANT SELECT,INSERT ON TABLE public.journal_checkpoint TO yl_system;
GRANT SELECT,INSERT ON TABLE public.journal_entry TO yl_app;
GRANT SELECT,INSERT ON TABLE public.journal_entry TO yl_system;
GRANT SELECT ON TABLE public.journal_head TO yl_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.journal_head TO yl_system;
GRANT SELECT ON TABLE public.journal_leaf TO yl_app;
GRANT SELECT,INSERT ON TABLE public.journal_leaf TO yl_system;
GRANT SELECT ON TABLE public.journal_tile TO yl_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.journal_tile TO yl_system;
GRANT INSERT ON TABLE public.journal_todo TO yl_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.journal_todo TO yl_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mfa_authenticator TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mfa_authenticator TO yl_system;
GRANT SELECT,INSERT ON TABLE public.orders_order TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.orders_order TO yl_system;
GRANT UPDATE(state) ON TABLE public.orders_order TO yl_app;
GRANT UPDATE(round) ON TABLE public.orders_order TO yl_app;
GRANT UPDATE(changed_at) ON TABLE public.orders_order TO yl_app;
GRANT UPDATE(returned_because) ON TABLE public.orders_order TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_events TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_events TO yl_system;
GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO yl_app;
GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO yl_system;
GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO yl_app;
GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO yl_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_periodic_defers TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_periodic_defers TO yl_system;
GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO yl_app;
GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO yl_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_workers TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_workers TO yl_system;
GRANT SELECT ON TABLE public.regions_area TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.regions_area TO yl_system;
GRANT SELECT,INSERT,UPDATE ON TABLE public.registry_card TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_card TO yl_system;
GRANT SELECT,INSERT ON TABLE public.registry_fact TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_fact TO yl_system;
GRANT UPDATE(superseded_at) ON TABLE public.registry_fact TO yl_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.registry_person TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_person TO yl_system;
GRANT SELECT,INSERT,UPDATE ON TABLE public.registry_personnow TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_personnow TO yl_system;
GRANT SELECT ON TABLE public.rulebook_parameter TO yl_app;
GRANT SELECT,INSERT ON TABLE public.rulebook_parameter TO yl_system;
GRANT UPDATE(valid_to) ON TABLE public.rulebook_parameter TO yl_system;
GRANT SELECT ON TABLE public.rulebook_rule TO yl_app;
GRANT SELECT,INSERT ON TABLE public.rulebook_rule TO yl_system;
GRANT UPDATE(valid_to) ON TABLE public.rulebook_rule TO yl_system;
GRANT UPDATE(state) ON TABLE public.rulebook_rule TO yl_system;
GRANT SELECT ON TABLE public.units_unit TO yl_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.units_unit TO yl_system;
\unrestrict A1
