using System.Text.Json;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>What a GetResources request asks for, within the limits AWS sets.</summary>
internal sealed class TaggingQuery
{
    private static readonly string[] NotWithArns = [
        "PaginationToken", "ResourcesPerPage", "TagsPerPage", "TagFilters", "ResourceTypeFilters"];

    private readonly IReadOnlyList<(string Key, IReadOnlyList<string> Values)> _tagFilters;
    private readonly IReadOnlyList<string> _typeFilters;

    private TaggingQuery(JsonInput input)
    {
        Arns = [.. input.List("ResourceARNList").Select(a => a.GetString() ?? "")];
        if (Arns.Count > 100) throw AwsError.InvalidParameter("ResourceARNList holds 1 to 100 ARNs.");
        if (Arns.Count > 0 && NotWithArns.FirstOrDefault(input.Has) is { } other)
            throw AwsError.InvalidParameter($"ResourceARNList cannot be given together with {other}.");
        if (Arns.FirstOrDefault(a => ArnKind.Of(a).Length == 0) is { } none) throw AwsError.InvalidParameter($"{none} is not an ARN.");
        PageSize = input.Number("ResourcesPerPage") ?? 50;
        if (PageSize is < 1 or > 100) throw AwsError.InvalidParameter("ResourcesPerPage must be between 1 and 100.");
        TagsPerPage = input.Number("TagsPerPage") ?? int.MaxValue;
        if (TagsPerPage is < 100 or (> 500 and < int.MaxValue)) throw AwsError.InvalidParameter("TagsPerPage must be between 100 and 500.");
        Token = input.Text("PaginationToken") is { Length: > 0 } token ? token : null;
        _tagFilters = [.. input.List("TagFilters").Select(Filter)];
        _typeFilters = [.. input.List("ResourceTypeFilters").Select(t => t.GetString() ?? "")];
        if (_tagFilters.Count > 50) throw AwsError.InvalidParameter("At most 50 TagFilters.");
        if (_typeFilters.Count > 100) throw AwsError.InvalidParameter("At most 100 ResourceTypeFilters.");
    }

    /// <summary>Empty for a listing; otherwise only these are asked for.</summary>
    public IReadOnlyList<string> Arns { get; }

    public int PageSize { get; }

    public int TagsPerPage { get; }

    public string? Token { get; }

    public static TaggingQuery Read(JsonInput input) => new(input);

    /// <summary>The same for the pages of one query, different for any other.</summary>
    public string Digest(string accountId, string region) => PaginationToken.Digest(accountId, region,
        string.Join('|', _tagFilters.Select(f => $"{f.Key}={string.Join(',', f.Values)}")), string.Join('|', _typeFilters));

    public bool Admits(SimulatedResource resource) =>
        _tagFilters.All(f => resource.Tags.Any(t => t.Key == f.Key && (f.Values.Count == 0 || f.Values.Contains(t.Value))))
        && (_typeFilters.Count == 0 || _typeFilters.Any(f => IsOfType(resource.Arn, f)));

    /// <summary>"ec2" or "ec2:instance" against arn:aws:ec2:region:account:instance/i-1.</summary>
    private static bool IsOfType(string arn, string filter)
    {
        var parts = arn.Split(':', 6);
        var wanted = filter.Split(':', 2);
        return parts.Length == 6 && parts[2] == wanted[0] && (wanted.Length == 1
            || parts[5].StartsWith(wanted[1] + "/", StringComparison.Ordinal)
                || parts[5].StartsWith(wanted[1] + ":", StringComparison.Ordinal));
    }

    private static (string, IReadOnlyList<string>) Filter(JsonElement filter)
    {
        if (filter.ValueKind != JsonValueKind.Object) throw AwsError.InvalidParameter("A TagFilter is an object.");
        var input = new JsonInput(filter);
        IReadOnlyList<string> values = [.. input.List("Values").Select(v => v.GetString() ?? "")];
        if (values.Count > 20) throw AwsError.InvalidParameter("At most 20 values for a key.");
        return (input.Text("Key") ?? throw AwsError.InvalidParameter("A TagFilter needs a key."), values);
    }
}
