using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class AddPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "person_declaration",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    same_as = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    declared_by_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    declared_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_declaration", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person_identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    mail = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: true),
                    former_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_identity", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_person_declaration_current",
                table: "person_declaration",
                column: "subject_id",
                unique: true,
                filter: "valid_to is null");

            migrationBuilder.CreateIndex(
                name: "ix_person_identity_current",
                table: "person_identity",
                column: "subject_id",
                unique: true,
                filter: "valid_to is null");

            // Whoever left a mark before sign-ins were remembered can be named too; their mail is learned when they sign in next.
            migrationBuilder.Sql("""
                insert into person_identity (id, subject_id, name, valid_from)
                select gen_random_uuid(), subject_id, (array_agg(name order by at desc))[1], min(at)
                from (select by_id as subject_id, "by" as name, at from run_step_event
                      union all select started_by_id, started_by, started_at from run
                      union all select created_by_id, created_by, created_at from organization) marks
                where subject_id <> 'system'
                group by subject_id;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "person_declaration");

            migrationBuilder.DropTable(
                name: "person_identity");
        }
    }
}
