using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class AddAccountStandings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "out_of_sight",
                table: "scan_target",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "accounts_unread",
                table: "scan",
                type: "jsonb",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_standing",
                columns: table => new
                {
                    account_id = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'"),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    sight = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    retired_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    retired_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_standing", x => new { x.account_id, x.valid_from });
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_standing_current",
                table: "account_standing",
                column: "account_id",
                unique: true,
                filter: "valid_to = 'infinity'");

            // From now on: what was shown of the past stays as it was shown. An account without a row stands as active.
            migrationBuilder.Sql("""
                insert into account_standing (account_id, valid_from, valid_to, state, sight)
                select id, now(), 'infinity', status, case when status in ('CLOSED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION') then 'Closed' else 'Unreachable' end
                from account where status not in ('ACTIVE', 'UNKNOWN')
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_standing");

            migrationBuilder.DropColumn(
                name: "out_of_sight",
                table: "scan_target");

            migrationBuilder.DropColumn(
                name: "accounts_unread",
                table: "scan");
        }
    }
}
