using System.Text.Json;
using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Tests.Evaluation;
using FusionPortal.Conventions.Tests.Fleet;

namespace FusionPortal.Conventions.Tests.Rules;

/// <summary>Clients' buckets with facts, for the rules that read them.</summary>
internal static class Buckets
{
    public const string Arn = "arn:aws:s3:::fusion-rms-acme";

    public const string Own = $"arn:aws:iam::{Estate.Production}:user/rms_acme";

    public static Observation Of(string facts, string name = "fusion-rms-acme", params (string Key, string Value)[] tags) =>
        Estate.Bucket(name, Estate.Production, tags) with
        {
            Facts = facts == "null" ? null : JsonSerializer.Deserialize<JsonElement>(facts),
        };

    /// <summary>What a bucket has that is as it should be.</summary>
    public static JsonElement Right(string name, string account, (string Key, string Value)[] tags)
    {
        var org = name.StartsWith("fusion-rms-", StringComparison.Ordinal) ? name["fusion-rms-".Length..]
            : Array.Find(tags, t => t.Key is "OrgId" or "OrgID").Value ?? "nobody";
        var facts = RightFacts.Of(S3Bucket.Kind, account)!;
        facts["policy"] = RightFacts.Policy(name, $"arn:aws:iam::{account}:user/rms_{org}");
        return JsonSerializer.SerializeToElement(facts);
    }

    public static Observation With(params string[] statements) =>
        Of("{\"policy\":{\"Version\":\"2012-10-17\",\"Statement\":[" + string.Join(',', statements) + "]}}");

    /// <summary>A statement whose principal, actions and resources are JSON. B is the bucket's ARN, U its client's user.</summary>
    public static string Statement(string told) =>
        told.Replace("\"B\"", $"\"{Arn}\"", StringComparison.Ordinal).Replace("\"B/", $"\"{Arn}/", StringComparison.Ordinal)
            .Replace("\"B2/", $"\"{Arn}2/", StringComparison.Ordinal).Replace("\"U\"", $"\"{Own}\"", StringComparison.Ordinal);
}
