namespace FusionPortal.Migrations;

/// <summary>Scripts that are run on every migration, in the order of their names: roles, functions, grants.</summary>
internal static class RepeatableScripts
{
    public static IEnumerable<(string Name, string Sql)> All()
    {
        var assembly = typeof(RepeatableScripts).Assembly;
        foreach (
            var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
