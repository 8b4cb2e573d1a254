using FusionPortal.Conventions;
using FusionPortal.Conventions.Books;
using FusionPortal.Core.Organizations;
using FusionPortal.Web.Components.Pages.Clients;
using Xunit;

namespace FusionPortal.Web.Tests.Clients;

public sealed class NewClientFormTests
{
    [Fact]
    public void Id_UntilOneIsTyped_FollowsTheTitle()
    {
        var form = new NewClientForm(ConventionBook.Default) { Title = "Kite Cycles" };
        Assert.Equal("kitecycles", form.OrgId);

        form.TypeId("kite");
        form.Title = "Kite Cycles Ltd";
        Assert.Equal("kite", form.OrgId);

        form.TypeId("");
        form.Title = "Kite Cycles Group";
        Assert.Equal("kitecyclesgroup", form.OrgId);
    }

    [Fact]
    public void Id_NothingTyped_HasNoProblemYet() => Assert.Null(new NewClientForm(ConventionBook.Default).IdProblem);

    [Fact]
    public void Id_TakenInOtherLetters_SaysByWhom()
    {
        var form = new NewClientForm(ConventionBook.Default);
        form.TypeId("acme");
        form.TakenBy = new OrganizationDetail(
            Guid.Empty, "Acme", "Acme Stores", EnvironmentKind.Production, null, null, "Ana Ruiz", default);
        Assert.Equal("Acme is taken by Acme Stores, recorded by Ana Ruiz.", form.IdProblem);

        // An answer that comes late says nothing of what was typed meanwhile.
        form.TypeId("acme2");
        Assert.Null(form.IdProblem);
    }

    [Fact]
    public void Id_FromWhichAnImpossibleNameFollows_IsAProblemBeforeAnybodyPressesTheButton()
    {
        var form = new NewClientForm(ConventionBook.Default);
        form.TypeId(new string('a', OrganizationId.MaxLength + 1));
        Assert.Contains("1 too many", form.IdProblem, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_OfAValidId_AreAllMade()
    {
        var form = new NewClientForm(ConventionBook.Default) { Title = "Kite Cycles" };
        Assert.Contains(form.Names, n => n.Name == "fusion-rms-kitecycles");
        Assert.All(form.Names, n => Assert.Null(n.Problem));
    }

    [Fact]
    public void Title_ThatIsASecret_IsNotRepeatedInTheProblem()
    {
        var secret = "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2";
        var form = new NewClientForm(ConventionBook.Default) { Title = secret };
        Assert.NotNull(form.TitleProblem);
        Assert.DoesNotContain(secret, form.TitleProblem, StringComparison.Ordinal);
    }
}
