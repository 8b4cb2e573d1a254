using System.Collections;
using System.Reflection;
using FusionPortal.TestKit;
using FusionPortal.TestKit.Postgres;

namespace FusionPortal.Core.Tests.Text;

/// <summary>
/// What a person types reaches use cases and reads without passing the API's door. Every one of them, found by reflection, is called with
/// U+0000 and with half of a character in each of its texts: it refuses, or has no use for the text, and never fails.
/// </summary>
public sealed class UnstorableTextWalkTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly TestPortal _portal = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Texts => ["a\0b", "\0", "a\uD800b", "\uDC00"];

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Write_WithTheTextInOnePlace_RefusesOrIgnoresIt(string text)
    {
        var writes = Methods(method => method.Name == "ExecuteAsync" && method.GetParameters().Any(p => p.ParameterType == typeof(Actor)));
        Assert.True(writes.Count >= 15, $"{writes.Count} found");
        await WalkAsync(writes, text);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Read_WithTheTextInOnePlace_RefusesOrIgnoresIt(string text)
    {
        var reads =
            Methods(method =>
            method.DeclaringType!.Name.EndsWith("Queries", StringComparison.Ordinal) || method.DeclaringType.Name == "PreviewRecords");
        Assert.True(reads.Count >= 30, $"{reads.Count} found");
        await WalkAsync(reads, text);
    }

    private async Task WalkAsync(IReadOnlyList<MethodInfo> methods, string text)
    {
        var failed = new List<string>();
        var (walked, refused) = (0, 0);
        foreach (var method in methods)
        {
            for (var place = 0; ; place++)
            {
                var filler = new Filler(text, place);
                var arguments = method.GetParameters().Select(filler.Make).ToArray();
                if (!filler.Hit) break;
                walked++;
                try
                {
                    await EndAsync(method.Invoke(_portal.Get(method.DeclaringType!), arguments));
                }
                catch (Exception exception) when (Cause(exception) is RefusedException)
                {
                    refused++;
                }
                catch (Exception exception)
                {
                    failed.Add(
                        $"{method.DeclaringType!.Name}.{method.Name}, {filler.Place}: "
                            + $"{Cause(exception).GetType().Name} {Cause(exception).Message}");
                }
            }
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
        Assert.True(refused * 2 > walked, $"{refused} of {walked} refused");
    }

    // What the database layer wraps, and what reflection does.
    private static Exception Cause(Exception exception) =>
        exception is TargetInvocationException or Microsoft.EntityFrameworkCore.DbUpdateException && exception.InnerException is { } inner
            ? Cause(inner) : exception;

    private static async Task EndAsync(object? result)
    {
        if (result is Task task) await task;
        else if (
            result?.GetType().GetInterfaces()
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is { } many)
            await (Task)typeof(UnstorableTextWalkTests).GetMethod(nameof(DrainAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(many.GetGenericArguments()).Invoke(null, [result])!;
    }

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> all)
    {
        await foreach (var _ in all)
        {
        }
    }

    private IReadOnlyList<MethodInfo> Methods(Func<MethodInfo, bool> wanted) =>
    [
        .. typeof(RefusedException).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false, IsGenericType: false } && _portal.Has(t))
            .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(m => !m.IsSpecialName && !m.IsGenericMethod && wanted(m))
                .OrderBy(m => $"{m.DeclaringType!.Name}.{m.Name}", StringComparer.Ordinal),
    ];

    /// <summary>Arguments with the text in the n-th place where one fits, and something harmless in every other.</summary>
    private sealed class Filler(string text, int place)
    {
        private int _seen;

        public bool Hit { get; private set; }

        public string Place { get; private set; } = "";

        public object? Make(ParameterInfo parameter) => Make(parameter.ParameterType, parameter.Name!, 0);

        private object? Make(Type type, string name, int depth)
        {
            if (type == typeof(string)) return Text(name);
            if (type == typeof(CancellationToken)) return Ct;
            if (type == typeof(Actor)) return new Actor("everybody", "Every Body", new HashSet<Role>(Enum.GetValues<Role>()));
            if (type == typeof(Guid)) return Guid.CreateVersion7();
            if (type == typeof(Stream)) return new MemoryStream();
            if (Nullable.GetUnderlyingType(type) is not null) return null;
            if (type.IsEnum || type.IsPrimitive || type == typeof(DateTimeOffset) || type == typeof(DateOnly))
                return Activator.CreateInstance(type);
            if (depth > 3) return null;
            var element = type.IsArray ? type.GetElementType()
                : type.GetInterfaces().Append(type)
                    .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                    ?.GetGenericArguments()[0];
            if (element is not null) return Many(type, element, name, depth);
            if (type.IsInterface || type.IsAbstract) return null;
            var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
            return constructor?.GetParameters().Any(p => p.ParameterType == type) == false
                ? constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, $"{name}.{p.Name}", depth + 1))])
                : type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        private object? Many(Type type, Type element, string name, int depth)
        {
            if (element.IsGenericType && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
                && element.GetGenericArguments()[0] == typeof(string))
            {
                var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(element.GetGenericArguments()))!;
                map[Text($"{name} key")] = Make(element.GetGenericArguments()[1], $"{name} value", depth + 1);
                return type.IsInstanceOfType(map) ? map : null;
            }

            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            list.Add(Make(element, $"{name}[0]", depth + 1));
            if (type.IsInstanceOfType(list)) return list;
            var array = Array.CreateInstance(element, list.Count);
            list.CopyTo(array, 0);
            return type.IsInstanceOfType(array) ? array : null;
        }

        private string Text(string name)
        {
            if (_seen++ != place) return "one";
            Hit = true;
            Place = name;
            return text;
        }
    }
}
