using FusionPortal.Simulator.Access;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Policies;
using FusionPortal.Simulator.Services;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator;

/// <summary>Answers requests: reads, believes, lets faults strike, asks the policy, lets the service answer, writes, logs.</summary>
internal sealed class SimulatedAws
{
    private readonly SimulatorOptions _options;
    private readonly FaultPlan _faults;
    private readonly RequestLog _log;
    private readonly KeyRing _keys;
    private readonly Authentication _authentication;
    private readonly ScannerPolicy? _policy;
    private readonly SimulatedServices _services;

    /// <exception cref="ArgumentException">The scanner policy is none.</exception>
    public SimulatedAws(SimulatorOptions options, FaultPlan faults, RequestLog log)
    {
        (_options, _faults, _log) = (options, faults, log);
        _keys = new KeyRing([options.PortalKey, options.RootKey]);
        _authentication = new Authentication(_keys, Now);
        _policy = options.ScannerPolicy is { } policy ? ScannerPolicy.Parse(policy) : null;
        Func<DateTimeOffset> now = Now;
        var parts = new ServiceCollection().AddSingleton(options.Estate).AddSingleton(options).AddSingleton(options.Time)
            .AddSingleton(faults).AddSingleton(_keys).AddSingleton(now).AddSingleton<Paging>();
        using var provider = parts.BuildServiceProvider();
        _services = new SimulatedServices(provider);
    }

    private DateTimeOffset Now() => _options.Time.GetUtcNow() + _faults.ClockOffset;

    public async Task AnswerAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        var call = await WireCall.ReadAsync(context.Request, _services, ct);
        var struck = new List<Fault>();
        WireAnswer answer;
        try
        {
            _authentication.Check(call);
            var operation = _services.Operation(call.Api);
            struck.AddRange(_faults.Strike(
                call.Api, StsService.TargetAccount(call)
                    ?? call.Principal!.AccountId, call.Region, operation?.Token is not null, operation?.HasToken(call) ?? false));
            foreach (var fault in struck) Refuse(fault.Kind, call);
            if (operation is null) throw AwsError.UnknownOperation(call.Protocol, call.Operation);
            Allow(operation, call);
            answer = await operation.AnswerAsync(call, new PageFaults(struck), ct);
        }
        catch (AwsError e)
        {
            answer = WireAnswer.Error(e, call);
        }

        foreach (var slow in struck.Where(f => f.Kind == FaultKind.Latency)) await Task.Delay(slow.Delay, _options.Time, ct);
        _log.Add(new LoggedRequest(Now(), call.Api, call.Principal?.AccountId, call.Region, answer.Status, answer.ErrorCode));
        await WriteAsync(context, call, answer, struck, ct);
    }

    private void Allow(Operation operation, WireCall call)
    {
        if (call.BySession && operation.Action is { } action && _policy is { } policy && !policy.Allows(action))
            throw AwsError.AccessDenied(
                call.Dialect,
                $"User: {call.Principal!.Arn} is not authorized to perform: {action} because no identity-based "
                    + $"policy allows the {action} action");
    }

    private void Refuse(FaultKind kind, WireCall call)
    {
        var dialect = call.Dialect;
        switch (kind)
        {
            case FaultKind.Throttle:
                throw new AwsError(dialect.Throttled.Code, "Rate exceeded", dialect.Throttled.Status);
            case FaultKind.Deny:
                throw AwsError.AccessDenied(dialect, $"User: {call.Principal!.Arn} is not authorized to perform: {call.Api}");
            case FaultKind.ExpiredToken:
                _keys.Expire(call.KeyId);
                throw AwsError.ExpiredToken(call.Protocol);
            case FaultKind.RegionDisabled:
                throw AwsError.UnknownKey(call.Protocol);
            case FaultKind.ServerError:
                throw new AwsError(dialect.Failed, "The service failed.", 500);
            case FaultKind.NoOrganization:
                throw new AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
            case FaultKind.PaginationTokenExpired:
                throw new AwsError(dialect.StaleToken, "The pagination token has expired. Start the query again.");
        }
    }

    private async Task WriteAsync(HttpContext context, WireCall call, WireAnswer answer, List<Fault> struck, CancellationToken ct)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers["x-amzn-RequestId"] = call.RequestId;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        response.Headers.Date = Now().ToString("R");
        // An answer to HEAD tells of a body and has none.
        if (HttpMethods.IsHead(call.Http.Method)) return;
        if (struck.Any(f => f.Kind == FaultKind.MalformedArn)) answer = answer.WithMalformedArn();
        var half = answer.Body.AsMemory(0, answer.Body.Length / 2);
        if (struck.Any(f => f.Kind == FaultKind.CutConnection))
        {
            response.ContentLength = answer.Body.Length;
            await response.Body.WriteAsync(half, ct);
            await response.Body.FlushAsync(ct);
            context.Abort();
            return;
        }

        var body = struck.Any(f => f.Kind == FaultKind.MalformedBody) ? half : answer.Body;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, ct);
    }
}
