using System.Text;

namespace FusionPortal.Aws.Services;

/// <summary>One row of IAM's credential report, as far as conventions ask for it.</summary>
/// <param name="HasPassword">May sign in to the console; null for root, where AWS does not tell.</param>
/// <param name="ActiveKeys">0 to 2.</param>
/// <param name="HasMfa">A second factor is set up.</param>
/// <param name="PasswordUsed">UTC, AWS tells it to five minutes; null for never or not known.</param>
/// <param name="KeyUsed">The later of the two keys' last uses, UTC, to fifteen minutes; null for never or not known.</param>
internal sealed record CredentialRow(bool? HasPassword, int ActiveKeys, bool? HasMfa, DateTime? PasswordUsed, DateTime? KeyUsed)
{
    /// <summary>When the older of the active keys was made, UTC; null without an active key, and where AWS does not tell.</summary>
    public DateTime? OldestKey { get; init; }

    /// <summary>The latest of all uses. Any one alone would hide the others: a root key used today beside a password used last
    /// year.</summary>
    public DateTime? Used => PasswordUsed > KeyUsed || KeyUsed is null ? PasswordUsed : KeyUsed;
}

/// <summary>IAM's credential report: CSV, at most four hours old, one row per user and one for root.</summary>
internal sealed class CredentialReport
{
    private const string RootUser = "<root_account>";

    private readonly Dictionary<string, CredentialRow> _byArn = new(StringComparer.Ordinal);

    /// <summary>A report that AWS refused to give: nothing is known of anybody.</summary>
    public static CredentialReport Refused { get; } = new() { IsRefused = true };

    /// <summary>Whether AWS refused to give the report.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The account's root user; null where the report has no such row, as at stand-ins.</summary>
    public CredentialRow? Root { get; private init; }

    /// <summary>A user's row; null for users younger than the report.</summary>
    public CredentialRow? Of(string arn) => _byArn.GetValueOrDefault(arn);

    /// <exception cref="FormatException">The text is no credential report.</exception>
    public static CredentialReport Parse(string base64)
    {
        var lines = Encoding.UTF8.GetString(Convert.FromBase64String(base64))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var columns = lines.Length > 0 ? lines[0].Split(',') : [];
        if (columns is not ["user", "arn", ..]) throw new FormatException("The credential report has no known first line.");

        var rows = lines.Skip(1).Select(line => Read(line, columns)).OfType<(string User, string Arn, CredentialRow Row)>().ToList();
        var report = new CredentialReport { Root = rows.Where(r => r.User == RootUser).Select(r => r.Row).FirstOrDefault() };
        foreach (var (_, arn, row) in rows.Where(r => r.User != RootUser)) report._byArn[arn] = row;
        return report;
    }

    // A user's name may hold commas, and so does its ARN then; all later columns never do, so they are counted from the end.
    private static (string User, string Arn, CredentialRow Row)? Read(string line, string[] columns)
    {
        // Quotes are in no name; who quotes a field with commas in it says nothing more by them.
        var fields = line.Replace("\"", "", StringComparison.Ordinal).Split(',');
        if (fields.Length < columns.Length) return null;
        var head = string.Join(',', fields[..^(columns.Length - 2)]);
        var split = head.IndexOf(",arn:", StringComparison.Ordinal);
        if (split < 0) return null;

        string? Field(string column) => Array.IndexOf(columns, column) is >= 2 and var at ? fields[^(columns.Length - at)] : null;
        bool? Flag(string column) => bool.TryParse(Field(column), out var flag) ? flag : null;
        var keys = new[] { Instants.Parse(Field("access_key_1_last_used_date")), Instants.Parse(Field("access_key_2_last_used_date")) };
        // One key whose day is not told leaves the age of all open.
        var made = new[] { "1", "2" }.Where(n => Flag($"access_key_{n}_active") == true)
            .Select(n => Instants.Parse(Field($"access_key_{n}_last_rotated"))).ToList();
        if (made.Contains(null)) made = [];
        return (head[..split], head[(split + 1)..], new CredentialRow(
            Flag("password_enabled"),
            (Flag("access_key_1_active") == true ? 1 : 0) + (Flag("access_key_2_active") == true ? 1 : 0),
            Flag("mfa_active"),
            Instants.Parse(Field("password_last_used")),
            keys.Max())
        {
            OldestKey = made.Min(),
        });
    }
}
