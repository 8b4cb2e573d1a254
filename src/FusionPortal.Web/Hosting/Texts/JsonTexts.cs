using System.Globalization;
using System.Text;
using System.Text.Json;
using FusionPortal.Core;
using FusionPortal.Core.Text;

namespace FusionPortal.Web.Hosting.Texts;

/// <summary>The texts of a JSON body, names of members too. A body that is no JSON is left to whoever reads it, who says where it breaks
/// off.</summary>
internal static class JsonTexts
{
    /// <summary>Reads the body whole and puts it back.</summary>
    /// <exception cref="RefusedException">Invalid, with the path of the member, for example <c>values.site-title</c> or
    /// <c>arns[3]</c>.</exception>
    public static async Task RequireAsync(HttpRequest request, CancellationToken cancellationToken) =>
        Require((await BodyText.ReadAsync(request, cancellationToken)).Span);

    internal static void Require(ReadOnlySpan<byte> json)
    {
        // A byte order mark is passed over by those who read the body later.
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[3..];
        var reader =
            new Utf8JsonReader(json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var path = new JsonPlace();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        if (Fault(reader) is { } inName) throw StorableText.Refused(path.Container, inName);
                        path.Name(reader.GetString()!);
                        break;
                    case JsonTokenType.String:
                        path.Value();
                        if (Fault(reader) is { } fault) throw StorableText.Refused(path.Current, fault);
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        path.Value();
                        path.Enter(isArray: reader.TokenType == JsonTokenType.StartArray);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        path.Leave();
                        break;
                    default:
                        path.Value();
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // No JSON, or none that this portal takes.
        }
    }

    private static string? Fault(Utf8JsonReader reader)
    {
        try
        {
            return StorableText.Fault(reader.GetString());
        }
        catch (InvalidOperationException exception) when (exception.InnerException is DecoderFallbackException)
        {
            return "is not written in UTF-8";
        }
        catch (InvalidOperationException)
        {
            return StorableText.Fault("\uD800");
        }
    }

    /// <summary>Where in the body the reader is, as a program would write it.</summary>
    private sealed class JsonPlace
    {
        private readonly Stack<(string Path, bool IsArray, int Index)> _containers = [];
        private (string Path, bool IsArray, int Index) _in = ("", false, -1);

        public string Current { get; private set; } = "";

        public string Container => _in.Path.Length == 0 ? "body" : _in.Path;

        public void Name(string name) => Current = _in.Path.Length == 0 ? name : $"{_in.Path}.{name}";

        /// <summary>A value begins; of an array, the next one.</summary>
        public void Value()
        {
            if (!_in.IsArray) return;
            _in.Index++;
            Current = string.Create(CultureInfo.InvariantCulture, $"{_in.Path}[{_in.Index}]");
        }

        public void Enter(bool isArray)
        {
            _containers.Push(_in);
            _in = (Current, isArray, -1);
        }

        public void Leave() => _in = _containers.Pop();
    }
}
