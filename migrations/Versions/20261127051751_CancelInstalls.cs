using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class CancelInstalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_run_install",
                table: "run");

            migrationBuilder.AddColumn<string>(
                name: "kept_reason",
                table: "run_link",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kept_seen",
                table: "run_link",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "finished_through",
                table: "run",
                type: "character varying(600)",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "install_cancelled_at",
                table: "organization",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_run_install",
                table: "run",
                column: "organization_id",
                unique: true,
                filter: "kind = 'ClientInstall' and cancelled_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_run_install",
                table: "run");

            migrationBuilder.DropColumn(
                name: "kept_reason",
                table: "run_link");

            migrationBuilder.DropColumn(
                name: "kept_seen",
                table: "run_link");

            migrationBuilder.DropColumn(
                name: "finished_through",
                table: "run");

            migrationBuilder.DropColumn(
                name: "install_cancelled_at",
                table: "organization");

            migrationBuilder.CreateIndex(
                name: "ix_run_install",
                table: "run",
                column: "organization_id",
                unique: true,
                filter: "kind = 'ClientInstall'");
        }
    }
}
