-- fusionportal_app: what the portal's login is a member of. fusionportal_audit: owns the audit trail; nobody logs in as it.
-- Roles belong to the whole cluster, so another database's migration may create them at the same moment.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['fusionportal_app', 'fusionportal_audit'] loop
    begin
      if not exists (select from pg_roles where rolname = v_role) then
        execute format('create role %I nologin', v_role);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- the other migration was first, which is as good
    end;
  end loop;

  -- The owner hands the audit schema to fusionportal_audit and so must be able to act as it.
  if not pg_has_role(current_user, 'fusionportal_audit', 'usage') then
    execute format('grant fusionportal_audit to %I', current_user);
  end if;
end
$$;

-- Which models this database has been brought to; the portal looks for its own here.
create table if not exists public.schema_fingerprint (
  fingerprint text primary key,
  applied_at timestamptz not null default now()
);
