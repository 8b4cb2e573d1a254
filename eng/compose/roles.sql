-- The portal's login: a member of the application's role and no more. The migrations grant that role what it needs.
create role fusionportal_app nologin;
create role fusionportal_portal login password 'demo-portal' in role fusionportal_app; -- demo
