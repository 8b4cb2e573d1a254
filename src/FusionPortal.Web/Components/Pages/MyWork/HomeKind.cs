using FusionPortal.Core;

namespace FusionPortal.Web.Components.Pages.MyWork;

/// <summary>What somebody comes for.</summary>
public enum HomeKind
{
    /// <summary>How the estate stands, and who has to act.</summary>
    Lead,

    /// <summary>What needs setting up, and what fails.</summary>
    Administrator,

    /// <summary>What was reported, whether the trail holds, what nobody could see.</summary>
    Auditor,

    /// <summary>The runs one works on.</summary>
    Runs,
}

/// <summary>Which homes a person has, and how they are called.</summary>
public static class Homes
{
    /// <summary>In the address; none of it means the first.</summary>
    public const string Key = "home";

    /// <summary>The first is where the person lands. Whoever may work runs has those too.</summary>
    public static IReadOnlyList<HomeKind> Of(Actor person)
    {
        var homes = new List<HomeKind>();
        if (person.Is(Role.Lead)) homes.Add(HomeKind.Lead);
        if (person.Is(Role.Administrator)) homes.Add(HomeKind.Administrator);
        if (person.Is(Role.Auditor)) homes.Add(HomeKind.Auditor);
        var worksRuns = person.Is(Role.Installer) || person.Is(Role.Lead) || person.Is(Role.Administrator);
        if (worksRuns || homes.Count == 0) homes.Add(HomeKind.Runs);
        return homes;
    }

    public static string Title(HomeKind kind) => kind switch
    {
        HomeKind.Lead => "The estate",
        HomeKind.Administrator => "Setting up",
        HomeKind.Auditor => "Auditing",
        HomeKind.Runs => "Runs I work",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
