using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

/// <summary>
/// An age is read with its moment on hover: in the component <c>Age</c>, or as words in <c>Timed</c>. Words are made in these files alone,
/// and each says beside them the moment they are of.
/// </summary>
public sealed class AgeWordsTests
{
    [Fact]
    public void Ages_AreWordedInTheseFilesAlone()
    {
        var root = Path.Combine(SourceTree.Root, "src", "FusionPortal.Web", "Components");
        var wording = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".razor" or ".cs")
            .Where(f => Regex.IsMatch(File.ReadAllText(f), @"Words\.(Ago|Brief)\("))
            .Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "AccountSentence.cs", "AdministratorHomeView.razor", "Age.razor", "CoverageSection.razor", "FindingLabels.cs",
                "FindingView.cs", "ResourceView.cs", "SaveState.razor", "SearchPalette.razor.cs", "VerdictSentence.cs",
            ],
            wording);
    }
}
