-- The append-only, hash-chained audit trail. The application may call audit.append and read; nothing else.
create schema if not exists audit authorization fusionportal_audit;

create table if not exists audit.head (
  stream text primary key,
  seq bigint not null,
  hash bytea not null
);

create table if not exists audit.event (
  stream text not null,
  seq bigint not null,
  at timestamptz not null,
  actor text not null,
  kind text not null,
  subject text not null,
  commit_ bytea not null,
  prev bytea not null,
  hash bytea not null,
  primary key (stream, seq)
);
select pg_temp.ensure_index('audit.ix_event_subject', 'create index ix_event_subject on audit.event (subject, seq)');

-- Apart from the event, so that a body can be destroyed while the chain of commitments still verifies.
create table if not exists audit.body (
  stream text not null,
  seq bigint not null,
  salt bytea,
  body text,
  primary key (stream, seq),
  foreign key (stream, seq) references audit.event (stream, seq)
);

-- Reports count what was redacted of what they are about; there is next to nothing of it.
select pg_temp.ensure_index('audit.ix_body_redacted', 'create index ix_body_redacted on audit.body (stream, seq) where body is null');

select pg_temp.ensure_owner('audit.head', 'fusionportal_audit');
select pg_temp.ensure_owner('audit.event', 'fusionportal_audit');
select pg_temp.ensure_owner('audit.body', 'fusionportal_audit');

-- The kinds of events there are; a kind that is not here is not appended. One that is new is added here.
create table if not exists audit.kind (kind text primary key);
select pg_temp.ensure_owner('audit.kind', 'fusionportal_audit');
insert into audit.kind (kind) values
  ('account.declared'), ('account.paused'), ('account.resumed'), ('account.retired'), ('account.returned'), ('account.unretired'),
  ('audit.exported'), ('install.taken'),
  ('audit.redacted'), ('audit.redaction-asked'), ('audit.verified'), ('convention-book.offered'), ('convention-book.published'),
  ('finding.acknowledged'), ('findings.reevaluated'), ('history.pruned'), ('knowledge.limit-set'), ('organization.corrected'),
  ('organization.created'), ('person.declared'), ('recovery.expired'), ('recovery.made'), ('recovery.used'), ('report-preset.changed'),
  ('report-preset.deleted'), ('report-preset.saved'), ('report.exported'), ('resources.rechecked'), ('run.cancelled'), ('run.linked'),
  ('run.started'), ('run.step-set'), ('scan.completed'), ('scan.failed'), ('scan.started'), ('schedule.added'), ('schedule.removed'),
  ('shipped-text.refused'), ('template.offered'), ('template.published')
on conflict do nothing;

-- A body as JSON; null where it is none. What somebody put there past the portal stops no reader.
create or replace function audit.read(p_body text) returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return p_body::jsonb;
exception when others then
  return null;
end
$$;
alter function audit.read(text) owner to fusionportal_audit;

-- Only what the portal writes: whatever else the login could send says nothing to anybody, or something else than its row.
create or replace function audit.require_event(p_stream text, p_actor text, p_kind text, p_subject text, p_body text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_body jsonb := audit.read(p_body);
  v_wrong text := case
    when p_stream is distinct from 'portal' then 'stream'
    when p_kind is null or not exists (select from audit.kind k where k.kind = p_kind) then 'kind'
    when v_body is null or jsonb_typeof(v_body) <> 'object' or jsonb_typeof(v_body -> 'data') is distinct from 'object' then 'body'
    when v_body ->> 'kind' is distinct from p_kind then 'kind in its body'
    when p_subject is null or v_body ->> 'subject' is distinct from p_subject then 'subject in its body'
    when coalesce(p_actor, '') = '' or v_body #>> '{actor,id}' is distinct from p_actor then 'actor in its body'
  end;
begin
  if v_wrong is not null then
    raise exception 'This is no event of the portal: its %.', v_wrong using errcode = 'check_violation';
  end if;
end
$$;
alter function audit.require_event(text, text, text, text, text) owner to fusionportal_audit;

-- The number comes from the locked head row and not from a sequence: a rolled-back transaction must leave no gap.
-- Every part of the hashed text has a fixed width, so no delimiter can be forged.
create or replace function audit.chain(
  p_stream text, p_actor text, p_kind text, p_subject text, p_body text,
  out new_seq bigint, out new_hash bytea)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_prev bytea;
  v_at timestamptz;
  v_salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  v_commit bytea := sha256(v_salt || convert_to(p_body, 'UTF8'));
begin
  select h.seq + 1, h.hash into new_seq, v_prev from audit.head h where h.stream = p_stream for update;
  if not found then
    insert into audit.head (stream, seq, hash) values (p_stream, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
    select h.seq + 1, h.hash into strict new_seq, v_prev from audit.head h where h.stream = p_stream for update;
  end if;

  v_at := clock_timestamp();
  new_hash := sha256(
    v_prev || int8send(new_seq) || int8send((extract(epoch from v_at) * 1000000)::bigint)
    || sha256(convert_to(p_stream, 'UTF8')) || sha256(convert_to(p_actor, 'UTF8')) || sha256(convert_to(p_kind, 'UTF8'))
    || v_commit);

  insert into audit.event (stream, seq, at, actor, kind, subject, commit_, prev, hash)
    values (p_stream, new_seq, v_at, p_actor, p_kind, p_subject, v_commit, v_prev, new_hash);
  insert into audit.body (stream, seq, salt, body) values (p_stream, new_seq, v_salt, p_body);
  update audit.head h set seq = new_seq, hash = new_hash where h.stream = p_stream;
end
$$;
alter function audit.chain(text, text, text, text, text) owner to fusionportal_audit;

create or replace function audit.append(
  p_stream text, p_actor text, p_kind text, p_subject text, p_body text,
  out new_seq bigint, out new_hash bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform audit.require_event(p_stream, p_actor, p_kind, p_subject, p_body);
  if p_kind = 'audit.redacted' then
    raise exception 'A redaction is recorded by what redacts.' using errcode = 'check_violation';
  end if;
  select c.new_seq, c.new_hash into new_seq, new_hash from audit.chain(p_stream, p_actor, p_kind, p_subject, p_body) c;
end
$$;
alter function audit.append(text, text, text, text, text) owner to fusionportal_audit;

-- Destroys a body that somebody else asked for, and says so in one. The event names number and commitment of what is gone.
create or replace function audit.redact(p_seq bigint, p_actor text, p_body text, out new_seq bigint, out new_hash bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_subject text := 'audit:' || p_seq;
  v_told jsonb;
begin
  perform audit.require_event('portal', p_actor, 'audit.redacted', v_subject, p_body);
  v_told := p_body::jsonb -> 'data';
  if not exists (
    select from audit.event e join audit.body b using (stream, seq)
    where e.stream = 'portal' and e.seq = p_seq and b.body is not null and e.kind not in ('audit.redaction-asked', 'audit.redacted')
      and v_told ->> 'seq' = p_seq::text and v_told ->> 'commitment' = encode(e.commit_, 'hex')) then
    raise exception 'This redaction names no body that is there and may go.' using errcode = 'check_violation';
  end if;
  if not exists (
    select from audit.event a where a.stream = 'portal' and a.kind = 'audit.redaction-asked' and a.subject = v_subject
      and a.seq::text = v_told ->> 'asked' and a.actor <> p_actor) then
    raise exception 'A redaction needs another person who asked for it.' using errcode = 'check_violation';
  end if;
  select c.new_seq, c.new_hash into new_seq, new_hash from audit.chain('portal', p_actor, 'audit.redacted', v_subject, p_body) c;
  update audit.body b set salt = null, body = null where b.stream = 'portal' and b.seq = p_seq;
end
$$;
alter function audit.redact(bigint, text, text) owner to fusionportal_audit;

-- A seat belt under the rights: even the owner has to take it off on purpose.
create or replace function audit.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'The audit trail is append-only.' using errcode = 'insufficient_privilege';
end
$$;
alter function audit.refuse_change() owner to fusionportal_audit;

-- A body changes in one way: it goes, once an event says so.
create or replace function audit.refuse_rewriting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.stream = old.stream and new.seq = old.seq and new.body is null and new.salt is null and exists (
    select from audit.event e where e.stream = old.stream and e.kind = 'audit.redacted' and e.subject = 'audit:' || old.seq) then
    return new;
  end if;
  raise exception 'The audit trail is append-only.' using errcode = 'insufficient_privilege';
end
$$;
alter function audit.refuse_rewriting() owner to fusionportal_audit;

select pg_temp.ensure_trigger('audit.event', 'event_append_only', 'before update or delete or truncate',
  'for each statement execute function audit.refuse_change()');
select pg_temp.ensure_trigger('audit.body', 'body_append_only', 'before delete or truncate',
  'for each statement execute function audit.refuse_change()');
select pg_temp.ensure_trigger('audit.body', 'body_redacted_only', 'before update',
  'for each row execute function audit.refuse_rewriting()');
select pg_temp.ensure_trigger('audit.head', 'head_kept', 'before delete or truncate',
  'for each statement execute function audit.refuse_change()');

revoke all on function audit.append(text, text, text, text, text) from public;
revoke all on function audit.refuse_change() from public;
revoke all on function audit.refuse_rewriting() from public;
revoke all on function audit.chain(text, text, text, text, text) from public;
revoke all on function audit.require_event(text, text, text, text, text) from public;
revoke all on function audit.redact(bigint, text, text) from public;
