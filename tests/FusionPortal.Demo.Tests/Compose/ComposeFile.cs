using FusionPortal.TestKit.Running;
using YamlDotNet.Serialization;

namespace FusionPortal.Demo.Tests.Compose;

/// <summary>What the tests need of docker-compose.yml.</summary>
public sealed class ComposeFile
{
    public Dictionary<string, ComposeService> Services { get; set; } = [];
    public Dictionary<string, object?> Volumes { get; set; } = [];

    public Dictionary<string, ComposeNetwork> Networks { get; set; } = [];

    public static ComposeFile Read(string path = "docker-compose.yml") =>
        new DeserializerBuilder().WithNamingConvention(YamlDotNet.Serialization.NamingConventions.UnderscoredNamingConvention.Instance)
            .IgnoreUnmatchedProperties().Build()
            .Deserialize<ComposeFile>(SourceTree.Read(path));
}

public sealed class ComposeService
{
    public string? Image { get; set; }
    public ComposeBuild? Build { get; set; }
    public List<string> Command { get; set; } = [];
    public Dictionary<string, string> Environment { get; set; } = [];
    public Dictionary<string, ComposeDependency> DependsOn { get; set; } = [];
    public ComposeHealthcheck? Healthcheck { get; set; }
    public List<string> Volumes { get; set; } = [];
    public List<string> Ports { get; set; } = [];
    public List<string> Profiles { get; set; } = [];
    public List<string> Secrets { get; set; } = [];
    public string? EnvFile { get; set; }
    public string? StopGracePeriod { get; set; }
}

public sealed record ComposeBuild
{
    public string Context { get; set; } = "";
    public string Target { get; set; } = "";
}

public sealed record ComposeDependency
{
    public string Condition { get; set; } = "";
    public bool Required { get; set; } = true;
}

public sealed record ComposeHealthcheck
{
    public List<string> Test { get; set; } = [];
}

public sealed record ComposeNetwork
{
    public ComposeAddresses? Ipam { get; set; }
}

public sealed record ComposeAddresses
{
    public List<Dictionary<string, string>> Config { get; set; } = [];
}
