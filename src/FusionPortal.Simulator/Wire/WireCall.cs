using System.Text;
using FusionPortal.Simulator.Access;
using Microsoft.AspNetCore.WebUtilities;

namespace FusionPortal.Simulator.Wire;

/// <summary>One request, taken apart as far as its protocol allows before anything is believed.</summary>
internal sealed class WireCall
{
    private WireCall(HttpRequest http, byte[] body, WireProtocol protocol, string service, string operation, IReadOnlyDictionary<string, string> form)
    {
        (Http, Body, Protocol, Service, Operation, Form) = (http, body, protocol, service, operation, form);
    }

    public HttpRequest Http { get; }

    public byte[] Body { get; }

    public WireProtocol Protocol { get; }

    /// <summary>As signed: tagging, organizations or sts.</summary>
    public string Service { get; }

    public string Operation { get; }

    /// <summary>The fields of a Query request; empty for JSON.</summary>
    public IReadOnlyDictionary<string, string> Form { get; }

    public string Api => $"{Service}:{Operation}";

    public string RequestId { get; } = Guid.CreateVersion7().ToString();

    /// <summary>From the credential scope of the signature.</summary>
    public string Region { get; set; } = "";

    /// <summary>The key the request was signed with.</summary>
    public string KeyId { get; set; } = "";

    public Principal? Principal { get; set; }

    public static async Task<WireCall> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        var body = buffer.ToArray();
        if (request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target)
        {
            var dot = target.LastIndexOf('.');
            var (prefix, operation) = dot < 0 ? (target, "") : (target[..dot], target[(dot + 1)..]);
            var service = prefix switch
            {
                "ResourceGroupsTaggingAPI_20170126" => "tagging",
                "AWSOrganizationsV20161128" => "organizations",
                _ => prefix,
            };
            return new WireCall(request, body, WireProtocol.Json, service, operation, new Dictionary<string, string>());
        }

        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
        var service2 = form.GetValueOrDefault("Version") == "2011-06-15" ? "sts" : "unknown";
        return new WireCall(request, body, WireProtocol.Query, service2, form.GetValueOrDefault("Action") ?? "", form);
    }
}
