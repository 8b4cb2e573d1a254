using System.Text.RegularExpressions;
using FusionPortal.TestKit.Running;
using Xunit;

namespace FusionPortal.Web.Tests.Shared;

/// <summary>
/// Wherever something is typed, it is kept until it is sent: inside a Draft, or by what the file is listed for here. And whatever is
/// written runs to its end, whether the page that asked for it is still open or not.
/// </summary>
public sealed partial class DraftMarkTests
{
    private const string Address = "what is asked for stands in the address of the page";
    private const string Run = "js/run.js and js/boxes.js keep what is typed in a run";
    private const string Static = "a page without a circuit, with nothing to type";

    private static readonly Dictionary<string, string> KeptOtherwise = new()
    {
        ["Pages/Clients/ClientsPage.razor"] = Address,
        ["Pages/Compliance/AccountScope.razor"] = Address,
        ["Pages/Book/BookFilters.razor"] = Address,
        ["Pages/Audit/AuditPage.razor"] = Address,
        ["Pages/Inventory/InventoryPage.razor"] = Address,
        ["Pages/Findings/FindingsFilters.razor"] = Address,
        ["Pages/Findings/FindingsTable.razor"] = "ticks that choose rows, kept by the Draft of AcknowledgeSelected.razor",
        ["Shared/FilterGroup.razor"] = Address,
        ["Shared/SearchBox.razor"] = Address,
        ["Shared/PickBox.razor"] = Address,
        ["Shared/TextBox.razor"] = "inside the Draft of whoever uses it",
        ["Shared/SelectBox.razor"] = "inside the Draft of whoever uses it",
        ["Layout/MomentDialog.razor"] = Address,
        ["Shared/NameBox.razor"] = "inside the Draft of whoever uses it",
        ["Shared/MomentBox.razor"] = "inside the Draft of whoever uses it",
        ["Pages/Runs/RunsPage.razor"] = Address,
        ["Pages/Runs/ConfirmAll.razor"] = "nothing is typed: what is left out is chosen among the steps that stand there",
        ["Pages/Runs/FieldRow.razor"] = Run,
        ["Pages/Runs/CurrentStep.razor"] = Run,
        ["Pages/Runs/ReasonDialog.razor"] = Run,
        ["Pages/Errors/AccessDeniedPage.razor"] = Static,
        ["Pages/SignIn/RecoverPage.razor"] = "takes a code that opens the portal, which is kept nowhere",
        ["Search/SearchPalette.razor"] = "what is looked for is typed anew each time",
        ["Layout/AccountMenu.razor"] = "signs out; nothing is typed",
        ["Pages/Accounts/AccountDeclared.razor"] = "inside the Draft of AccountsPage.razor",
    };

    [Fact]
    public void EveryBox_StandsInADraft()
    {
        var lost = Sources("*.razor")
            .Where(f => Box().IsMatch(f.Text) && !f.Text.Contains("<Draft ", StringComparison.Ordinal)
            && !KeptOtherwise.ContainsKey(f.Name)
            // The boxes of the field types, which a run keeps.
            && !f.Name.StartsWith("Pages/Runs/Fields/", StringComparison.Ordinal)).Select(f => f.Name);

        Assert.Empty(lost);
    }

    [Fact]
    public void EveryDraft_IsClearedWhenWhatWasTypedIsSaved()
    {
        var drafts = Sources("*.razor").Where(f => f.Text.Contains("<Draft ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(drafts);
        Assert.Empty(
            drafts.Where(f => !Says(f, "draft.ClearAsync(") && !Says(f, "draft.SavedAsync(") && !Says(f, "_draft?.ClearAsync("))
            .Select(f => f.Name));
    }

    [Fact]
    public void EveryDraft_ForgetsWhatIsRefusedAsASecret()
    {
        var drafts = Sources("*.razor").Where(f => f.Text.Contains("<Draft ", StringComparison.Ordinal));

        Assert.Empty(drafts.Where(f => !Says(f, "draft.RefusedAsync(")).Select(f => f.Name));
    }

    [Fact]
    public void EverySignOut_ForgetsWhatWasTyped()
    {
        var forms = Sources("*.razor").Where(f => f.Text.Contains("SignInEndpoints.LogoutPath", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(forms);
        Assert.Empty(forms.Where(f => !f.Text.Contains("data-sign-out", StringComparison.Ordinal)).Select(f => f.Name));
        Assert.Contains(
            "data-signed-out", Sources("*.razor").Single(f => f.Name == "Pages/SignIn/SignedOutPage.razor").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryBoxOfADraft_HasANameThatStays()
    {
        var nameless = from file in Sources("*.razor")
                       where file.Text.Contains("<Draft ", StringComparison.Ordinal)
                       from Match box in Box().Matches(file.Text)
                       where !box.Value.Contains("disabled", StringComparison.Ordinal)
                           || box.Value.Contains("@bind", StringComparison.Ordinal)
                       where !Named().IsMatch(box.Value)
                           && !(box.Value.StartsWith("<MudTextField", StringComparison.Ordinal)
                           && file.Text.Contains("data-draft-name", StringComparison.Ordinal))
                       where !box.Value.StartsWith("<form", StringComparison.Ordinal)
                           && !box.Value.StartsWith("<Mud", StringComparison.Ordinal)
                       select $"{file.Name}: {box.Value}";

        Assert.Empty(nameless);
    }

    [Fact]
    public void Exceptions_AreFilesThatExist() =>
        Assert.Empty(KeptOtherwise.Keys.Except(Sources("*.razor").Select(f => f.Name)));

    [Fact]
    public void EveryWrite_RunsToItsEndThoughThePageIsLeft()
    {
        var cut = from file in Sources("*.razor").Concat(Sources("*.cs"))
                  from Match call in Write().Matches(file.Text)
                  where !Uncut().IsMatch(call.Value)
                  select $"{file.Name}: {call.Value}";

        Assert.Empty(cut);
    }

    private static bool Says((string Name, string Text) file, string words) =>
        (file.Text + CodeOf(file.Name)).Contains(words, StringComparison.Ordinal);

    private static string CodeOf(string name) => Sources("*.cs").FirstOrDefault(f => f.Name == name + ".cs").Text ?? "";

    private static IEnumerable<(string Name, string Text)> Sources(string pattern)
    {
        var folder = SourceTree.PathOf("src", "FusionPortal.Web", "Components");
        return Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file)));
    }

    [GeneratedRegex(
        "<(input|textarea|select|form|MudForm|MudTextField|MudSelect|MudAutocomplete|MudDatePicker|MudNumericField|MudFileUpload|"
            + "MudCheckBox|MudRadioGroup|MudSwitch)\\b[^>]*>?")]
    private static partial Regex Box();

    [GeneratedRegex("\\b(id|name|data-draft-name)=")]
    private static partial Regex Named();

    // A use case of Core is called ExecuteAsync; a page's own helper of that name takes what it is given and is looked at where it is
    // called.
    [GeneratedRegex(@"\b(await|=>) \w+\.ExecuteAsync\((?>[^()]+|\((?<open>)|\)(?<-open>))*\)(?(open)(?!))", RegexOptions.Singleline)]
    private static partial Regex Write();

    [GeneratedRegex(@"(CancellationToken\.None|default)\s*\)$|produce\.ExecuteAsync")]
    private static partial Regex Uncut();
}
