using System.Reflection;
using FusionPortal.Aws;
using FusionPortal.Checklists;
using FusionPortal.Conventions;
using FusionPortal.Core;
using FusionPortal.Simulator;
using FusionPortal.Web.Hosting;
using Mono.Cecil;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>Which project may know which. Project references hold most of it; what came in by way of another package is held
/// here.</summary>
public sealed class ArrowTests
{
    private static readonly Assembly Conventions = typeof(OrganizationId).Assembly;
    private static readonly Assembly Checklists = typeof(RunKind).Assembly;
    private static readonly Assembly Core = typeof(CoreModule).Assembly;
    private static readonly Assembly Aws = typeof(AwsModule).Assembly;
    private static readonly Assembly Web = typeof(PortalApplication).Assembly;
    private static readonly Assembly Simulator = typeof(SimulatorServer).Assembly;

    public static TheoryData<string, string[], string[]> Arrows => new()
    {
        { nameof(Conventions), [],
            ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "AWSSDK", "Npgsql", "System.Net.Http", "System.IO.FileSystem"] },
        { nameof(Checklists), ["FusionPortal.Conventions"],
            ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "AWSSDK", "Npgsql", "System.Net.Http"] },
        { nameof(Core), ["FusionPortal.Checklists", "FusionPortal.Conventions"],
            ["AWSSDK", "MudBlazor", "Serilog", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Components"] },
        { nameof(Aws), ["FusionPortal.Core", "FusionPortal.Conventions"],
            ["Microsoft.EntityFrameworkCore", "Npgsql", "Microsoft.AspNetCore", "Serilog"] },
        { nameof(Web), ["FusionPortal.Core", "FusionPortal.Aws", "FusionPortal.Checklists", "FusionPortal.Conventions"],
            ["AWSSDK", "FusionPortal.Migrations"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void Project_Knows_OnlyWhatIsBelowIt(string project, string[] ours, string[] never)
    {
        var assembly = project switch
        {
            nameof(Conventions) => Conventions,
            nameof(Checklists) => Checklists,
            nameof(Core) => Core,
            nameof(Aws) => Aws,
            nameof(Web) => Web,
            _ => throw new ArgumentOutOfRangeException(nameof(project)),
        };
        var references = assembly.GetReferencedAssemblies().Select(a => a.Name!).ToArray();

        Assert.Empty(references.Where(r => r.StartsWith("FusionPortal.", StringComparison.Ordinal)).Except(ours));
        Assert.DoesNotContain(references, r => never.Any(n => r == n || r.StartsWith(n + ".", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("FusionPortal.Aws.")]
    [InlineData("Microsoft.EntityFrameworkCore.")]
    [InlineData("FusionPortal.Core.Data.PortalDbContext")]
    [InlineData("Npgsql.")]
    [InlineData("Microsoft.AspNetCore.Http.IHttpContextAccessor")]
    public void Web_OutsideHosting_DoesNotKnow(string forbidden)
    {
        using var module = ModuleDefinition.ReadModule(Web.Location);
        var guilty = module.Types
            .Where(t => t.Namespace.StartsWith("FusionPortal.Web", StringComparison.Ordinal)
                && !t.Namespace.StartsWith("FusionPortal.Web.Hosting", StringComparison.Ordinal))
            .Where(t => Intermediate.TypesUsedBy(t).Any(used => used.StartsWith(forbidden, StringComparison.Ordinal)))
            .Select(t => t.FullName);
        Assert.Empty(guilty);
    }

    [Theory]
    [InlineData("System.DateTime", "get_Now")]
    [InlineData("System.DateTime", "get_UtcNow")]
    [InlineData("System.DateTimeOffset", "get_Now")]
    [InlineData("System.DateTimeOffset", "get_UtcNow")]
    [InlineData("System.Guid", "NewGuid")]
    [InlineData("System.Threading.Thread", "Sleep")]
    [InlineData("System.Threading.Tasks.Task", "Wait")]
    [InlineData("System.Threading.Tasks.Task`1", "get_Result")]
    public void Code_Nowhere_Calls(string type, string method)
    {
        foreach (var assembly in new[] { Conventions, Checklists, Core, Aws, Web, Simulator })
        {
            using var module = ModuleDefinition.ReadModule(assembly.Location);
            var calls = module.GetMemberReferences().Where(m => m.Name == method && m.DeclaringType.GetElementType().FullName == type);
            Assert.True(!calls.Any(), $"{assembly.GetName().Name} calls {type}.{method}");
        }
    }
}
