using FusionPortal.Core;
using FusionPortal.Core.ConventionBooks;
using FusionPortal.Core.Templates;
using FusionPortal.Aws;
using FusionPortal.Simulator;
using FusionPortal.Web.Hosting;
using Mono.Cecil;
using Xunit;

namespace FusionPortal.Integration.Architecture;

/// <summary>
/// What ships is not what is in force: a database may hold a later text, or one that people wrote. Only what publishes shipped texts, and
/// the one read that has to answer before anything is published, may look at them; and of the demo, what publishes an older book in its
/// past, and what holds against this build the texts that the past knows.
/// </summary>
public sealed class ShippedTextUseTests
{
    private static readonly string[] Permitted = [
        typeof(PublishShippedBook).FullName!, typeof(BookQueries).FullName!, typeof(ImportTemplates).FullName!,
        "FusionPortal.Demo.Past.PastActs", "FusionPortal.Demo.Past.PastText"];

    private static readonly string[] Shipped = [
        "ConventionBook::get_Default", "ConventionBook::get_Shipped", "TemplateLibrary::get_All", "TemplateLibrary::Get",
        "TemplateLibrary::get_Shipped"];

    [Fact]
    public void ShippedTexts_AreUsedOnlyWhereTheyArePublished()
    {
        var users =
            new[] { typeof(CoreModule), typeof(AwsModule), typeof(PortalApplication), typeof(SimulatorServer),
            typeof(FusionPortal.Demo.DemoException) }
            .SelectMany(type => Users(type.Assembly.Location)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(
            users.Except(Permitted)
            .Select(user => $"{user} uses a shipped text: ask BookQueries or TemplateQueries for the version in force"));
        Assert.Empty(Permitted.Except(users).Select(user => $"{user} is permitted what it does not use"));
    }

    private static IEnumerable<string> Users(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. module.Types.Where(Uses).Select(type => type.FullName)];
    }

    private static bool Uses(TypeDefinition type) =>
        type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Select(i => i.Operand).OfType<MethodReference>()
            .Any(called => Shipped.Contains($"{called.DeclaringType.Name}::{called.Name}"))
        || type.NestedTypes.Any(Uses);
}
