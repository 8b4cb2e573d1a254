namespace FusionPortal.Web.Components.Layout;

/// <summary>What a page can ask of the shell around it. One for each circuit, cascaded by <see cref="MainLayout"/>.</summary>
public sealed class Shell
{
    private int _narrowing;

    /// <summary>The navigation shows its icons alone, since the page has a map of its own.</summary>
    public bool IsNarrow => _narrowing > 0;

    /// <summary>Raised after <see cref="IsNarrow"/> changed.</summary>
    public event Action? Changed;

    /// <summary>Narrows the navigation until what is returned is disposed of.</summary>
    public IDisposable Narrow() => new Narrowing(this);

    private void Add(int change)
    {
        var before = IsNarrow;
        _narrowing += change;
        if (IsNarrow != before) Changed?.Invoke();
    }

    private sealed class Narrowing : IDisposable
    {
        private Shell? _shell;

        public Narrowing(Shell shell)
        {
            _shell = shell;
            shell.Add(1);
        }

        public void Dispose()
        {
            _shell?.Add(-1);
            _shell = null;
        }
    }
}
