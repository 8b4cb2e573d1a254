using System.Globalization;
using System.Text;
using FusionPortal.Simulator.Access;
using FusionPortal.Simulator.Services;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Simulator.Wire;

/// <summary>One request, taken apart as far as its protocol allows before anything is believed.</summary>
internal sealed class WireCall
{
    private JsonInput? _json;

    private WireCall(HttpRequest http, byte[] body, Dialect dialect, string operation, IReadOnlyDictionary<string, string> form)
    {
        (Http, Body, Dialect, Operation, Form) = (http, body, dialect, operation, form);
    }

    public HttpRequest Http { get; }

    public byte[] Body { get; }

    public Dialect Dialect { get; }

    public WireProtocol Protocol => Dialect.Protocol;

    /// <summary>As signed: tagging, ec2, s3 ...</summary>
    public string Service => Dialect.Service;

    public string Operation { get; }

    /// <summary>The fields of a Query request, or the query string of a REST one; empty for JSON.</summary>
    public IReadOnlyDictionary<string, string> Form { get; }

    /// <summary>The members of a JSON request.</summary>
    /// <exception cref="AwsError">SerializationException: the body is not a JSON object.</exception>
    public JsonInput Json => _json ??= JsonInput.Parse(Body);

    public string Api => $"{Service}:{Operation}";

    public string RequestId { get; } = Guid.CreateVersion7().ToString();

    /// <summary>From the credential scope of the signature.</summary>
    public string Region { get; set; } = "";

    /// <summary>The key the request was signed with.</summary>
    public string KeyId { get; set; } = "";

    public Principal? Principal { get; set; }

    /// <summary>Whether a session of the scanner role asks, and not one of the long-lived keys.</summary>
    public bool BySession { get; set; }

    /// <summary>A parameter, wherever the protocol carries it; null where it is absent.</summary>
    /// <exception cref="AwsError">It is not a text.</exception>
    public string? Text(string name) => Protocol == WireProtocol.Json ? Json.Text(name) : Form.GetValueOrDefault(name);

    /// <exception cref="AwsError">It is not a whole number.</exception>
    public int? Number(string name) => Protocol == WireProtocol.Json ? Json.Number(name)
        : Form.GetValueOrDefault(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw AwsError.Invalid(Dialect, $"{name} must be a number.");

    /// <summary>The size of a page.</summary>
    /// <exception cref="AwsError">It is outside the limits.</exception>
    public int Size(string name, int least, int most, int without) => Number(name) is not { } size ? without
        : size >= least && size <= most ? size
        : throw AwsError.Invalid(Dialect, $"{name} must be between {least} and {most}.");

    /// <summary>The fields name.1, name.2 ... of a Query request.</summary>
    public IReadOnlyList<string> Fields(string name) =>
        [.. Enumerable.Range(1, Form.Count).Select(i => Form.GetValueOrDefault($"{name}.{i}")).TakeWhile(v => v is not null)
            .Select(v => v!)];

    public static async Task<WireCall> ReadAsync(HttpRequest request, SimulatedServices services, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        var body = buffer.ToArray();
        if (request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target)
        {
            var dot = target.LastIndexOf('.');
            var (prefix, operation) = dot < 0 ? (target, "") : (target[..dot], target[(dot + 1)..]);
            return new WireCall(request, body, services.OfTarget(prefix), operation, new Dictionary<string, string>());
        }

        if (HttpMethods.IsPost(request.Method) && request.Path == "/")
        {
            var form = Flat(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)));
            var version = services.OfVersion(form.GetValueOrDefault("Version") ?? "");
            return new WireCall(request, body, version, form.GetValueOrDefault("Action") ?? "", form);
        }

        var (dialect, name) = services.OfRest(request);
        return new WireCall(request, body, dialect, name, Flat(request.Query));
    }

    private static Dictionary<string, string> Flat(
        IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        fields.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
}
