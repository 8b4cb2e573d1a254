using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class NotEvaluatedReasons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "not_evaluated",
                columns: table => new
                {
                    target_id = table.Column<int>(type: "integer", nullable: false),
                    convention_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    why_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: true),
                    org_id = table.Column<string>(type: "text", nullable: true),
                    why = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false),
                    pairs = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_not_evaluated", x => new { x.target_id, x.convention_id, x.subject_hash, x.why_hash, x.valid_from });
                });

            migrationBuilder.CreateIndex(
                name: "ix_not_evaluated_current",
                table: "not_evaluated",
                columns: new[] { "target_id", "convention_id", "subject_hash", "why_hash" },
                unique: true,
                filter: "valid_to = 'infinity'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "not_evaluated");
        }
    }
}
