using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestMethodOrderer(typeof(FusionPortal.Tests.StableOrder))]
[assembly: Xunit.TestClassOrderer(typeof(FusionPortal.Tests.StableOrder))]

namespace FusionPortal.Tests;

/// <summary>
/// Tests run in an order that depends on their names and on the number in FUSIONPORTAL_TEST_ORDER (0 when it is not set), and on nothing
/// else.
/// </summary>
/// <remarks>
/// xUnit's own order changes with the built file and the machine: a test that needs another one to have run before, or not to have, then
/// fails first on somebody else's machine. <c>eng/test.sh --full</c> draws another number each time and prints it, so that such tests are
/// found here.
/// </remarks>
internal sealed class StableOrder : ITestMethodOrderer, ITestClassOrderer
{
    public const string Variable = "FUSIONPORTAL_TEST_ORDER";

    private static readonly string Seed = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
        : "0";

    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod => InOrder(testMethods, m => $"{m?.TestClass.TestClassName}.{m?.MethodName}");

    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : notnull, ITestClass => InOrder(testClasses, c => c?.TestClassName ?? "");

    private static T[] InOrder<T>(IReadOnlyCollection<T> items, Func<T, string> name) =>
        [.. items.Select(i => (Item: i, Name: name(i))).OrderBy(p => Place(p.Name)).ThenBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => p.Item)];

    private static ulong Place(string name) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Seed + " " + name)));
}
