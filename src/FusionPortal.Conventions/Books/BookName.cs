using FusionPortal.Conventions.Kinds;
using FusionPortal.Conventions.Naming;

namespace FusionPortal.Conventions.Books;

/// <summary>How widely a name is shared.</summary>
public enum BookNameScope { Organization, Site, Shared }

/// <summary>A named pattern of the book, for scanning and for checklists alike.</summary>
/// <param name="Id">Unique in the book, for example <c>s3-bucket</c>.</param>
/// <param name="Label">For people, for example "S3 bucket".</param>
/// <param name="Kind">The resource kind it names, or null for names AWS does not show (a database, a virtual host).</param>
/// <param name="Scope">Whose name it is.</param>
/// <param name="Pattern">Generates and reads the name.</param>
/// <param name="Source">Stated by the company's guide, or the portal's own default.</param>
/// <param name="Note">A remark for the person using the name, or null.</param>
public sealed record BookName(
    string Id, string Label, string? Kind, BookNameScope Scope, NamePattern Pattern, RuleSource Source, string? Note)
{
    /// <summary>Makes the name and checks it against AWS's limits for the kind.</summary>
    public ComputedName Compute(IReadOnlyDictionary<string, string> parts)
    {
        var (name, problem) = Pattern.Generate(parts);
        if (name is not null && Kind is not null) problem = ResourceKinds.Of(Kind).NameProblem(name);
        return new(Id, Label, Kind, name, Pattern.Display, problem, Source, Note);
    }
}

/// <summary>A name that follows from what has been entered so far.</summary>
/// <param name="Id">The <see cref="BookName"/>'s id.</param>
/// <param name="Label">For people, for example "S3 bucket".</param>
/// <param name="Kind">The resource kind, or null.</param>
/// <param name="Name">The name; null when a part is missing or invalid.</param>
/// <param name="Pattern">The pattern for people, for example <c>fusion-rms-{orgid}</c>.</param>
/// <param name="Problem">Why there is no name, or what AWS would object to; null when all is well.</param>
/// <param name="Source">Stated by the company's guide, or the portal's own default.</param>
/// <param name="Note">A remark for the person using the name, or null.</param>
public sealed record ComputedName(
    string Id, string Label, string? Kind, string? Name, string Pattern, string? Problem, RuleSource Source, string? Note);
