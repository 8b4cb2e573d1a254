using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class VerdictsDeletedAndNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "findings_deleted",
                table: "scan",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "revision",
                table: "organization",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "subject_gone",
                table: "finding_version",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "deleted",
                table: "evaluation",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "finding_counter",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_counter", x => x.id);
                    table.CheckConstraint("ck_finding_counter_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "finding_unseen",
                columns: table => new
                {
                    finding_id = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'"),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_unseen", x => new { x.finding_id, x.valid_from });
                    table.ForeignKey(
                        name: "fk_finding_unseen_finding_finding_id",
                        column: x => x.finding_id,
                        principalTable: "finding",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_finding_unseen_current",
                table: "finding_unseen",
                column: "finding_id",
                unique: true,
                filter: "valid_to = 'infinity'");

            // From the numbers given so far the counter goes on.
            migrationBuilder.Sql("insert into finding_counter (id, last) select 1, coalesce(max(number), 0) from finding;");

            // What is known of the past: the history shows the resource before, and no target of its account had it when the finding was resolved.
            migrationBuilder.Sql(
                """
                update finding_version v set subject_gone = true from finding f
                where f.id = v.finding_id and v.status = 'Resolved' and v.cause = 'Fixed' and v.target_id is not null
                  and exists (select from coverage c join resource_version r on r.target_id = c.id and r.arn_hash = f.subject_hash
                    where c.account_id = v.account_id and r.valid_to <= v.valid_from)
                  and not exists (select from coverage c join resource_version r on r.target_id = c.id and r.arn_hash = f.subject_hash
                    where c.account_id = v.account_id and r.valid_from <= v.valid_from and r.valid_to > v.valid_from);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "finding_counter");

            migrationBuilder.DropTable(
                name: "finding_unseen");

            migrationBuilder.DropColumn(
                name: "findings_deleted",
                table: "scan");

            migrationBuilder.DropColumn(
                name: "revision",
                table: "organization");

            migrationBuilder.DropColumn(
                name: "subject_gone",
                table: "finding_version");

            migrationBuilder.DropColumn(
                name: "deleted",
                table: "evaluation");
        }
    }
}
