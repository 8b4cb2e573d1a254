namespace FusionPortal.Core.Filters;

/// <summary>What can be asked as of a moment.</summary>
public interface IAsOf
{
    /// <summary>What the portal knew at that moment; null means now.</summary>
    DateTimeOffset? AsOf { get; }
}
