namespace FusionPortal.Core.Search;

/// <summary>What was found.</summary>
/// <param name="Groups">Those with hits only: first what is called exactly so, then in a fixed order.</param>
/// <param name="IndexedAt">What was written up to then can be found; null before the index was first made.</param>
/// <param name="Whole">False where so much is nearly like what was typed that only what begins so was looked for: type on.</param>
public sealed record SearchResults(IReadOnlyList<SearchGroup> Groups, DateTimeOffset? IndexedAt, bool Whole);

/// <summary>What was found of one kind.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Title">For people.</param>
/// <param name="Found">How many there are, at most 1,000.</param>
/// <param name="More">There are more than <paramref name="Found"/>; nobody counted them.</param>
/// <param name="Hits">The best of them, the best first.</param>
public sealed record SearchGroup(string Kind, string Title, int Found, bool More, IReadOnlyList<SearchHit> Hits);

/// <summary>One thing that was found.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">What and where it is.</param>
/// <param name="State">In a word or two; null where there is nothing to say.</param>
/// <param name="Tone">What the state means.</param>
/// <param name="Address">Its page: an absolute path with its query.</param>
/// <param name="Exact">It is called exactly so, or its number or id was typed.</param>
public sealed record SearchHit(string Title, string? Detail, string? State, SearchTone Tone, string Address, bool Exact);
