using System.Globalization;

namespace FusionPortal.Demo.Supervision;

/// <summary>What the person asked for on the command line.</summary>
/// <param name="Port">The portal's, on 127.0.0.1.</param>
/// <param name="Reset">Forget what an earlier start left.</param>
/// <param name="AwsEndpoint">A stand-in for AWS to read instead of the simulator; null for the simulator.</param>
/// <param name="StateFolder">Where everything is kept; null for .demo at the top of the repository.</param>
/// <param name="NoPast">A first start begins with nothing scanned, instead of with the weeks the repository keeps.</param>
internal sealed record DemoCommand(int Port, bool Reset, Uri? AwsEndpoint, string? StateFolder, bool NoPast = false)
{
    public const int DefaultPort = 5080;

    private const string Usage = """
        Usage: eng/demo.sh [--port N] [--reset] [--no-past] [--aws-endpoint URL] [--state FOLDER]
          --port N             the portal's port on 127.0.0.1 (5080)
          --reset              forget what an earlier start left
          --no-past            start with nothing scanned yet, instead of with some weeks behind it
          --aws-endpoint URL   read AWS from this stand-in instead of the simulator
          --state FOLDER       keep database, keys and logs here (.demo)
        """;

    /// <exception cref="DemoException">Something is not understood; the message names it and shows the usage.</exception>
    public static DemoCommand Parse(IReadOnlyList<string> arguments)
    {
        var command = new DemoCommand(DefaultPort, Reset: false, AwsEndpoint: null, StateFolder: null);
        for (var i = 0; i < arguments.Count; i++)
        {
            command = arguments[i] switch
            {
                "--reset" => command with { Reset = true },
                "--no-past" => command with { NoPast = true },
                "--port" => command with { Port = PortOf(Value(i++)) },
                "--aws-endpoint" => command with { AwsEndpoint = EndpointOf(Value(i++)) },
                "--state" => command with { StateFolder = Path.GetFullPath(Value(i++)) },
                var other => throw Misunderstood($"{other} is not an option."),
            };
        }
        return command;

        string Value(int option) =>
            option + 1 < arguments.Count ? arguments[option + 1] : throw Misunderstood($"{arguments[option]} needs a value.");
    }

    private static int PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw Misunderstood($"{text} is not a port: 1 to 65535.");

    private static Uri EndpointOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? uri
            : throw Misunderstood($"{text} is not an http or https address.");

    private static DemoException Misunderstood(string why) => new($"{why}{Environment.NewLine}{Usage}");
}
