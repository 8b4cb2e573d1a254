using System.Text.Json;
using CsCheck;
using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Resources;
using Xunit;
using static FusionPortal.Conventions.Tests.Evaluation.Estate;

namespace FusionPortal.Conventions.Tests.Evaluation;

public sealed class SessionTests
{
    private static readonly Gen<Observation> AnyResource = Gen.Select(
        Gen.Int[0, 5], Gen.OneOf("acme", "kiteqa", "bolt", "cedarhome", "nobody", "Acme"), Gen.OneOf(Production, NonProduction, Undeclared),
        Gen.OneOf("OrgId", "OrgID", "orgid", "Owner"), Gen.OneOf("acme", "kiteqa", "", "bolt", "nobody", "password=hunter2"))
        .Select(v => v.Item1 switch
        {
            0 => Bucket($"fusion-rms-{v.Item2.ToLowerInvariant()}", v.Item3, (v.Item4, v.Item5)),
            1 => User($"rms_{v.Item2}", v.Item3, (v.Item4, v.Item5)),
            2 => Rds($"db-{v.Item2}", v.Item3, (v.Item4, v.Item5)),
            3 => Broker("mq-POS-01", v.Item3, (v.Item4, v.Item5)),
            4 => Ec2("instance", "i-1", v.Item3, ("Name", v.Item2), (v.Item4, v.Item5)),
            _ => Observations.From($"arn:aws:sqs:us-east-1:{v.Item3}:{v.Item2}-qa", v.Item3, "us-east-1", Tags((v.Item4, v.Item5))),
        });

    [Fact]
    public void Order_OfObservations_MakesNoDifference() => AnyResource.Array[0, 25].Sample(resources =>
    {
        var forwards = Judge(resources);
        var backwards = Judge([.. resources.Reverse()]);

        Assert.Equal(Told(forwards), Told(backwards));
    });

    [Fact]
    public void EveryConvention_GivesAtMostOneVerdictPerResource() => AnyResource.Sample(resource =>
    {
        var list = Judge(resource);
        var verdicts = list.Passes.Select(p => (p.Convention.Id, p.Subject))
            .Concat(list.Violations.Select(v => (v.ConventionId, v.Subject)))
            .Concat(list.NotEvaluated.Select(n => (n.ConventionId, n.Subject)))
            .ToList();

        Assert.Equal(verdicts.Count, verdicts.Distinct().Count());
    });

    [Fact]
    public void CompletedSession_TakesNothingMore()
    {
        var list = new VerdictList();
        var session = EvaluationPlan.Compile(ConventionBook.Default, Records, ScanReach.Everything).Begin();
        session.Complete(ref list);

        Assert.Throws<InvalidOperationException>(() => session.Observe(Rds("db-pos-01"), ref list));
        Assert.Throws<InvalidOperationException>(() => session.Complete(ref list));
    }

    [Fact]
    public void Passing_AllocatesNothing()
    {
        Observation[] resources =
        [
            User("rms_acme", Production, ("OrgID", "acme"), ("Description", "Media gallery and files of the client")),
            Rds("db-pos-01", Production, ("Name", "db-POS-01")) with { Facts = Told(
                """{"engine":"sqlserver-web","engineVersion":"15.00.4415.2.v1","publiclyAccessible":true,"vpcId":"vpc-0a1b"}""") },
            Ec2("instance", "i-0a1b", Production, ("Name", "POS01")) with
            {
                Tags = new Dictionary<string, string> { ["Name"] = "POS01" },
                Facts = Told("""{"vpcId":"vpc-0a1b"}"""),
            },
        ];
        var sink = new Counter();
        var session = EvaluationPlan.Compile(ConventionBook.Default, Records, ScanReach.Everything).Begin();
        session.Know(Ec2("vpc", "vpc-0a1b", Production));
        for (var i = 0; i < 100; i++)
            foreach (var resource in resources) session.Observe(resource, ref sink);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            foreach (var resource in resources) session.Observe(resource, ref sink);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, sink.Others);
        Assert.Equal(0, allocated);
    }

    /// <summary>The policy of a client's bucket is read once, for all conventions that ask it. In bytes: 30,000 such buckets are a
    /// lot.</summary>
    [Fact]
    public void Passing_OfAClientsBucket_AllocatesWhatReadingItsPolicyTakes()
    {
        var bucket = Bucket("fusion-rms-acme", Production, ("OrgId", "acme"));
        var sink = new Counter();
        var session = EvaluationPlan.Compile(ConventionBook.Default, Records, ScanReach.Everything).Begin();
        Observation[] others = [bucket, User("rms_acme", Production, ("OrgID", "acme"))];
        foreach (var resource in others) session.Observe(resource, ref sink);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            foreach (var resource in others) session.Observe(resource, ref sink);
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

        Assert.Equal(0, sink.Others);
        Assert.InRange(allocated, 1, 16_384);
    }

    private static JsonElement Told(string facts) => JsonSerializer.Deserialize<JsonElement>(facts);

    private static IEnumerable<string> Told(VerdictList list) =>
        list.Passes.Select(p => $"{p.Convention.Id} {p.Subject}")
            .Concat(list.Violations.Select(v => JsonSerializer.Serialize(v)))
            .Concat(list.NotEvaluated.Select(n => n.ToString()))
            .Order(StringComparer.Ordinal);

    private struct Counter : IVerdictSink
    {
        public long Passes { get; private set; }

        public long Others { get; private set; }

        public void Pass(Convention convention, in VerdictSubject subject) => Passes++;

        public void Violation(Violation violation) => Others++;

        public void NotEvaluated(NotEvaluatedVerdict verdict) => Others++;
    }
}
