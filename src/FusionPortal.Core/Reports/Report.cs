using FusionPortal.Core.Data;
using FusionPortal.Core.Filters;

namespace FusionPortal.Core.Reports;

/// <summary>
/// One report: everything the portal has to know of it. A sealed class in a file of its own, derived from <see cref="Report{TFilter}"/>, is
/// enough: <see cref="ReportCatalog"/> finds it by itself, and address, page, formats, hash, certificate, audit event and the API's
/// description follow. What it reads with comes into its constructor, and it holds nothing of one production.
/// </summary>
public abstract class Report
{
    /// <summary>
    /// In addresses, in the JSON and in the audit trail, for example <c>not-evaluated</c>: lower-case words joined with hyphens. Never
    /// changed once shipped.
    /// </summary>
    public abstract string Name { get; }

    /// <summary>For people, alone: "Findings".</summary>
    public abstract string Title { get; }

    /// <summary>The question it answers, as a reader would ask it.</summary>
    public abstract string Answers { get; }

    /// <summary>Whom it is for, at the beginning of a line: "Auditors and leads".</summary>
    public abstract string Readers { get; }

    /// <summary>What it holds, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>One of its rows, inside a sentence: "finding". Several have an <em>s</em>.</summary>
    public abstract string RowLabel { get; }

    /// <summary>What it is of where nothing was chosen: "every account and client".</summary>
    public abstract string Everything { get; }

    /// <summary>Raised when columns or their meaning change; the same version, question and moment give the same bytes.</summary>
    public abstract int Version { get; }

    /// <summary>snake_case, in order: the CSV's header, the JSON's property names.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Who may produce it; everybody with a role, unless it says less.</summary>
    public virtual IReadOnlyList<Role> MayProduce => Enum.GetValues<Role>();

    /// <summary>What can be chosen, the moment last.</summary>
    public abstract IReadOnlyList<FilterKey> Parameters { get; }

    /// <summary>What it reads that has a history: its moment waits until nobody writes that before it.</summary>
    internal abstract HistoryDomains Domains { get; }

    /// <summary>Whether newer scans would make it another.</summary>
    public bool IsOfTheEstate => Domains.HasFlag(HistoryDomains.Estate);

    /// <summary>What the JSON calls the question.</summary>
    internal virtual string AboutName => "filter";

    /// <summary>Reads the question.</summary>
    /// <param name="texts">What was given for a key, in its order.</param>
    /// <param name="notUnderstood">Gets <c>key=text</c> of what is no value of its key.</param>
    public abstract IAsOf Read(Func<string, IEnumerable<string?>> texts, ICollection<string> notUnderstood);

    /// <summary>Reads the question again from what a production of it stated. What this version of the report no longer knows is left
    /// out.</summary>
    /// <param name="stated">By name, as <see cref="ReportProduced.About"/> has it.</param>
    public IAsOf ReadStated(IReadOnlyList<KeyValuePair<string, string>> stated)
    {
        var texts = Parameters.ToDictionary(
            key => key.Name,
            // Several of one key are stated in one text.
            key => stated.Where(s => s.Key == key.StatedAs).SelectMany(s => key.Type.Repeats ? s.Value.Split(',') : [s.Value]).ToArray());
        return Read(key => texts.GetValueOrDefault(key, []), []);
    }

    /// <summary>The question as an address has it.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, string>> Write(IAsOf filter);

    /// <summary>The same question as of another moment.</summary>
    public abstract IAsOf At(IAsOf filter, DateTimeOffset? moment);

    /// <summary>Of the file, without moment and extension.</summary>
    public virtual string FileName(IAsOf filter) => Name;

    /// <summary>What was asked, in a few words, from what the report states.</summary>
    public virtual string Scope(IReadOnlyList<KeyValuePair<string, string>> about) =>
        about.Where(a => a.Key != AsOfKey.Name).ToList() is { Count: > 0 } set
            ? string.Join("; ", set.Select(a => $"{a.Key} {(a.Value.Length == 0 ? "none" : a.Value)}"))
            : Everything;

    internal abstract Task RequireKnownAsync(KnownFilters known, IAsOf filter, DateTimeOffset at, CancellationToken cancellationToken);

    internal abstract Task<ReportContent> ReadAsync(IAsOf filter, DateTimeOffset at, CancellationToken cancellationToken);

    internal abstract Task<ReportEvidence?> EvidenceAsync(IAsOf filter, CancellationToken cancellationToken);
}

/// <summary>The same with the question it answers.</summary>
public abstract class Report<TFilter> : Report where TFilter : class, IAsOf
{
    public sealed override IReadOnlyList<FilterKey> Parameters => Keys.All;

    /// <summary>What can be asked.</summary>
    protected abstract FilterKeys<TFilter> Keys { get; }

    /// <summary>Begins to read. Rows come once, in a fixed order, each as long as the columns: text, numbers, booleans, moments, or
    /// null.</summary>
    /// <param name="asked">As it was asked.</param>
    /// <param name="at">The settled moment to read at.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RefusedException">There is no such thing, or its past is not kept.</exception>
    private protected abstract Task<ReportContent> ReadAsync(TFilter asked, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What stands on its certificate besides, where it was counted apart.</summary>
    private protected virtual Task<ReportEvidence?> EvidenceAsync(TFilter asked, CancellationToken cancellationToken) =>
        Task.FromResult<ReportEvidence?>(null);

    /// <summary>Of the file, without moment and extension.</summary>
    private protected virtual string FileName(TFilter asked) => Name;

    public sealed override IAsOf Read(Func<string, IEnumerable<string?>> texts, ICollection<string> notUnderstood) =>
        Keys.Read(texts, notUnderstood);

    public sealed override IReadOnlyList<KeyValuePair<string, string>> Write(IAsOf filter) => Keys.Write((TFilter)filter);

    public sealed override IAsOf At(IAsOf filter, DateTimeOffset? moment) => Keys.At((TFilter)filter, moment);

    public sealed override string FileName(IAsOf filter) => FileName((TFilter)filter);

    internal sealed override Task RequireKnownAsync(
        KnownFilters known, IAsOf filter, DateTimeOffset at, CancellationToken cancellationToken) =>
        known.RequireAsync(Keys, (TFilter)filter, at, cancellationToken);

    internal sealed override async Task<ReportContent> ReadAsync(IAsOf filter, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var asked = (TFilter)filter;
        var content = await ReadAsync(asked, at, cancellationToken);
        return content.About is null ? content with { About = Keys.State(asked) } : content;
    }

    internal sealed override Task<ReportEvidence?> EvidenceAsync(IAsOf filter, CancellationToken cancellationToken) =>
        EvidenceAsync((TFilter)filter, cancellationToken);
}
