namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>The words a template's YAML uses for the fixed choices of the model, read and written by the same tables.</summary>
internal static class TemplateWords
{
    public static readonly IReadOnlyDictionary<string, RunKind> Kinds = new Dictionary<string, RunKind>
    {
        ["client-install"] = RunKind.ClientInstall,
        ["shared-resource"] = RunKind.SharedResource,
    };

    public static readonly IReadOnlyDictionary<string, SectionMode> Modes = new Dictionary<string, SectionMode>
    {
        ["read-do"] = SectionMode.ReadDo,
        ["do-confirm"] = SectionMode.DoConfirm,
    };

    public static readonly IReadOnlyDictionary<string, StepSource> Sources = new Dictionary<string, StepSource>
    {
        ["guide"] = StepSource.CompanyGuide,
        ["guide-in-part"] = StepSource.CompanyGuideInPart,
        ["portal"] = StepSource.PortalDefault,
    };

    public static readonly IReadOnlyDictionary<string, FieldCheck> Checks = new Dictionary<string, FieldCheck>
    {
        ["none"] = FieldCheck.None,
        ["time-zone"] = FieldCheck.TimeZone,
        ["not-in-future"] = FieldCheck.NotInFuture,
        ["account"] = FieldCheck.Account,
        ["own"] = FieldCheck.Own,
    };

    public static readonly IReadOnlyDictionary<string, OrganizationFact> Facts = new Dictionary<string, OrganizationFact>
    {
        ["environment"] = OrganizationFact.Environment,
    };

    public static readonly IReadOnlyDictionary<string, SiteKind> SiteKinds = new Dictionary<string, SiteKind>
    {
        ["corporate"] = SiteKind.Corporate,
        ["store"] = SiteKind.Store,
    };

    public static string Of<T>(IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(pair => pair.Value.Equals(value)).Key;
}
