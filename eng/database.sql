-- Roles and database, once, as a superuser: psql --dbname=postgres --set=ON_ERROR_STOP=1 --file=eng/database.sql
-- Both passwords come from the environment, so none stands on a command line. Needs psql 14 or later.
\getenv owner_password FUSIONPORTAL_OWNER_PASSWORD
\getenv portal_password FUSIONPORTAL_PORTAL_PASSWORD
-- The owner changes the schema, the portal's login cannot. The audit trail rests on that.
create role fusionportal_owner login createrole password :'owner_password';
create database fusionportal owner fusionportal_owner;
create role fusionportal_app nologin;
grant fusionportal_app to fusionportal_owner with admin option;
create role fusionportal_portal login password :'portal_password' in role fusionportal_app;
