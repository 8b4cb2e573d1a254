using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace FusionPortal.Aws.Tests.Kit;

/// <summary>AWS's own models of its services, as the <c>aws</c> command line carries them.</summary>
internal sealed class ServiceModels
{
    private static readonly string[] Words = ["deprecated", "retired", "no longer be returned", "no longer supported"];

    private readonly string _folder;

    private ServiceModels(string folder) => _folder = folder;

    /// <returns>Null where the command line, or the data beside it, is not on this machine.</returns>
    public static ServiceModels? Find()
    {
        if (Programs.Find("aws") is not { } aws) return null;
        // The program's own interpreter where it says one, else the one installed beside it.
        var first = File.ReadLines(aws).FirstOrDefault() ?? "";
        var python = first.StartsWith("#!", StringComparison.Ordinal) && first.Contains("python", StringComparison.Ordinal)
            ? first[2..].Trim().Split(' ')[0]
            : Path.Combine(Path.GetDirectoryName(aws)!, "python3");
        if (!File.Exists(python)) return null;
        using var asked =
            Process.Start(
            new ProcessStartInfo(python, ["-c", "import botocore,os; print(os.path.join(os.path.dirname(botocore.__file__),'data'))"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var folder = asked.StandardOutput.ReadToEnd().Trim();
        asked.WaitForExit();
        return asked.ExitCode == 0 && Directory.Exists(folder) ? new(folder) : null;
    }

    /// <summary>The newest model of a service, by botocore's name for it.</summary>
    public JsonElement Of(string service) => Read(service, "service-2.json");

    /// <summary>The operations of a service that answer in pages, with the names of their tokens.</summary>
    public JsonElement Pages(string service) => Read(service, "paginators-1.json").GetProperty("pagination");

    /// <summary>What a member of an operation's input or output is called on the wire; null where there is no such member.</summary>
    public static string? WireName(JsonElement model, string operation, string side, string member)
    {
        if (!model.GetProperty("operations").GetProperty(operation).TryGetProperty(side, out var root)) return null;
        if (!model.GetProperty("shapes").GetProperty(root.GetProperty("shape").GetString()!).GetProperty("members")
            .TryGetProperty(member, out var found)) return null;
        return found.TryGetProperty("locationName", out var wire) ? wire.GetString() : member;
    }

    private JsonElement Read(string service, string file)
    {
        var version = Directory.GetDirectories(Path.Combine(_folder, service)).Order(StringComparer.Ordinal).Last();
        var plain = Path.Combine(version, file);
        if (File.Exists(plain)) return JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(plain));
        using var packed = new GZipStream(File.OpenRead(plain + ".gz"), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<JsonElement>(packed);
    }

    /// <summary>
    /// Every member reachable from an operation's input or output, by its name and its name on the wire, with the reason against it: null
    /// where neither a flag nor its documentation calls it deprecated or retired.
    /// </summary>
    public static Dictionary<string, string?> Members(JsonElement model, string operation, string side)
    {
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (model.GetProperty("operations").GetProperty(operation).TryGetProperty(side, out var root))
            Walk(root.GetProperty("shape").GetString()!);
        return found;

        void Walk(string name)
        {
            if (!seen.Add(name)) return;
            var shape = model.GetProperty("shapes").GetProperty(name);
            foreach (var list in new[] { "member", "key", "value" })
                if (shape.TryGetProperty(list, out var element)) Walk(element.GetProperty("shape").GetString()!);
            if (!shape.TryGetProperty("members", out var members)) return;
            foreach (var member in members.EnumerateObject())
            {
                var against = Against(member.Name, member.Value);
                found[member.Name] = found.GetValueOrDefault(member.Name) ?? against;
                if (member.Value.TryGetProperty("locationName", out var wire)) found[wire.GetString()!] = against;
                Walk(member.Value.GetProperty("shape").GetString()!);
            }
        }
    }

    /// <summary>Why an operation or member should not be used any more; null where nothing is said against it.</summary>
    /// <param name="name">What is described: a sentence that names something else by its subject is about that, which is looked at by
    /// itself.</param>
    public static string? Against(string name, JsonElement described)
    {
        if (described.TryGetProperty("deprecated", out var flag) && flag.ValueKind == JsonValueKind.True) return "flagged deprecated";
        var text = described.TryGetProperty("documentation", out var documentation) ? documentation.GetString()! : "";
        foreach (var sentence in text.Split(". "))
        {
            if (Words.FirstOrDefault(word => sentence.Contains(word, StringComparison.OrdinalIgnoreCase)) is not { } said) continue;
            var subject = sentence.IndexOf("<code>", StringComparison.Ordinal) is >= 0 and var at ? sentence[(at + 6)..].Split('<')[0]
                : name;
            if (subject == name) return $"its documentation says \"{said}\"";
        }

        return null;
    }
}
