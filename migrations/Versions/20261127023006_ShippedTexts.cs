using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class ShippedTexts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "template_version",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "shipped_number",
                table: "template_version",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "takes_in",
                table: "template_version",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "book_version",
                columns: table => new
                {
                    version = table.Column<int>(type: "integer", nullable: false),
                    yaml = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    format = table.Column<int>(type: "integer", nullable: false),
                    shipped_number = table.Column<int>(type: "integer", nullable: true),
                    takes_in = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    published_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_book_version", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "shipped_text",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    yaml = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipped_text", x => new { x.key, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_book_version_published_at",
                table: "book_version",
                column: "published_at");

            migrationBuilder.CreateIndex(
                name: "ix_book_version_shipped_number",
                table: "book_version",
                column: "shipped_number",
                unique: true);

            // Until now only the first start published anything: what is there was shipped, under its own number.
            migrationBuilder.Sql("""
                insert into book_version (version, yaml, sha256, format, shipped_number, takes_in, published_by, published_at)
                select version, yaml, sha256, 1, version, version, published_by, published_at from convention_book_version;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "book_version");

            migrationBuilder.DropTable(
                name: "shipped_text");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "template_version");

            migrationBuilder.DropColumn(
                name: "shipped_number",
                table: "template_version");

            migrationBuilder.DropColumn(
                name: "takes_in",
                table: "template_version");
        }
    }
}
