using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using FusionPortal.Simulator.Estate;
using FusionPortal.Simulator.Estate.Facts;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services.Iam;

/// <summary>The credential report of each account: made on demand, at most every four hours, gone after as long.</summary>
internal sealed class CredentialReports(ISimulatedEstate estate, Func<DateTimeOffset> now)
{
    private const string Columns =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
        + "access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,"
        + "access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    private static readonly TimeSpan Life = TimeSpan.FromHours(4);

    private readonly ConcurrentDictionary<string, (string Content, DateTimeOffset At)> _reports = new(StringComparer.Ordinal);

    /// <returns>False where a report is fresh enough to be given again.</returns>
    public bool Generate(string account)
    {
        if (_reports.TryGetValue(account, out var report) && now() - report.At < Life) return false;
        _reports[account] = (Write(account), now());
        return true;
    }

    /// <exception cref="AwsError">ReportNotPresent or ReportExpired: one has to be generated first.</exception>
    public (string Content, DateTimeOffset At) Get(string account) =>
        !_reports.TryGetValue(account, out var report) ? throw new AwsError("ReportNotPresent", "No report exists for the account.", 410)
        : now() - report.At >= Life ? throw new AwsError("ReportExpired", "The report has expired.", 410)
        : report;

    // Of a whole day, so that a scan an hour later is told of nothing new.
    private DateTimeOffset Today => new(now().UtcDateTime.Date, TimeSpan.Zero);

    private string Write(string account)
    {
        var made = Time(Made.At);
        var text = new StringBuilder(Columns);
        var use = estate.RootUse(account);
        text.Append('\n').AppendJoin(',', [
            "<root_account>", $"arn:aws:iam::{account}:root", made, "not_supported", use is { } days
                ? Time(Today.AddDays(-days)) : "no_information",
            "not_supported", "not_supported", estate.HasRootMfa(account) ? "true" : "false",
            .. Key(estate.HasRootKey(account), made), .. Key(active: false, made), "false", "N/A", "false",
                "N/A"]);
        foreach (var user in estate.OfAccount(account, ArnKind.User))
        {
            var facts = user.Resource.Facts as IdentityFacts ?? new IdentityFacts();
            string[] password = facts.HasConsolePassword ? ["true", Time(Today.AddDays(-3)), made, "N/A", facts.HasMfa ? "true" : "false"]
                : ["false", "N/A", "N/A", "N/A", "false"];
            var rotated = Time(Today.AddDays(-facts.KeyAgeDays));
            text.Append('\n').AppendJoin(',', [
                IamDetails.NameOf(user.Resource), user.Resource.Arn, made, .. password,
                .. Key(facts.AccessKeys > 0, rotated), .. Key(facts.AccessKeys > 1, rotated), "false", "N/A", "false", "N/A"]);
        }

        return text.ToString();
    }

    private static string[] Key(bool active, string rotated) =>
        active ? ["true", rotated, "N/A", "N/A", "N/A"] : ["false", "N/A", "N/A", "N/A", "N/A"];

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
