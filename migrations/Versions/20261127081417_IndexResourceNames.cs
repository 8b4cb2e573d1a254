using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class IndexResourceNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Looked up under a run's lock, for each name that is recorded or ticked. Not built concurrently: that waits for whoever waits for its turn.
            migrationBuilder.Sql("create index ix_resource_version_kind_name on resource_version (kind, lower(name));");
            // The same for values that only one client may hold, in whichever field and step of whichever run; by how they begin, since an index
            // takes no entry as long as a note may be.
            migrationBuilder.Sql("""
                create function recorded_values(p_record jsonb) returns text[] language sql immutable parallel safe as $$
                  select array(select left(lower(f.value->>'value'), 200) from jsonb_each(p_record->'fields') f where f.value->>'value' <> '')
                $$;
                create index ix_run_step_recorded_values on run_step using gin (recorded_values(record));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index ix_run_step_recorded_values; drop function recorded_values(jsonb); drop index ix_resource_version_kind_name;");
        }
    }
}
