namespace FusionPortal.Conventions.Evaluation;

/// <summary>One organization's resources in one account: how many, and the first few by ARN, so that the same estate gives the same
/// evidence in whatever order it comes.</summary>
internal sealed class AccountPresence(string accountId, string name, AccountRole role)
{
    private const int Most = 3;

    private readonly string[] _samples = new string[Most];
    private int _kept;

    public string AccountId { get; } = accountId;

    public string Name { get; } = name;

    public AccountRole Role { get; } = role;

    public long Count { get; private set; }

    /// <summary>At most three ARNs in ordinal order.</summary>
    public ReadOnlySpan<string> Samples => _samples.AsSpan(0, _kept);

    public void Add(string arn)
    {
        Count++;
        Keep(arn);
    }

    private void Keep(string arn)
    {
        if (_kept == Most && string.CompareOrdinal(arn, _samples[Most - 1]) >= 0) return;
        var at = 0;
        while (at < _kept && string.CompareOrdinal(_samples[at], arn) < 0) at++;
        // A resource seen in several regions, as a user is, is one sample.
        if (at < _kept && _samples[at] == arn) return;
        if (_kept < Most) _kept++;
        _samples.AsSpan(at, _kept - 1 - at).CopyTo(_samples.AsSpan(at + 1));
        _samples[at] = arn;
    }
}
