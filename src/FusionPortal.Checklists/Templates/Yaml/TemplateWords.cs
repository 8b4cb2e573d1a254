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

    private static readonly Dictionary<string, StepSource> FirstSources = new()
    {
        ["guide"] = StepSource.CompanyGuide,
        ["guide-in-part"] = StepSource.CompanyGuideInPart,
        ["portal"] = StepSource.PortalDefault,
    };

    private static readonly Dictionary<string, StepSource> SourcesAsInBooks = new()
    {
        ["company-guide"] = StepSource.CompanyGuide,
        ["company-guide-in-part"] = StepSource.CompanyGuideInPart,
        ["portal-default"] = StepSource.PortalDefault,
    };

    /// <summary>The words for where a step comes from, in texts of that format.</summary>
    public static IReadOnlyDictionary<string, StepSource> Sources(int format) => format < 2 ? FirstSources : SourcesAsInBooks;

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
