using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Evaluation;

/// <summary>
/// Which numbers stand in the names of resources that follow a pattern of the book with a number in it, by kind and AWS partition. Grows by
/// some 150 bytes with each of them.
/// </summary>
internal sealed class UsedNumbers : ResourceCollector
{
    private readonly Dictionary<string, (NamePattern Pattern, int Slot)[]> _patterns;
    private readonly int _mostSlots;
    private readonly Dictionary<(string Kind, string Partition, int Number), SortedList<string, SeenResource>> _users = [];

    public UsedNumbers(EvaluationPlan plan)
    {
        _patterns = plan.Book.Names.Where(n => n.Kind is not null && n.Pattern.NumberSlot >= 0).GroupBy(n => n.Kind!)
            .ToDictionary(g => g.Key, g => g.Select(n => (n.Pattern, n.Pattern.NumberSlot)).ToArray(), StringComparer.Ordinal);
        Kinds = [.. _patterns.Keys];
        _mostSlots = _patterns.Values.SelectMany(p => p).Select(p => p.Pattern.PartIds.Count()).DefaultIfEmpty(0).Max();
    }

    internal override IReadOnlyList<string> Kinds { get; }

    /// <summary>Every number of a kind with the resources that have it, in the order of numbers.</summary>
    public IEnumerable<(int Number, IList<SeenResource> Users)> Of(string kind) =>
        _users.Where(u => u.Key.Kind == kind).OrderBy(u => u.Key.Partition, StringComparer.Ordinal).ThenBy(u => u.Key.Number)
            .Select(u => (u.Key.Number, u.Value.Values));

    internal override bool Add(in ResourceView view)
    {
        var resource = view.Resource;
        if (!TryNumber(resource, out var number)) return false;
        var key = (resource.Kind, Partition(resource.Arn), number);
        if (!_users.TryGetValue(key, out var users)) _users[key] = users = new(StringComparer.Ordinal);
        // Two targets may show one resource, in any order.
        if (users.TryGetValue(resource.Arn, out var known) && known.GoesBefore(in view)) return true;
        users[resource.Arn] = SeenResource.Of(in view);
        return true;
    }

    private bool TryNumber(Observation resource, out int number)
    {
        number = 0;
        Span<Range> slots = stackalloc Range[_mostSlots];
        foreach (var (pattern, slot) in _patterns[resource.Kind])
        {
            if (pattern.TryMatch(resource.Name, slots))
                return int.TryParse(
                    resource.Name.AsSpan()[slots[slot]], System.Globalization.NumberStyles.None,
                    System.Globalization.CultureInfo.InvariantCulture, out number);
        }

        return false;
    }

    // Names of the few partitions there are.
    private static string Partition(string arn) =>
        arn.StartsWith("arn:aws:", StringComparison.Ordinal) ? "aws"
        : arn.StartsWith("arn:aws-cn:", StringComparison.Ordinal) ? "aws-cn"
        : arn.StartsWith("arn:aws-us-gov:", StringComparison.Ordinal) ? "aws-us-gov" : "other";
}
