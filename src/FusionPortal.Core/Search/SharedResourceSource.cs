using FusionPortal.Conventions.Kinds;
using Npgsql;

namespace FusionPortal.Core.Search;

/// <summary>Hosts, instances, brokers and networks that serve several clients, by the name their checklist recorded.</summary>
public sealed class SharedResourceSource : RecordSearchSource
{
    public override string Kind => "shared-resource";

    public override string Title => "Shared resources";

    public override int Place => 25;

    private protected override string Select => """
        select ''::text, s.id, coalesce(s.name, s.title), case when s.name is not null then s.title end,
          case when o.org_id is not null then 'Only ' || o.org_id end, array[s.id::text, s.kind],
          concat_ws(chr(10), s.name, s.title, replace(s.kind, '-', ' '), o.org_id)
        from shared_resource s left join organization o on o.id = s.dedicated_to_id
        """;

    public override string Address(IReadOnlyList<string> parts, Actor actor) => $"/shared-resources/{parts[0]}";

    internal override Task<IReadOnlyList<FoundEntry>> DescribeAsync(
        NpgsqlConnection connection, IReadOnlyList<FoundEntry> found, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FoundEntry>>([.. found.Select(f => f with
        {
            Detail = string.Join(", ", new[] { ResourceKinds.Of(f.Parts[1]).Title, f.Detail }.OfType<string>()),
        })]);
}
