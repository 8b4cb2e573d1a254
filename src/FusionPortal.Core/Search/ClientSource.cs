namespace FusionPortal.Core.Search;

/// <summary>Clients, by title and organization ID.</summary>
public sealed class ClientSource : RecordSearchSource
{
    public override string Kind => "client";

    public override string Title => "Clients";

    public override int Place => 30;

    private protected override string Select => """
        select ''::text, o.id, o.title, o.org_id || ', ' || lower(o.environment),
          case when o.install_cancelled_at is not null then 'Install cancelled' when o.install_begun_at is null then 'No install' end,
          array[o.org_id], concat_ws(chr(10), o.title, o.org_id, o.recorded_bucket_name)
        from organization o
        """;

    public override string Address(IReadOnlyList<string> parts, Actor actor) => $"/clients/{Uri.EscapeDataString(parts[0])}";
}
