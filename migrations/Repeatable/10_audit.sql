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

-- The number comes from the locked head row and not from a sequence: a rolled-back transaction must leave no gap.
-- Every part of the hashed text has a fixed width, so no delimiter can be forged.
create or replace function audit.append(
  p_stream text, p_actor text, p_kind text, p_subject text, p_body text,
  out new_seq bigint, out new_hash bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
alter function audit.append(text, text, text, text, text) owner to fusionportal_audit;

-- A seat belt under the rights: even the owner has to take it off on purpose.
create or replace function audit.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'The audit trail is append-only.' using errcode = 'insufficient_privilege';
end
$$;
alter function audit.refuse_change() owner to fusionportal_audit;

select pg_temp.ensure_trigger('audit.event', 'event_append_only', 'before update or delete or truncate',
  'for each statement execute function audit.refuse_change()');
select pg_temp.ensure_trigger('audit.body', 'body_append_only', 'before update or delete or truncate',
  'for each statement execute function audit.refuse_change()');
select pg_temp.ensure_trigger('audit.head', 'head_kept', 'before delete or truncate',
  'for each statement execute function audit.refuse_change()');

revoke all on function audit.append(text, text, text, text, text) from public;
revoke all on function audit.refuse_change() from public;
