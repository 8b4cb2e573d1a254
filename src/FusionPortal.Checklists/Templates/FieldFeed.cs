using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Checklists.Templates;

/// <summary>What a field's value becomes outside its run, once its step is done.</summary>
/// <param name="Subject"><c>organization</c>, or a kind of resource.</param>
/// <param name="Fact">What of it.</param>
public sealed record FieldFeed(string Subject, string Fact)
{
    private const string Client = "organization";

    /// <summary>The name of the client's bucket, where it is another than the conventional one: evaluation expects it.</summary>
    public static FieldFeed OrganizationBucket { get; } = new(Client, "bucket");

    /// <summary>
    /// Every one there is, by its word: the client's bucket, and of each kind of resource what AWS shows of it.
    /// </summary>
    public static IReadOnlyDictionary<string, FieldFeed> ByWord { get; } =
        ((FieldFeed[])[OrganizationBucket, .. ResourceKinds.Ids.SelectMany(k => Facts(k).Select(f => new FieldFeed(k, f.Id)))])
        .ToDictionary(f => f.Word, StringComparer.Ordinal);

    /// <summary>As templates write it: <c>rds-instance.engine</c>.</summary>
    public string Word => $"{Subject}.{Fact}";

    /// <summary>Whether it is what is expected of a resource, and not a record of the client.</summary>
    public bool IsOfResource => Subject != Client;

    /// <summary>What a kind's fields can feed.</summary>
    public static IEnumerable<ShownFact> Facts(string kind) => ShownFact.OfEveryKind.Concat(ResourceKinds.Of(kind).Shows);

    public override string ToString() => Word;
}
