using FusionPortal.Checklists.Templates;
using Xunit;

namespace FusionPortal.Checklists.Tests.Templates;

/// <summary>Every field of every shipped template says where it comes from; what the guide does not state is never shown as the
/// company's.</summary>
public sealed class FieldSourceTests
{
    private static IEnumerable<(Template Template, StepDefinition Step, FieldDefinition Field)> Fields =>
        from template in TemplateLibrary.All
        from section in template.Template.Sections
        from step in section.Steps
        from definition in step.Fields
        select (template.Template, step, definition);

    /// <summary>Nothing is the company's because its step is: whoever adds a field says where it comes from.</summary>
    [Fact]
    public void EveryField_HasAMarkOfItsOwn()
    {
        var own = FieldSources.Own.ToHashSet();
        var missing = Fields.Where(f => !own.Contains((f.Template.Key, f.Field.Id)))
            .Select(f => $"{f.Template.Key} {f.Field.Id}, in a step of source {f.Step.Source}");
        var told = string.Join('\n', missing);
        Assert.True(told.Length == 0, told);
    }

    [Fact]
    public void EveryMark_IsOfAFieldThatIsThere() =>
        Assert.Empty(FieldSources.Own.Except(Fields.Select(f => (f.Template.Key, f.Field.Id))));

    [Theory]
    [InlineData("client-install", "cloud-database", StepSource.PortalDefault)]
    [InlineData("client-install", "cloud-login", StepSource.PortalDefault)]
    [InlineData("client-install", "cloud-login-owner", StepSource.CompanyGuide)]
    [InlineData("client-install", "bucket", StepSource.CompanyGuide)]
    [InlineData("client-install", "auth-organization-id", StepSource.CompanyGuideInPart)]
    [InlineData("vpc", "vpc-cidr", StepSource.CompanyGuide)]
    [InlineData("vpc", "vpc-dns-on", StepSource.PortalDefault)]
    public void Field_IsMarked(string template, string field, StepSource source)
    {
        var (of, step, definition) = Assert.Single(Fields, f => f.Template.Key == template && f.Field.Id == field);

        Assert.Equal(source, FieldSources.Of(of.Key, step, definition));
    }

    [Fact]
    public void NameThatTheGuideDoesNotState_IsSuggestedAndHoldsNobodyUp()
    {
        var created = Fields.Single(f => f.Field.Id == "cloud-database-created").Field;

        Assert.Equal("cloud-database", created.Suggest);
        Assert.Null(created.EqualsField);
        Assert.Null(created.Pattern);
        Assert.Null(created.NamePattern);
    }
}
