namespace FusionPortal.Conventions.Tests.Fleet.Scenarios;

/// <summary>Every word of the book for an environment, and every key of an environment tag, is understood.</summary>
internal sealed class EnvironmentWordsOfTheBook : Planting
{
    public override void Plant()
    {
        var (maple, birch) = (Client(), Client(EnvironmentKind.QA));
        var words = FleetBook.Book.EnvironmentWords;
        foreach (var word in words.Words)
        {
            // In one piece: else non-prod would still say prod where the book forgot it.
            var text = word.Text.Replace("-", "", StringComparison.Ordinal);
            var isHosted = FleetAccounts.For(word.Means) == FleetAccounts.Production;
            var here = Queue().Tag("OrgId", maple.Id).Tag("Environment", text);
            var there = Queue().In(FleetAccounts.NonProduction).Tag("OrgId", birch.Id).Tag("Environment", text);
            Breaks(
                $"{word.Text} is {word.Means}, which the client is not.", isHosted ? there : here, "ENV-07");
            if (isHosted) continue;
            var named = Queue($"refunds-{text}-{Fleet.Next()}");
            if (!word.InTagsOnly) Breaks($"{word.Text} in a name hints at {word.Means}.", named, "ENV-04");
        }

        foreach (var key in words.TagKeys)
        {
            Breaks($"{key} tells the environment.", Queue().Tag("OrgId", maple.Id).Tag(key, "demo"), "ENV-07");
            // No other key with such a value is an environment's.
            Queue().Tag("OrgId", maple.Id).Tag(key + "Note", "demo");
        }

        foreach (var word in words.NoWords)
        {
            Queue($"{word}-{Fleet.Next()}");
            Queue().Tag("OrgId", maple.Id).Tag("Environment", word);
            Queue().In(FleetAccounts.NonProduction).Tag("OrgId", birch.Id).Tag("Environment", word);
        }
    }
}
