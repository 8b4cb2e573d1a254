-- History by validity ranges: the moments writers write with, the moments readers may read at, and the versions of the portal's own
-- records.
-- docs/adr/0003 says why it is built so.

-- The latest moment somebody has read at, in microseconds since 1970. No writer stamps at or before it. A sequence, since it must be seen
-- at once by every session and must not wait for a transaction to end.
create sequence if not exists public.history_seal as bigint minvalue 0 start 0;

-- The latest moment that was ahead of its writer's own clock, so that whoever wrote it, and reads now by that clock, sees it.
create sequence if not exists public.history_ahead as bigint minvalue 0 start 0;

create or replace function public.history_micros(p_at timestamptz) returns bigint
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (extract(epoch from p_at) * 1000000)::bigint
$$;

create or replace function public.history_moment(p_micros bigint) returns timestamptz
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select to_timestamp(0) + (p_micros / 1000000) * interval '1 second' + (p_micros % 1000000) * interval '1 microsecond'
$$;

-- Raises one of the two sequences above, and never lowers it: in turn, since two who compare and set at once could. The lock ends with the
-- inner block, which is rolled back: a sequence's value stays, and nobody waits for a transaction to end, cancelled or killed ones
-- included.
create or replace function public.history_raise(p_sequence regclass, p_at bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  v_last bigint;
begin
  perform pg_advisory_xact_lock(x'465048536561'::bigint);
  execute format('select last_value from %s', p_sequence) into v_last;
  if p_at > v_last then perform setval(p_sequence, p_at); end if;
  raise exception using errcode = 'FPRLS', message = 'released';
exception when sqlstate 'FPRLS' then
  null;
end
$$;

-- Gives the moment a transaction writes with, and keeps it visible in pg_locks until the transaction has ended: the key's first byte is 64
-- plus the domains written (1 estate, 2 records, 4 runs), the rest the moment. Registered first and compared with the seal afterwards:
-- either the reader sees the lock, or this sees the reader's seal. Nobody waits for anybody.
create or replace function public.history_stamp(p_domains integer, p_now timestamptz, p_after timestamptz default null) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  v_at bigint := greatest(public.history_micros(p_now), public.history_micros(p_after) + 1);
  v_sealed bigint;
begin
  loop
    perform pg_advisory_xact_lock_shared(((64 + p_domains)::bigint << 56) | v_at);
    select s.last_value into v_sealed from public.history_seal s;
    exit when v_at > v_sealed;
    v_at := v_sealed + 1;
  end loop;
  if v_at > public.history_micros(p_now) then perform public.history_raise('public.history_ahead', v_at); end if;
  -- For the triggers below.
  perform set_config('fusionportal.at', public.history_moment(v_at)::text, true);
  return public.history_moment(v_at);
end
$$;

-- Seals everything up to a moment, now where none is asked for, and says which moment may be read: that one, or the last before the oldest
-- transaction still open that writes one of the domains. Call it in a transaction of its own, and read in a later one.
create or replace function public.history_settle(
  p_domains integer, p_now timestamptz, p_as_of timestamptz, out now_at timestamptz, out settled_at timestamptz)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  v_sealed bigint := (select s.last_value from public.history_seal s);
  v_now bigint := greatest(public.history_micros(p_now), v_sealed, (select a.last_value from public.history_ahead a));
  v_at bigint := least(coalesce(public.history_micros(p_as_of), v_now), v_now);
  v_open bigint;
begin
  now_at := public.history_moment(v_now);
  if v_at > v_sealed then perform public.history_raise('public.history_seal', v_at); end if;

  select min(open.at) into v_open from (
    select ((l.classid::bigint & x'ffffff'::bigint) << 32) | l.objid::bigint as at from pg_locks l
    where l.locktype = 'advisory' and l.objsubid = 1 and l.granted and l.database = (select d.oid from pg_database d
      where d.datname = current_database())
      and (l.classid::bigint >> 27) = 8 and ((l.classid::bigint >> 24) & p_domains) <> 0
    union all
    -- A portal of the version before says only that it writes the estate, not since when.
    select public.history_micros(a.xact_start) from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.objsubid = 1 and l.granted and l.database = (select d.oid from pg_database d
      where d.datname = current_database())
      and l.classid = x'4650'::int::oid and l.objid = x'48697374'::int::oid and l.mode = 'ShareLock' and (p_domains & 1) <> 0) open;
  settled_at := public.history_moment(least(v_at, v_open - 1));
end
$$;

-- Versions of accounts, clients and shared resources. By trigger, so that whoever writes keeps history: a portal of the version before too.
-- The arguments: what the versions are called, the column that identifies, the column an insert without a stamp is dated by, columns that
-- are noise.
create or replace function public.keep_record_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_noise text[] := tg_argv[3]::text[];
  v_new jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) - v_noise end;
  v_old jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) - v_noise end;
  v_at timestamptz;
  v_closed timestamptz;
begin
  if v_new = v_old then return null; end if;
  v_at := coalesce(
    nullif(current_setting('fusionportal.at', true), '')::timestamptz,
    case tg_op when 'INSERT' then (v_new ->> tg_argv[2])::timestamptz end,
    clock_timestamp());
  -- Two changes in one transaction, or a clock set back, must not make a version that ends before it begins.
  update public.record_version v set valid_to = greatest(v_at, v.valid_from + interval '1 microsecond')
    where v.entity = tg_argv[0] and v.key = coalesce(v_new, v_old) ->> tg_argv[1] and v.valid_to = 'infinity'
    returning v.valid_to into v_closed;
  if v_new is not null then
    insert into public.record_version (entity, key, valid_from, valid_to, record)
      values (tg_argv[0], v_new ->> tg_argv[1], coalesce(v_closed, v_at), 'infinity', v_new);
  end if;
  return null;
end
$$;

select pg_temp.ensure_trigger('public.account', 'account_history', 'after insert or update or delete',
  $$for each row execute function public.keep_record_version('account', 'id', 'discovered_at', '{last_seen_at,revision}')$$);
select pg_temp.ensure_trigger('public.organization', 'organization_history', 'after insert or update or delete',
  $$for each row execute function public.keep_record_version('organization', 'org_key', 'created_at', '{}')$$);
select pg_temp.ensure_trigger('public.shared_resource', 'shared_resource_history', 'after insert or update or delete',
  $$for each row execute function public.keep_record_version('shared-resource', 'id', 'created_at', '{}')$$);

-- What was there before histories were kept: as it is, since it was made. Nothing more is known of it.
insert into public.record_version (entity, key, valid_from, valid_to, record)
select r.entity, r.key, r.since, 'infinity', r.record from (
  select 'account' as entity, a.id as key, a.discovered_at as since, to_jsonb(a) - '{last_seen_at,revision}'::text[] as record
    from public.account a
  union all select 'organization', o.org_key, o.created_at, to_jsonb(o) from public.organization o
  union all select 'shared-resource', s.id::text, s.created_at, to_jsonb(s) from public.shared_resource s) r
where not exists (select from public.record_version v where v.entity = r.entity and v.key = r.key);

-- From when on something is kept whole; a moment before it is refused. A portal of the version before only told the trail what it dropped.
create table if not exists public.history_kept (
  what text primary key,
  kept_from timestamptz not null
);
insert into public.history_kept as k (what, kept_from)
select 'resources', max((audit.read(b.body) #>> '{data,endedBefore}')::timestamptz)
from audit.event e join audit.body b on b.stream = e.stream and b.seq = e.seq where e.kind = 'history.pruned' and b.body is not null
having max((audit.read(b.body) #>> '{data,endedBefore}')::timestamptz) is not null
on conflict (what) do update set kept_from = greatest(k.kept_from, excluded.kept_from);

-- A fact says something else later than it said what it said: also where two readings had one moment, or a clock was set back.
create or replace function public.follow_fact() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.changed_at := old.changed_at + interval '1 microsecond';
  return new;
end
$$;

select pg_temp.ensure_trigger('public.resource_fact', 'resource_fact_follows', 'before update',
  $$for each row when (old.facts is distinct from new.facts and new.changed_at <= old.changed_at) execute function public.follow_fact()$$);

-- What a fact said before it said something else; the present one is in resource_fact itself, valid since changed_at.
create or replace function public.keep_past_fact() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.resource_fact_past (arn_hash, source, valid_from, valid_to, facts)
    values (old.arn_hash, old.source, old.changed_at, new.changed_at, old.facts) on conflict do nothing;
  return null;
end
$$;

select pg_temp.ensure_trigger('public.resource_fact', 'resource_fact_history', 'after update',
  $$for each row when (old.facts is distinct from new.facts) execute function public.keep_past_fact()$$);

-- How each pass that reads single resources stood after each time it ran: the ledger's row itself only says how it stands now.
create table if not exists public.pass_version (
  target_id integer not null,
  valid_from timestamptz not null,
  outcome text not null,
  message text,
  outcome_since timestamptz,
  last_complete_at timestamptz,
  last_attempt_at timestamptz,
  last_calls integer not null,
  last_throttled integer not null,
  total_calls bigint not null,
  primary key (target_id, valid_from)
);

create or replace function public.keep_pass_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.pass_version (target_id, valid_from, outcome, message, outcome_since, last_complete_at, last_attempt_at, last_calls,
    last_throttled, total_calls)
  values (
    new.id,
    greatest(
      coalesce(nullif(current_setting('fusionportal.at', true), '')::timestamptz, new.last_attempt_at, clock_timestamp()),
      (select max(p.valid_from) from public.pass_version p where p.target_id = new.id) + interval '1 microsecond'),
    new.outcome, new.message, new.outcome_since, new.last_complete_at, new.last_attempt_at, new.last_calls, new.last_throttled,
      new.total_calls);
  return null;
end
$$;

select pg_temp.ensure_trigger('public.coverage', 'pass_history', 'after insert or update',
  'for each row when (new.is_pass) execute function public.keep_pass_version()');

-- What was there before it was kept.
insert into public.pass_version (target_id, valid_from, outcome, message, outcome_since, last_complete_at, last_attempt_at, last_calls,
  last_throttled, total_calls)
select c.id, coalesce(c.last_attempt_at, clock_timestamp()), c.outcome, c.message, c.outcome_since, c.last_complete_at, c.last_attempt_at,
  c.last_calls, c.last_throttled, c.total_calls
from public.coverage c where c.is_pass and not exists (select from public.pass_version p where p.target_id = c.id);

-- A database that was filled before a kind of history was kept knows that kind only as it was when this script first ran: a moment before
-- is refused. One that held none of it then knows all there ever was. Last, when the triggers already hold every writer.
insert into public.history_kept (what, kept_from)
select w.what, case when w.held then clock_timestamp() else '-infinity' end from (values
  ('records', exists (select from public.account) or exists (select from public.organization)
    or exists (select from public.shared_resource)),
  ('verdicts', exists (select from public.evaluation)),
  ('facts', exists (select from public.resource_fact)),
  ('passes', exists (select from public.coverage where is_pass))) w (what, held)
on conflict (what) do nothing;

-- How many hours a completed reading was taken for true, from when on. Written at each start of a portal that has another setting.
create table if not exists public.knowledge_limit (
  valid_from timestamptz primary key,
  hours double precision not null check (hours > 0)
);
