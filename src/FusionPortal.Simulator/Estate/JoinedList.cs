using System.Collections;

namespace FusionPortal.Simulator.Estate;

/// <summary>Lists one behind the other, seen as one without being copied.</summary>
internal sealed class JoinedList<T>(IReadOnlyList<IReadOnlyList<T>> parts) : IReadOnlyList<T>
{
    public int Count => parts.Sum(p => p.Count);

    public T this[int index]
    {
        get
        {
            foreach (var part in parts)
            {
                if (index < part.Count) return part[index];
                index -= part.Count;
            }

            throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    public IEnumerator<T> GetEnumerator() => parts.SelectMany(p => p).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A list whose entries are made when asked for.</summary>
internal sealed class ComputedList<T>(int count, Func<int, T> entry) : IReadOnlyList<T>
{
    public int Count => count;

    public T this[int index] => index >= 0 && index < count ? entry(index) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<T> GetEnumerator() => Enumerable.Range(0, count).Select(entry).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
