using FusionPortal.Simulator.Access;
using FusionPortal.Simulator.Faults;
using FusionPortal.Simulator.Services;
using FusionPortal.Simulator.Wire;

namespace FusionPortal.Simulator;

/// <summary>Answers requests: reads, believes, lets faults strike, lets the service answer, writes, logs.</summary>
internal sealed class SimulatedAws
{
    private readonly SimulatorOptions _options;
    private readonly FaultPlan _faults;
    private readonly RequestLog _log;
    private readonly KeyRing _keys;
    private readonly Authentication _authentication;
    private readonly StsService _sts;
    private readonly OrganizationsService _organizations;
    private readonly TaggingService _tagging;

    public SimulatedAws(SimulatorOptions options, FaultPlan faults, RequestLog log)
    {
        (_options, _faults, _log) = (options, faults, log);
        _keys = new KeyRing([options.PortalKey, options.RootKey]);
        _authentication = new Authentication(_keys, Now);
        _sts = new StsService(options.Estate, _keys, options, Now);
        _organizations = new OrganizationsService(options.Estate);
        _tagging = new TaggingService(options.Estate, options, Now);
    }

    private DateTimeOffset Now() => _options.Time.GetUtcNow() + _faults.ClockOffset;

    public async Task AnswerAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        var call = await WireCall.ReadAsync(context.Request, ct);
        var struck = new List<Fault>();
        WireAnswer answer;
        try
        {
            _authentication.Check(call);
            struck.AddRange(_faults.Strike(call.Api, StsService.TargetAccount(call) ?? call.Principal!.AccountId, call.Region, TaggingService.HasToken(call)));
            answer = Answer(call, struck);
        }
        catch (AwsError e)
        {
            answer = WireAnswer.Error(e, call.Protocol, call.RequestId);
        }

        foreach (var slow in struck.Where(f => f.Kind == FaultKind.Latency)) await Task.Delay(slow.Delay, _options.Time, ct);
        _log.Add(new LoggedRequest(Now(), call.Api, call.Principal?.AccountId, call.Region, answer.Status, answer.ErrorCode));
        await WriteAsync(context, call, answer, struck, ct);
    }

    private WireAnswer Answer(WireCall call, List<Fault> struck)
    {
        foreach (var fault in struck) Refuse(fault.Kind, call);
        var page = new PageFaults(struck);
        return call.Service switch
        {
            "sts" => _sts.Answer(call),
            "organizations" => _organizations.Answer(call, page),
            "tagging" => _tagging.Answer(call, page),
            _ => throw AwsError.UnknownOperation(call.Protocol, call.Api),
        };
    }

    private void Refuse(FaultKind kind, WireCall call)
    {
        switch (kind)
        {
            case FaultKind.Throttle:
                throw new AwsError(call.Service switch { "tagging" => "ThrottledException", "organizations" => "TooManyRequestsException", _ => "Throttling" }, "Rate exceeded");
            case FaultKind.Deny:
                throw AwsError.AccessDenied(call.Protocol, $"User: {call.Principal!.Arn} is not authorized to perform: {call.Api}");
            case FaultKind.ExpiredToken:
                _keys.Expire(call.KeyId);
                throw AwsError.ExpiredToken(call.Protocol);
            case FaultKind.RegionDisabled:
                throw AwsError.UnknownKey(call.Protocol);
            case FaultKind.ServerError:
                throw new AwsError(call.Service switch { "tagging" => "InternalServiceException", "organizations" => "ServiceException", _ => "InternalFailure" }, "The service failed.", 500);
            case FaultKind.NoOrganization:
                throw new AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
            case FaultKind.PaginationTokenExpired:
                throw new AwsError("PaginationTokenExpiredException", "The pagination token has expired. Start the query again.");
        }
    }

    private async Task WriteAsync(HttpContext context, WireCall call, WireAnswer answer, List<Fault> struck, CancellationToken ct)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers["x-amzn-RequestId"] = call.RequestId;
        response.Headers.Date = Now().ToString("R");
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
