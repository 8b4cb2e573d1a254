namespace FusionPortal.Core.Abstractions;

/// <summary>Tells which regions an account may use, for configurations that name none.</summary>
public interface IRegionDirectory
{
    /// <summary>Names of the regions switched on for the account, in ordinal order.</summary>
    /// <exception cref="TargetFailedException">They were not obtained.</exception>
    Task<IReadOnlyList<string>> ListRegionsAsync(string accountId, ICallMeter meter, CancellationToken cancellationToken);
}
