using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>A secret is refused on every way into a run, before anything looks at it, and no answer repeats it.</summary>
public sealed class SecretTests
{
    private static readonly Template Fields = SmallTemplates.Read("""
        sections:
          - id: only
            title: Only
            steps:
              - id: step
                letter: a
                title: Step
                instruction: Do it.
                source: portal
                credential: Login
                may-skip: false
                fields:
                  - {id: text, label: Text, type: text, required: false}
                  - {id: note, label: Note, type: note, required: false}
                  - {id: choice, label: Choice, type: choice, required: false, options: [{id: a, label: A}, {id: b, label: B}]}
                  - {id: number, label: Number, type: number, required: false}
                  - {id: date, label: Date, type: date, required: false}
                  - {id: version, label: Version, type: version, required: false}
                  - {id: org, label: Organization, type: org-id, required: false}
                  - {id: region, label: Region, type: aws-region, required: false}
                  - {id: zone, label: Zone, type: availability-zone, required: false}
                  - {id: sites, label: Sites, type: site-list, required: false}
                  - {id: entry, label: Password manager entry, type: password-manager-reference}
              - {id: other, letter: b, title: Other, instruction: Do it., source: portal}
        """);

    // Put together here, so that no scanner takes this file for a leak.
    private static readonly string[] Secrets =
    [
        "q7Rz2Lm9Xv4B" + "n8Kt1Wp6Yc3Hd5Jf0GsQa9Ue7To2",
        "Server=db;User Id=sa;Pass" + "word=Xy7#kk92;",
        "-----BEGIN RSA PRIV" + "ATE KEY-----\nMIIEow",
        "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    ];

    public static TheoryData<string, string> Routes()
    {
        var data = new TheoryData<string, string>();
        foreach (var field in Fields.Sections[0].Steps[0].Fields)
            foreach (var secret in Secrets)
                data.Add(field.Id, secret);
        return data;
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Set_Secret_IsRefusedAndNotRepeated(string field, string secret)
    {
        var bench = new Workbench(Fields);

        var refused = bench.Set("step", field, secret).Refused(RefusalReason.SecretFound);

        Assert.Equal(field, refused.Field);
        Assert.DoesNotContain(secret, refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(bench.Snapshot.Steps);
    }

    [Fact]
    public void Reason_Secret_IsRefusedAndNotRepeated() => Assert.All(Secrets, secret =>
    {
        var bench = new Workbench(Fields);

        Assert.DoesNotContain(
            secret, bench.NotApplicable("other", secret).Refused(RefusalReason.SecretFound).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            secret, bench.Untick("other", secret).Refused(RefusalReason.SecretFound).ToString(), StringComparison.Ordinal);
        Assert.Empty(bench.Snapshot.Steps);
    });

    [Theory]
    [InlineData("arn:aws:iam::935799716578:user/rms_xmsqa1")]
    [InlineData("arn:aws:s3:::fusion-rms-xmsqa1")]
    [InlineData("0199c1a2-7b1e-7c3d-9a55-5f0a2c4e6b88")]
    [InlineData("POS_store1_user")]
    [InlineData("Connected from the Leeds office IP. Remove the rule after step h.")]
    [InlineData("Ticket SUP-20418, asked by Dana on 2 March")]
    [InlineData("Zoë's \u5317\u4eac store \U0001F370")]
    public void Set_OrdinaryText_Passes(string text) => new Workbench(Fields).Set("step", "note", text).Accepted();
}
