using System.Globalization;

namespace FusionPortal.Benchmarks;

/// <summary>One benchmark: prints its rows, judges nothing.</summary>
internal abstract class Bench
{
    public abstract string Name { get; }

    public abstract string What { get; }

    public abstract Task RunAsync();

    protected static void Row(string what, FormattableString figure) =>
        Console.WriteLine($"{what,-58} {figure.ToString(CultureInfo.InvariantCulture)}");

    protected static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
