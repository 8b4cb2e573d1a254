
namespace FusionPortal.Demo.Tests.Upgrade;

/// <summary>
/// A program built with the older version that calls its use cases: for what that version offers on its pages and not in its API, declaring
/// an account and acknowledging a finding.
/// </summary>
internal static class OlderHands
{
    private const string ProjectText = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="../src/FusionPortal.Core/FusionPortal.Core.csproj" />
            <ProjectReference Include="../src/FusionPortal.Web/FusionPortal.Web.csproj" ReferenceOutputAssembly="false" />
            <ProjectReference Include="../migrations/FusionPortal.Migrations.csproj" ReferenceOutputAssembly="false" />
          </ItemGroup>
        </Project>
        """;

    private const string ProgramText = """
        using FusionPortal.Conventions;
        using FusionPortal.Core;
        using FusionPortal.Core.Accounts;
        using FusionPortal.Core.Findings;
        using FusionPortal.Core.People;
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFusionPortalCore(args[0]);
        await using var portal = services.BuildServiceProvider();
        var lead = new Actor("lena.weber", "Lena Weber", new HashSet<Role> { Role.Lead });
        if (args[1] == "declare")
            await portal.GetRequiredService<DeclareAccount>().ExecuteAsync(
                new DeclareAccountRequest(args[2], Enum.Parse<AccountRole>(args[3]), long.Parse(args[4])), lead, default);
        else if (args[1] == "acknowledge")
            await portal.GetRequiredService<AcknowledgeFinding>().ExecuteAsync(
                new AcknowledgeFindingRequest(Guid.Parse(args[2]), args[3]), lead, default);
        else return 2;
        return 0;
        """;

    public static string Project(string folder) => Path.Combine(folder, "hands", "Hands.csproj");

    public static string Program(string folder) => Path.Combine(folder, "hands", "bin", "Release", "net10.0", "Hands.dll");

    public static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "hands"));
        File.WriteAllText(Project(folder), ProjectText);
        File.WriteAllText(Path.Combine(folder, "hands", "Program.cs"), ProgramText + "\n");
    }
}
