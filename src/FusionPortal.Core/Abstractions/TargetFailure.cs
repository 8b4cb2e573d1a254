namespace FusionPortal.Core.Abstractions;

/// <summary>Why a target is not covered.</summary>
public enum TargetFailure
{
    /// <summary>AWS refused the role or the call.</summary>
    Denied,

    /// <summary>Throttled until patience ran out.</summary>
    Throttled,

    /// <summary>The region is disabled for the account, or the service is not offered there.</summary>
    NotSupported,

    /// <summary>Credentials or the pagination token expired and a fresh start did not help.</summary>
    Expired,

    /// <summary>Network, malformed answer, server error after retries.</summary>
    Failed,

    /// <summary>Not read, because somebody paused scanning of the account.</summary>
    Paused,
}

/// <summary>A target ended without having been seen whole. The message is fit for the coverage page; it holds no credential.</summary>
public sealed class TargetFailedException(TargetFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public TargetFailure Failure { get; } = failure;
}
