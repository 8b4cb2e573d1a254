namespace FusionPortal.Demo.Supervision;

/// <summary>Where the clone keeps what the demo starts, built in the same configuration as the demo itself.</summary>
internal sealed record Repository(string Root, string Output)
{
    /// <summary>The portal's project folder: its content root, where its static assets are found.</summary>
    public string PortalProject => Path.Combine(Root, "src", "FusionPortal.Web");

    public string Portal => Path.Combine(PortalProject, Output, "FusionPortal.Web.dll");
    public string Migrations => Path.Combine(Root, "migrations", Output, "FusionPortal.Migrations.dll");

    /// <exception cref="DemoException">The demo was taken out of its clone, or the rest was not built.</exception>
    public static Repository Find()
    {
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var root = new DirectoryInfo(own);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "FusionPortal.sln"))) root = root.Parent;
        if (root is null) throw new DemoException("The demo runs from a clone of the repository: start it with eng/demo.sh.");
        var found = new Repository(root.FullName, Path.GetRelativePath(Path.Combine(root.FullName, "src", "FusionPortal.Demo"), own));
        foreach (var file in new[] { found.Portal, found.Migrations })
            if (!File.Exists(file))
                throw new DemoException($"{Path.GetRelativePath(found.Root, file)} was not built: start the demo with eng/demo.sh.");
        return found;
    }
}
