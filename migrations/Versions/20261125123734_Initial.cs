using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    role_declared_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    role_declared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    paused_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tags = table.Column<string>(type: "jsonb", nullable: false),
                    discovered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "call_budget",
                columns: table => new
                {
                    budget = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    earned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_budget", x => x.budget);
                });

            migrationBuilder.CreateTable(
                name: "convention_book_version",
                columns: table => new
                {
                    version = table.Column<int>(type: "integer", nullable: false),
                    yaml = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    published_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_convention_book_version", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "coverage",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    account_id = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    region = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    service = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    outcome = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    outcome_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    message = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    last_complete_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_complete_scan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    last_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    first_complete_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_complete_began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resources = table.Column<int>(type: "integer", nullable: false),
                    kinds = table.Column<string[]>(type: "text[]", nullable: false, defaultValueSql: "'{}'"),
                    is_pass = table.Column<bool>(type: "boolean", nullable: false),
                    last_calls = table.Column<int>(type: "integer", nullable: false),
                    last_throttled = table.Column<int>(type: "integer", nullable: false),
                    total_calls = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coverage", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "finding",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    convention_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    subject_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    org_id = table.Column<string>(type: "character varying(52)", maxLength: 52, nullable: false),
                    org_key = table.Column<string>(type: "character varying(52)", maxLength: 52, nullable: false, computedColumnSql: "lower(org_id)", stored: true),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    environment = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    recorded_bucket_name = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: true),
                    install_begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_by_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "resource_fact",
                columns: table => new
                {
                    arn_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    arn = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_fact", x => new { x.arn_hash, x.source });
                });

            migrationBuilder.CreateTable(
                name: "resource_version",
                columns: table => new
                {
                    target_id = table.Column<int>(type: "integer", nullable: false),
                    arn_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    arn = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    tags = table.Column<string>(type: "jsonb", nullable: true),
                    facts = table.Column<string>(type: "jsonb", nullable: true),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_version", x => new { x.target_id, x.arn_hash, x.valid_from });
                });

            migrationBuilder.CreateTable(
                name: "scan",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    requested_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    scheduled = table.Column<bool>(type: "boolean", nullable: false),
                    account_id = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    org_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    message = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    accounts = table.Column<int>(type: "integer", nullable: false),
                    discovery_calls = table.Column<int>(type: "integer", nullable: false),
                    discovery_apis = table.Column<string>(type: "jsonb", nullable: true),
                    findings_opened = table.Column<int>(type: "integer", nullable: false),
                    findings_reopened = table.Column<int>(type: "integer", nullable: false),
                    findings_resolved = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scan_schedule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    org_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    cron = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scan_schedule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tag_version",
                columns: table => new
                {
                    target_id = table.Column<int>(type: "integer", nullable: false),
                    arn_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: false),
                    arn = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    tags = table.Column<string>(type: "jsonb", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tag_version", x => new { x.target_id, x.arn_hash, x.valid_from });
                });

            migrationBuilder.CreateTable(
                name: "template_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    shared_kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    yaml = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    published = table.Column<bool>(type: "boolean", nullable: false),
                    published_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_template_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "verdict_tally",
                columns: table => new
                {
                    target_id = table.Column<int>(type: "integer", nullable: false),
                    convention_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    org_id = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    passed = table.Column<int>(type: "integer", nullable: false),
                    violated = table.Column<int>(type: "integer", nullable: false),
                    not_evaluated = table.Column<int>(type: "integer", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_verdict_tally", x => new { x.target_id, x.convention_id, x.org_id, x.valid_from });
                });

            migrationBuilder.CreateTable(
                name: "resource_tally",
                columns: table => new
                {
                    target_id = table.Column<int>(type: "integer", nullable: false),
                    org_id = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resources = table.Column<int>(type: "integer", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resource_tally", x => new { x.target_id, x.org_id, x.valid_from });
                    table.ForeignKey(
                        name: "fk_resource_tally_coverage_target_id",
                        column: x => x.target_id,
                        principalTable: "coverage",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "finding_version",
                columns: table => new
                {
                    finding_id = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'infinity'"),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    cause = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    scan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    book_version = table.Column<int>(type: "integer", nullable: false),
                    target_id = table.Column<int>(type: "integer", nullable: true),
                    severity = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    severity_order = table.Column<short>(type: "smallint", nullable: false),
                    mix_up = table.Column<bool>(type: "boolean", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    expected = table.Column<string>(type: "text", nullable: false),
                    actual = table.Column<string>(type: "text", nullable: false),
                    evidence = table.Column<string>(type: "jsonb", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    org_id = table.Column<string>(type: "text", nullable: true),
                    environment = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_finding_version", x => new { x.finding_id, x.valid_from });
                    table.ForeignKey(
                        name: "fk_finding_version_coverage_target_id",
                        column: x => x.target_id,
                        principalTable: "coverage",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_finding_version_finding_finding_id",
                        column: x => x.finding_id,
                        principalTable: "finding",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shared_resource",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    name_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, computedColumnSql: "lower(name)", stored: true),
                    dedicated_to_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_by_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_resource", x => x.id);
                    table.ForeignKey(
                        name: "fk_shared_resource_organization_dedicated_to_id",
                        column: x => x.dedicated_to_id,
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "evaluation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scan_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    book_version = table.Column<int>(type: "integer", nullable: false),
                    input_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    pairs = table.Column<long>(type: "bigint", nullable: false),
                    opened = table.Column<int>(type: "integer", nullable: false),
                    reopened = table.Column<int>(type: "integer", nullable: false),
                    resolved = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation", x => x.id);
                    table.ForeignKey(
                        name: "fk_evaluation_scan_scan_id",
                        column: x => x.scan_id,
                        principalTable: "scan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "scan_target",
                columns: table => new
                {
                    scan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target_id = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    failure = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    message = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    pages = table.Column<int>(type: "integer", nullable: false),
                    calls = table.Column<int>(type: "integer", nullable: false),
                    throttled = table.Column<int>(type: "integer", nullable: false),
                    apis = table.Column<string>(type: "jsonb", nullable: true),
                    resources = table.Column<int>(type: "integer", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    removed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scan_target", x => new { x.scan_id, x.target_id });
                    table.ForeignKey(
                        name: "fk_scan_target_coverage_target_id",
                        column: x => x.target_id,
                        principalTable: "coverage",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_scan_target_scan_scan_id",
                        column: x => x.scan_id,
                        principalTable: "scan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    title = table.Column<string>(type: "character varying(220)", maxLength: 220, nullable: false),
                    template_version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    shared_resource_id = table.Column<Guid>(type: "uuid", nullable: true),
                    start_command_id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    topic_version = table.Column<int>(type: "integer", nullable: true),
                    topic_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    started_by_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    started_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    last_activity_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_activity_by_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    last_activity_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run", x => x.id);
                    table.ForeignKey(
                        name: "fk_run_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_shared_resource_shared_resource_id",
                        column: x => x.shared_resource_id,
                        principalTable: "shared_resource",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_template_version_template_version_id",
                        column: x => x.template_version_id,
                        principalTable: "template_version",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    link_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    shared_resource_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<bool>(type: "boolean", nullable: false),
                    linked_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_link", x => x.id);
                    table.ForeignKey(
                        name: "fk_run_link_run_run_id",
                        column: x => x.run_id,
                        principalTable: "run",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_run_link_shared_resource_shared_resource_id",
                        column: x => x.shared_resource_id,
                        principalTable: "shared_resource",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_step",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step_key = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    record = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_step", x => new { x.run_id, x.step_key });
                    table.ForeignKey(
                        name: "fk_run_step_run_run_id",
                        column: x => x.run_id,
                        principalTable: "run",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "run_step_event",
                columns: table => new
                {
                    command_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step_key = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    action = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    request_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    run_revision = table.Column<long>(type: "bigint", nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false),
                    record = table.Column<string>(type: "jsonb", nullable: false),
                    run_finished = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_step_event", x => x.command_id);
                    table.ForeignKey(
                        name: "fk_run_step_event_run_run_id",
                        column: x => x.run_id,
                        principalTable: "run",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_coverage_account_id_region_service",
                table: "coverage",
                columns: new[] { "account_id", "region", "service" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_at",
                table: "evaluation",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_scan_id",
                table: "evaluation",
                column: "scan_id");

            migrationBuilder.CreateIndex(
                name: "ix_finding_convention_id_subject_hash",
                table: "finding",
                columns: new[] { "convention_id", "subject_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_finding_number",
                table: "finding",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_finding_version_current",
                table: "finding_version",
                column: "finding_id",
                unique: true,
                filter: "valid_to = 'infinity'");

            migrationBuilder.CreateIndex(
                name: "ix_finding_version_mix_up",
                table: "finding_version",
                columns: new[] { "severity_order", "first_seen_at", "finding_id" },
                filter: "valid_to = 'infinity' and status <> 'Resolved' and mix_up");

            migrationBuilder.CreateIndex(
                name: "ix_finding_version_page",
                table: "finding_version",
                columns: new[] { "severity_order", "first_seen_at", "finding_id" },
                filter: "valid_to = 'infinity' and status <> 'Resolved'");

            migrationBuilder.CreateIndex(
                name: "ix_finding_version_past",
                table: "finding_version",
                columns: new[] { "severity_order", "first_seen_at", "finding_id" });

            migrationBuilder.CreateIndex(
                name: "ix_finding_version_target_id",
                table: "finding_version",
                column: "target_id");

            migrationBuilder.CreateIndex(
                name: "ix_finding_version_valid_from",
                table: "finding_version",
                column: "valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_organization_org_key",
                table: "organization",
                column: "org_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_resource_fact_changed_at",
                table: "resource_fact",
                column: "changed_at");

            migrationBuilder.CreateIndex(
                name: "ix_resource_fact_source_read_at",
                table: "resource_fact",
                columns: new[] { "source", "read_at" });

            migrationBuilder.CreateIndex(
                name: "ix_resource_tally_current",
                table: "resource_tally",
                columns: new[] { "target_id", "org_id" },
                unique: true,
                filter: "valid_to = 'infinity'");

            migrationBuilder.CreateIndex(
                name: "ix_resource_version_current",
                table: "resource_version",
                columns: new[] { "target_id", "arn_hash" },
                unique: true,
                filter: "valid_to = 'infinity'")
                .Annotation("Npgsql:IndexInclude", new[] { "content_hash" });

            migrationBuilder.CreateIndex(
                name: "ix_run_install",
                table: "run",
                column: "organization_id",
                unique: true,
                filter: "kind = 'ClientInstall'");

            migrationBuilder.CreateIndex(
                name: "ix_run_last_activity_at_id",
                table: "run",
                columns: new[] { "last_activity_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_run_shared_resource_id",
                table: "run",
                column: "shared_resource_id");

            migrationBuilder.CreateIndex(
                name: "ix_run_start_command",
                table: "run",
                column: "start_command_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_run_template_version_id",
                table: "run",
                column: "template_version_id");

            migrationBuilder.CreateIndex(
                name: "ix_run_link_current",
                table: "run_link",
                columns: new[] { "run_id", "link_id" },
                unique: true,
                filter: "valid_to is null");

            migrationBuilder.CreateIndex(
                name: "ix_run_link_shared_resource_id",
                table: "run_link",
                column: "shared_resource_id");

            migrationBuilder.CreateIndex(
                name: "ix_run_step_event_by_id_at",
                table: "run_step_event",
                columns: new[] { "by_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_run_step_event_run_id_run_revision",
                table: "run_step_event",
                columns: new[] { "run_id", "run_revision" });

            migrationBuilder.CreateIndex(
                name: "ix_run_step_event_run_id_step_key_run_revision",
                table: "run_step_event",
                columns: new[] { "run_id", "step_key", "run_revision" });

            migrationBuilder.CreateIndex(
                name: "ix_scan_active",
                table: "scan",
                column: "active",
                unique: true,
                filter: "active");

            migrationBuilder.CreateIndex(
                name: "ix_scan_number",
                table: "scan",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scan_schedule_account_id",
                table: "scan_schedule",
                column: "account_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scan_schedule_org_id",
                table: "scan_schedule",
                column: "org_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scan_target_target_id_ended_at",
                table: "scan_target",
                columns: new[] { "target_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_shared_resource_dedicated_to_id",
                table: "shared_resource",
                column: "dedicated_to_id");

            migrationBuilder.CreateIndex(
                name: "ix_shared_resource_name",
                table: "shared_resource",
                columns: new[] { "kind", "name_key" },
                unique: true,
                filter: "kind <> 'vpc'");

            migrationBuilder.CreateIndex(
                name: "ix_tag_version_current",
                table: "tag_version",
                columns: new[] { "target_id", "arn_hash" },
                unique: true,
                filter: "valid_to = 'infinity'")
                .Annotation("Npgsql:IndexInclude", new[] { "content_hash" });

            migrationBuilder.CreateIndex(
                name: "ix_template_version_key_version",
                table: "template_version",
                columns: new[] { "key", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_template_version_published",
                table: "template_version",
                column: "key",
                unique: true,
                filter: "published");

            migrationBuilder.CreateIndex(
                name: "ix_verdict_tally_current",
                table: "verdict_tally",
                columns: new[] { "target_id", "convention_id", "org_id" },
                unique: true,
                filter: "valid_to = 'infinity'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "call_budget");

            migrationBuilder.DropTable(
                name: "convention_book_version");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "evaluation");

            migrationBuilder.DropTable(
                name: "finding_version");

            migrationBuilder.DropTable(
                name: "resource_fact");

            migrationBuilder.DropTable(
                name: "resource_tally");

            migrationBuilder.DropTable(
                name: "resource_version");

            migrationBuilder.DropTable(
                name: "run_link");

            migrationBuilder.DropTable(
                name: "run_step");

            migrationBuilder.DropTable(
                name: "run_step_event");

            migrationBuilder.DropTable(
                name: "scan_schedule");

            migrationBuilder.DropTable(
                name: "scan_target");

            migrationBuilder.DropTable(
                name: "tag_version");

            migrationBuilder.DropTable(
                name: "verdict_tally");

            migrationBuilder.DropTable(
                name: "finding");

            migrationBuilder.DropTable(
                name: "run");

            migrationBuilder.DropTable(
                name: "coverage");

            migrationBuilder.DropTable(
                name: "scan");

            migrationBuilder.DropTable(
                name: "shared_resource");

            migrationBuilder.DropTable(
                name: "template_version");

            migrationBuilder.DropTable(
                name: "organization");
        }
    }
}
