-- Roles and database, once, as a superuser: psql --dbname=postgres --set=ON_ERROR_STOP=1 --file=eng/database.sql
-- Both passwords come from the environment, so none stands on a command line. Needs psql 14 or later.
\getenv owner_password FUSIONPORTAL_OWNER_PASSWORD
\getenv portal_password FUSIONPORTAL_PORTAL_PASSWORD
-- Nor in the server's log: whatever it is set to write, and where a statement fails.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;
set log_min_duration_sample = -1;
set log_transaction_sample_rate = 0;
-- The owner changes the schema, the portal's login cannot. The audit trail rests on that.
-- It makes no roles: on PostgreSQL 15 whoever may can also join pg_execute_server_program.
create role fusionportal_owner login password :'owner_password';
create database fusionportal owner fusionportal_owner;
create role fusionportal_app nologin;
grant fusionportal_app to fusionportal_owner with admin option;
create role fusionportal_portal login password :'portal_password' in role fusionportal_app;
-- Owns the audit trail; nobody logs in as it. The migrations hand it over, so their owner has to be able to act as it.
create role fusionportal_audit nologin;
grant fusionportal_audit to fusionportal_owner;
