using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace FusionPortal.Integration.Hosting;

/// <summary>
/// A page's connection without its browser: a WebSocket on which the page's components are begun, by the protocol that its script speaks
/// (MessagePack, each message after its length).
/// </summary>
public sealed partial class RawCircuit : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    /// <param name="portal">Where.</param>
    /// <param name="browser">In which somebody has signed in.</param>
    /// <param name="document">The page's document; null for the one that the portal gives this browser.</param>
    public static async Task<RawCircuit> OpenAsync(
        Uri portal, SignedInBrowser browser, CancellationToken cancellationToken, string? document = null)
    {
        var page = document ?? await browser.Http.GetStringAsync("/", cancellationToken);
        var circuit = new RawCircuit();
        circuit._socket.Options.SetRequestHeader("Origin", portal.GetLeftPart(UriPartial.Authority));
        circuit._socket.Options.Cookies = new CookieContainer();
        foreach (var cookie in browser.Cookies) circuit._socket.Options.Cookies.Add(portal, new Cookie(cookie.Name, cookie.Value));
        await circuit._socket.ConnectAsync(new UriBuilder(new Uri(portal, "/_blazor")) { Scheme = "ws" }.Uri, cancellationToken);
        await circuit.SendAsync(Encoding.UTF8.GetBytes("""{"protocol":"blazorpack","version":1}""" + '\u001e'), cancellationToken);
        await circuit.ReceiveAsync(cancellationToken);

        await circuit.CallAsync("StartCircuit", [portal.ToString(), portal.ToString(), "[]", ""], cancellationToken);
        var answer = Encoding.UTF8.GetString(await circuit.ReceiveAsync(cancellationToken));
        if (!answer.Contains("attachWebRendererInterop", StringComparison.Ordinal))
            throw new InvalidOperationException($"The circuit did not begin: {answer}");
        // Open is a circuit for its handlers and for who counts it once it has a component.
        var added = Component().Matches(page)
            .Select((m, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{m.Groups[1].Value}}}""");
        await circuit.CallAsync(
            "UpdateRootComponents", [$$"""{"batchId":1,"operations":[{{string.Join(',', added)}}]}""", ""], cancellationToken);
        return circuit;
    }

    /// <summary>Reads what the portal sends until one of the texts is in it.</summary>
    /// <returns>The text that came, and everything read until then.</returns>
    public async Task<(string Found, string Read)> ReadUntilAsync(string[] texts, CancellationToken cancellationToken)
    {
        var read = "";
        while (true)
        {
            read += Encoding.UTF8.GetString(await ReceiveAsync(cancellationToken));
            if (Array.Find(texts, text => read.Contains(text, StringComparison.Ordinal)) is { } found) return (found, read);
        }
    }

    /// <summary>As a page that is closed: the server learns of it and ends the circuit's connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        _socket.Dispose();
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var received = await _socket.ReceiveAsync(buffer, cancellationToken);
        return buffer[..received.Count];
    }

    private async Task CallAsync(string what, string[] arguments, CancellationToken cancellationToken)
    {
        // An invocation: five things, of which this is the kind, no headers, an id by which the server answers, what, and the arguments.
        var call = new List<byte> { 0x95, 1, 0x80 };
        Text(call, what);
        Text(call, what);
        call.Add((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments) Text(call, argument);
        await SendAsync([.. Length(call.Count), .. call], cancellationToken);
    }

    private Task SendAsync(byte[] message, CancellationToken cancellationToken) =>
        _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    private static void Text(List<byte> message, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        message.AddRange([0xda, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]);
    }

    private static IEnumerable<byte> Length(int count)
    {
        for (; count > 0x7f; count >>= 7) yield return (byte)(count & 0x7f | 0x80);
        yield return (byte)count;
    }

    [GeneratedRegex(@"<!--Blazor:(\{""type"":""server"".*?\})-->")]
    private static partial Regex Component();
}
