using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class AddSeenOrganizations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "told_by",
                table: "finding_version",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "seen_organization",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    resources = table.Column<long>(type: "bigint", nullable: false),
                    detail = table.Column<string>(type: "jsonb", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seen_organization", x => x.key);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "seen_organization");

            migrationBuilder.DropColumn(
                name: "told_by",
                table: "finding_version");
        }
    }
}
