using Npgsql;

namespace FusionPortal.Demo.Postgres;

/// <summary>The roles every private cluster has, as eng/database.sql makes them on a real server; the owner may do more here, for tests
/// that make databases and roles of their own.</summary>
internal static class ClusterRoles
{
    public const string Superuser = "postgres";
    public const string Owner = "fusionportal_owner";
    public const string Portal = "fusionportal_portal";

    public static async Task EnsureAsync(string superuserConnection, ClusterPasswords passwords, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(superuserConnection);
        // CREATE ROLE takes no parameters; the passwords are hexadecimal digits of our own making.
        // pg_signal_backend: DROP DATABASE ... WITH (FORCE) has to end the portal's connections.
        await using var command = source.CreateCommand($"""
            do $$
            begin
              if not exists (select from pg_roles where rolname = '{Owner}') then
                create role {Owner} login createdb createrole;
                grant pg_signal_backend to {Owner};
              end if;
              if not exists (select from pg_roles where rolname = 'fusionportal_app') then
                create role fusionportal_app nologin;
                grant fusionportal_app to {Owner} with admin option;
              end if;
              if not exists (select from pg_roles where rolname = 'fusionportal_audit') then
                create role fusionportal_audit nologin;
                grant fusionportal_audit to {Owner};
              end if;
              if not exists (select from pg_roles where rolname = '{Portal}') then
                create role {Portal} login in role fusionportal_app;
              end if;
            end $$;
            alter role {Owner} password '{passwords.Owner}';
            alter role {Portal} password '{passwords.Portal}';
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
