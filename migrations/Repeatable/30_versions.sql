-- Two versions of the portal on one database, while one replaces the other. A portal that keeps history stamps what it writes
-- (20_history.sql); one of the first version does not, and is known by that. A portal that keeps history announces itself by a lock that
-- ends with its process. While one of them runs, a portal of the first version may not do what it would do wrong; alone, it may do
-- everything.

-- Whether the current transaction writes without a stamp.
create or replace function public.is_first_version() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(current_setting('fusionportal.at', true), '') = ''
$$;

-- Whether a portal that keeps history runs: PortalEventListener holds the lock 'FPvr', 2.
create or replace function public.newer_portal_runs() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from pg_locks l where l.locktype = 'advisory' and l.objsubid = 2 and l.granted and l.classid = x'46507672'::int::oid
      and l.objid = 2::oid
      and l.database = (select d.oid from pg_database d where d.datname = current_database()))
$$;

-- Judged by another book than the one in force, findings would open and close to and fro.
create or replace function public.refuse_older_judging() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if public.is_first_version() and new.book_version is distinct from (select max(b.version) from public.book_version b)
    and public.newer_portal_runs() then
    raise exception 'A newer portal runs and judges by another convention book than version %. This one is to be stopped.',
      new.book_version using errcode = 'FP001';
  end if;
  return new;
end
$$;
select pg_temp.ensure_trigger('public.evaluation', 'refuse_older_judging', 'before insert',
  'for each row execute function public.refuse_older_judging()');

-- The first version reads accounts by a member that AWS no longer gives, and would lay out a scan of nothing.
create or replace function public.refuse_older_discovery() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if public.is_first_version() and public.newer_portal_runs() then
    raise exception 'A newer portal runs and lists the accounts of scans. This one is to be stopped.' using errcode = 'FP002';
  end if;
  return new;
end
$$;
select pg_temp.ensure_trigger('public.scan', 'refuse_older_discovery', 'before update of state',
  $$for each row when (old.state = 'Discovering' and new.state in ('Reading', 'Evaluating')) execute function
    public.refuse_older_discovery()$$);

-- The first version does not know that a checklist can be cancelled. Whether a newer portal runs or not: what was cancelled stays as it
-- was.
create or replace function public.refuse_older_tick() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if public.is_first_version() and exists (select from public.run r where r.id = new.run_id and r.cancelled_at is not null) then
    raise exception 'This checklist was cancelled. A newer version of the portal shows by whom and why.' using errcode = 'FP003';
  end if;
  return new;
end
$$;
select pg_temp.ensure_trigger('public.run_step', 'refuse_older_tick', 'before insert or update',
  'for each row execute function public.refuse_older_tick()');
select pg_temp.ensure_trigger('public.run_step_event', 'refuse_older_tick', 'before insert',
  'for each row execute function public.refuse_older_tick()');
