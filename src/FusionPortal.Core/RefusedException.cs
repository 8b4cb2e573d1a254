namespace FusionPortal.Core;

/// <summary>Why a use case refused. The HTTP API maps it: 400, 403, 404, 409, 422.</summary>
public enum RefusalKind { Invalid, Forbidden, NotFound, Conflict, SecretFound }

/// <summary>
/// A use case's answer to input it does not accept: nothing was changed, and a person can act on the message.
/// The message is shown as it is and never repeats a refused secret.
/// </summary>
public sealed class RefusedException : Exception
{
    public RefusedException(RefusalKind kind, string code, string message, string? field = null, object? details = null)
        : base(message)
    {
        Kind = kind;
        Code = code;
        Field = field;
        Details = details;
    }

    public RefusalKind Kind { get; }

    /// <summary>Stable, for programs: lower-case words joined with hyphens.</summary>
    public string Code { get; }

    /// <summary>The input field the refusal belongs to, or null for the request as a whole.</summary>
    public string? Field { get; }

    /// <summary>Further facts for the caller, for example both values of a conflict. Serialized into problem details.</summary>
    public object? Details { get; }
}
