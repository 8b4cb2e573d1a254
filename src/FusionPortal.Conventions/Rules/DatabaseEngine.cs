using FusionPortal.Conventions.Evaluation;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>A database instance of ours runs one of the engines that POS is made for, in the one major version.</summary>
public sealed class DatabaseEngine : ResourceRule
{
    public override string Word => "database-engine";

    public override string Label => "Database engine and version";

    public override RuleCategory Category => RuleCategory.Configuration;

    public override int FirstFormat => 3;

    public override string ExampleKind => RdsInstance.Kind;

    public override IReadOnlyList<RuleParameter> Takes { get; } =
    [
        new("engines", "the engines that are right, as RDS calls them", "[sqlserver-ex, sqlserver-web]", "SQL Server"),
        new("version", "the major version, a whole number", "15", "newest"),
    ];

    public override RuleExample Passes { get; } = new(
        "SQL Server 2019 Web, as most clients need it.",
        ExampleEstate.Database("db-pos-01", """{"engine":"sqlserver-web","engineVersion":"15.00.4415.2.v1"}"""));

    public override RuleExample Breaks { get; } = new(
        "An edition that nobody needs and everybody pays for.",
        ExampleEstate.Database("db-pos-01", """{"engine":"sqlserver-ee","engineVersion":"15.00.4415.2.v1"}"""));

    internal override RuleParameters Read(RuleReading reading)
    {
        var engines = reading.With.Texts("engines");
        foreach (var engine in engines.Where(e => e.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')))
            reading.With.Report(
                reading.With.PlaceOf("engines"), $"\"{engine}\" is no engine of RDS: small letters, digits and hyphens, as sqlserver-web.");
        return new Parameters(engines, reading.With.Number("version", 1, 999));
    }

    internal override CompiledRule Compile(RuleContext context) => new Judgement(context);

    /// <param name="Engines">As RDS calls them.</param>
    /// <param name="Version">The major version.</param>
    public sealed record Parameters(IReadOnlyList<string> Engines, int Version) : RuleParameters;

    private sealed class Judgement(RuleContext context) : OursRule(context)
    {
        private readonly Parameters _expected = (Parameters)context.Convention.Parameters;

        protected override Outcome JudgeFacts(in ResourceView view)
        {
            if (Facts.Is(in view, "engine", null)) return Outcome.NotEvaluated;
            if (!IsRight(in view)) return Outcome.Violation;
            return Facts.Major(in view, "engineVersion") is not { } major ? Outcome.NotEvaluated
                : major == _expected.Version ? Outcome.Pass : Outcome.Violation;
        }

        public override Violation Describe(in ResourceView view)
        {
            var engine = RedactedText.Of(Facts.Text(in view, "engine")!);
            var version = RedactedText.Of(Facts.Text(in view, "engineVersion") ?? "unknown");
            var expected = $"{string.Join(" or ", _expected.Engines)} {_expected.Version}";
            return Violated(
                view, $"{Phrases.Named(view)} runs {engine} {version}, not {expected}", expected, $"{engine} {version}",
                Evidence.Of([new("Engine", engine), new("Engine version", version)]));
        }

        public override string Reason(in ResourceView view) => Facts.AreRead(in view)
            ? "RDS did not tell which engine it runs, or in which version." : base.Reason(in view);

        private bool IsRight(in ResourceView view)
        {
            // Counted: asking a list for an enumerator allocates.
            for (var i = 0; i < _expected.Engines.Count; i++)
                if (Facts.Is(in view, "engine", _expected.Engines[i])) return true;
            return false;
        }
    }
}
