using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FusionPortal.Migrations.Versions
{
    /// <inheritdoc />
    public partial class AddSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Both come with PostgreSQL (contrib) and are trusted: the database's owner may install them. Where an administrator did
            // before, they are left in the schema they are in.
            migrationBuilder.Sql("create extension if not exists pg_trgm; create extension if not exists unaccent;");
            // In lower case and without accents, composed or not. unaccent() calls itself stable, since somebody could edit its
            // dictionary: what is in the index then would no longer be found, until all is read again.
            migrationBuilder.Sql("""
                do $do$
                declare
                  v_schema text := (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
                    where e.extname = 'unaccent');
                begin
                  execute format($create$
                    create function public.search_plain(p_text text) returns text language sql immutable strict parallel safe as $$
                      select pg_catalog.lower(
                        %1$I.unaccent('%1$I.unaccent'::regdictionary, pg_catalog.normalize(p_text, 'NFKC')))
                    $$
                    $create$, v_schema);
                end
                $do$;
                """);
            // A partition has statistics of its own, so that the planner knows how common a word is among its kind; and it is named in
            // the query, since above partitions a plan that begins at once is not considered before PostgreSQL 17. Kinds to come are in
            // the rest.
            migrationBuilder.Sql("""
                create table public.search_entry (
                  kind text collate "C" not null, scope text collate "C" not null, key uuid not null, title text not null, detail text,
                  state text, parts text[] not null, name text collate "C" not null, terms text not null,
                  constraint pk_search_entry primary key (kind, key, scope)) partition by list (kind);
                create table public.search_entry_resource partition of public.search_entry for values in ('resource');
                create table public.search_entry_finding partition of public.search_entry for values in ('finding');
                create table public.search_entry_step partition of public.search_entry for values in ('step');
                create table public.search_entry_recorded_value partition of public.search_entry for values in ('recorded-value');
                create table public.search_entry_other partition of public.search_entry default;
                create index ix_search_entry_name on public.search_entry (kind, name);
                create index ix_search_entry_scope on public.search_entry (kind, scope);
                do $do$
                declare
                  v_schema text := (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace
                    where e.extname = 'pg_trgm');
                  v_part text;
                begin
                  foreach v_part in array array['resource', 'finding', 'step', 'recorded_value', 'other'] loop
                    execute format(
                      'create index ix_search_entry_%1$s_terms on public.search_entry_%1$s using gin (terms %2$I.gin_trgm_ops)',
                      v_part, v_schema);
                    execute format('alter table public.search_entry_%s alter terms set statistics 400', v_part);
                  end loop;
                end
                $do$;
                """);
            // For the portal's login, which owns no table: what was written last waits in a list that every search reads through, until it
            // is sorted in; and after much was written the planner has to know.
            migrationBuilder.Sql("""
                create function public.search_settle(p_analyze boolean) returns void language plpgsql security definer
                  set search_path = pg_catalog, pg_temp as $$
                begin
                  perform gin_clean_pending_list(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
                    where c.relname like 'ix\_search\_entry\_%\_terms' and c.relnamespace = 'public'::regnamespace;
                  if p_analyze then analyze public.search_entry; end if;
                end
                $$;
                revoke all on function public.search_settle(boolean) from public;
                """);

            migrationBuilder.CreateTable(
                name: "search_feed",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    read_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    whole_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_feed", x => x.kind);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop function public.search_settle(boolean);
                drop table public.search_entry;
                drop function public.search_plain(text);
                """);

            migrationBuilder.DropTable(
                name: "search_feed");
        }
    }
}
