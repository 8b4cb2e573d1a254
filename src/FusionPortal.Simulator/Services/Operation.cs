using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator.Services;

/// <summary>One operation of a service.</summary>
/// <param name="Action">What IAM policies call it, for example s3:ListAllMyBuckets; null where no policy of the scanner's is asked.</param>
/// <param name="AnswerAsync">Answers, or throws an <see cref="AwsError"/>.</param>
/// <param name="Token">The parameter that carries the paging token; null where the answer comes in one page.</param>
internal sealed record Operation(string? Action, Func<WireCall, PageFaults, CancellationToken, Task<WireAnswer>> AnswerAsync, string? Token)
{
    public static Operation Of(string? action, Func<WireCall, PageFaults, WireAnswer> answer, string? token = null) =>
        new(action, (call, faults, _) => Task.FromResult(answer(call, faults)), token);

    /// <summary>Whether the request asks to go on with an earlier one.</summary>
    public bool HasToken(WireCall call) => Token is not null && call.Text(Token) is { Length: > 0 };
}
