using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Templates.Yaml;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

public sealed class EmbeddedTemplateTests
{
    public static TheoryData<string> Keys => ["client-install", "vpc", "ec2-instance", "rds-instance"];

    [Fact]
    public void Embedded_AreTheFilesOfTheFolder_ThoseThatOthersLinkToFirst()
    {
        Assert.Equal(["client-install", "vpc", "ec2-instance", "rds-instance"], TemplateLibrary.All.Select(t => t.Template.Key));
        Assert.Equal("client-install", TemplateLibrary.ClientInstall);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Embedded_Read_HasItsKeyAndNoWarnings(string key)
    {
        var loaded = TemplateLibrary.Get(key);

        Assert.Equal(key, loaded.Template.Key);
        Assert.Equal([], loaded.Warnings);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Embedded_Exported_IsTheTextItCameAs(string key)
    {
        var loaded = TemplateLibrary.Get(key);
        var again = TemplateYaml.Read(loaded.Source);

        Assert.Equal(loaded.Source, again.Source);
        Assert.Equal(loaded.Sha256, again.Sha256);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Embedded_WrittenAndRead_LosesNothing(string key)
    {
        var template = TemplateLibrary.Get(key).Template;
        var written = TemplateYaml.Write(template);

        Assert.Equivalent(template, TemplateYaml.Read(written).Template, strict: true);
        Assert.Equal(written, TemplateYaml.Write(TemplateYaml.Read(written).Template));
    }

    [Fact]
    public void Embedded_Together_FitOneAnother() =>
        Assert.Equal([], TemplateSet.Check([.. TemplateLibrary.All.Select(loaded => loaded.Template)]));

    [Fact]
    public void Get_UnknownKey_SaysSo() => Assert.Throws<KeyNotFoundException>(() => TemplateLibrary.Get("broker"));
}
