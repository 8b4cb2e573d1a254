using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

public sealed class EmbeddedTemplateTests
{
    public static TheoryData<string> Keys => [TemplateLibrary.ClientInstall, TemplateLibrary.Vpc, TemplateLibrary.Ec2Instance, TemplateLibrary.RdsInstance];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Embedded_Read_HasItsKeyAndNoWarnings(string key)
    {
        var loaded = TemplateLibrary.Get(key);

        Assert.Equal(key, loaded.Template.Key);
        Assert.Equal(1, loaded.Template.Version);
        Assert.Equal([], loaded.Warnings);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Embedded_ReadFromItsOwnSource_IsTheSame(string key)
    {
        var loaded = TemplateLibrary.Get(key);

        Assert.Equal(loaded.Sha256, TemplateYaml.Read(loaded.Source).Sha256);
    }
}
