-- For the scripts after this one, which run at every start of the migrations, while a portal of the version before is at work: what is
-- there already is left alone without asking for its table's lock, behind which every writer would queue. Of this session only.

create or replace function pg_temp.ensure_index(p_index text, p_create text) returns void language plpgsql as $$
begin
  if to_regclass(p_index) is null then execute p_create; end if;
end
$$;

create or replace function pg_temp.ensure_owner(p_table regclass, p_owner regrole) returns void language plpgsql as $$
begin
  if (select c.relowner from pg_class c where c.oid = p_table) <> p_owner then execute format('alter table %s owner to %s', p_table,
    p_owner); end if;
end
$$;

-- The comment says which definition the trigger was made from.
create or replace function pg_temp.ensure_trigger(p_table regclass, p_name name, p_when text, p_then text) returns void language plpgsql as
  $$
declare
  v_mark text := 'definition ' || md5(p_when || ' ' || p_then);
begin
  if exists (
    select from pg_trigger t where t.tgrelid = p_table and t.tgname = p_name and t.tgenabled = 'O'
      and obj_description(t.oid, 'pg_trigger') = v_mark) then
    return;
  end if;

  execute format('create or replace trigger %I %s on %s %s', p_name, p_when, p_table, p_then);
  -- Replacing leaves a trigger switched off that was switched off.
  execute format('alter table %s enable trigger %I', p_table, p_name);
  execute format('comment on trigger %I on %s is %L', p_name, p_table, v_mark);
end
$$;
