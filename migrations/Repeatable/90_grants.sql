-- Last, so that it covers every table the migrations and the scripts before it made.
grant usage on schema public to fusionportal_app;
grant select, insert, update, delete on all tables in schema public to fusionportal_app;
grant usage, select on all sequences in schema public to fusionportal_app;
-- A reader seals the past it has seen, a writer says where it is ahead.
grant update on sequence public.history_seal, public.history_ahead to fusionportal_app;
-- Versions of records are written by triggers only.
revoke insert, update, delete, truncate on public.record_version from fusionportal_app;
revoke insert, update, truncate on public.resource_fact_past from fusionportal_app;
revoke insert, update, truncate on public.pass_version from fusionportal_app;
revoke update, delete, truncate on public.knowledge_limit from fusionportal_app;
-- Numbers are given from finding_counter; the identity is set past them for a portal of the version before.
grant update on sequence public.finding_number_seq to fusionportal_app;
-- The portal reads how far the database is; only the migrations write it.
revoke insert, update, delete on public.schema_fingerprint, public."__EFMigrationsHistory" from fusionportal_app;
-- The index of search: what only its owner may do to it.
grant execute on function public.search_settle(boolean) to fusionportal_app;
-- What was published is append-only: texts and hashes never change. Which template new runs take does.
revoke update, delete on public.book_version, public.convention_book_version, public.shipped_text, public.template_version
  from fusionportal_app;
grant update (published) on public.template_version to fusionportal_app;

do $$
begin
  if exists (select from pg_namespace where nspname = 'quartz') then
    grant usage on schema quartz to fusionportal_app;
    grant select, insert, update, delete on all tables in schema quartz to fusionportal_app;
  end if;
end
$$;

grant usage on schema audit to fusionportal_app;
revoke all on all tables in schema audit from fusionportal_app;
grant select on all tables in schema audit to fusionportal_app;
grant execute on function audit.append(text, text, text, text, text), audit.redact(bigint, text, text), audit.read(text)
  to fusionportal_app;
