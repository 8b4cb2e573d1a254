using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class RecordHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "record_version",
                columns: table => new
                {
                    entity = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'"),
                    record = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_version", x => new { x.entity, x.key, x.valid_from });
                });

            migrationBuilder.CreateTable(
                name: "resource_fact_past",
                columns: table => new
                {
                    arn_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_fact_past", x => new { x.arn_hash, x.source, x.valid_from });
                });

            migrationBuilder.CreateIndex(
                name: "ix_record_version_current",
                table: "record_version",
                columns: new[] { "entity", "key" },
                unique: true,
                filter: "valid_to = 'infinity'");

            migrationBuilder.CreateIndex(
                name: "ix_resource_fact_past_valid_to",
                table: "resource_fact_past",
                column: "valid_to");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "record_version");

            migrationBuilder.DropTable(
                name: "resource_fact_past");
        }
    }
}
