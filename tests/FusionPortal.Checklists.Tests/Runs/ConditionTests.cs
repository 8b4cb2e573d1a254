using FusionPortal.Checklists.Runs;
using FusionPortal.Checklists.Templates;
using FusionPortal.Checklists.Tests.Support;
using FusionPortal.Conventions;
using Xunit;

namespace FusionPortal.Checklists.Tests.Runs;

/// <summary>Conditions have three answers; "not answered yet" keeps a step in sight without counting it.</summary>
public sealed class ConditionTests
{
    public static TheoryData<string, string, Truth> Cases => new()
    {
        { "{field: kind, is: a}", "", Truth.Unknown },
        { "{field: kind, is: a}", "kind=a", Truth.True },
        { "{field: kind, is: a}", "kind=b", Truth.False },
        { "{field: kind, in: [a, b]}", "kind=b", Truth.True },
        { "{not: {field: kind, is: a}}", "", Truth.Unknown },
        { "{not: {field: kind, is: a}}", "kind=b", Truth.True },
        { "{not: {field: kind, is: a}}", "kind=a", Truth.False },
        { "{field: size, at-most: 10}", "", Truth.Unknown },
        { "{field: size, at-most: 10}", "size=10", Truth.True },
        { "{field: size, at-most: 10}", "size=10.5", Truth.False },
        { "{field: size, at-least: 10}", "size=9.5", Truth.False },
        { "{field: size, at-least: 10}", "size=10", Truth.True },
        { "{field: release, is: 6.2}", "release=6.2.0", Truth.True },
        { "{field: release, is: 6.2}", "release=6.20", Truth.False },
        { "{field: kind, answered: true}", "", Truth.False },
        { "{field: kind, answered: true}", "kind=a", Truth.True },
        { "{field: kind, answered: false}", "", Truth.True },
        { "{fact: environment, is: Production}", "", Truth.True },
        { "{fact: environment, in: [QA, Staging]}", "", Truth.False },
        { "{all: [{field: kind, is: a}, {field: size, at-most: 10}]}", "kind=a", Truth.Unknown },
        { "{all: [{field: kind, is: a}, {field: size, at-most: 10}]}", "kind=b", Truth.False },
        { "{all: [{field: kind, is: a}, {field: size, at-most: 10}]}", "kind=a;size=3", Truth.True },
        { "{any: [{field: kind, is: a}, {field: size, at-most: 10}]}", "kind=a", Truth.True },
        { "{any: [{field: kind, is: a}, {field: size, at-most: 10}]}", "kind=b", Truth.Unknown },
        { "{any: [{field: kind, is: a}, {field: size, at-most: 10}]}", "kind=b;size=11", Truth.False },
        { "{not: {any: [{field: kind, is: a}, {fact: environment, is: QA}]}}", "kind=b", Truth.True },
        // A field whose own step is ruled out is not waited for.
        { "{field: hidden, is: x}", "kind=b", Truth.False },
        { "{field: hidden, is: x}", "kind=a", Truth.Unknown },
        { "{field: hidden, is: x}", "kind=a;hidden=x", Truth.True },
        { "{not: {field: hidden, is: x}}", "kind=b", Truth.True },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_Condition_DecidesWhetherItAppears(string condition, string answers, Truth expected)
    {
        var bench = Answered(condition, answers);

        var step = bench.Plan().Find(new StepKey("target"));

        Assert.Equal(expected, step is null ? Truth.False : step.Readiness == StepReadiness.Undecided ? Truth.Unknown : Truth.True);
    }

    [Fact]
    public void Step_Undecided_IsCountedApartAndCannotBeWorked()
    {
        var bench = Answered("{field: kind, is: a}", "");

        Assert.Equal((1, 2), (bench.Plan().Progress.Undecided, bench.Plan().Progress.Applicable));
        bench.Tick("target").Refused(RefusalReason.NotReady);
    }

    [Fact]
    public void Step_DoneButRuledOutLater_IsNotCountedAndKeepsItsRecord()
    {
        var bench = Answered("{field: kind, is: a}", "kind=a");
        bench.Tick("target").Accepted();
        bench.Set("kinds", "kind", "b").Accepted();

        Assert.Equal(0, bench.Plan().Progress.Done);
        Assert.Null(bench.Plan().Find(new StepKey("target")));

        bench.Set("kinds", "kind", "a").Accepted();
        Assert.Equal(1, bench.Plan().Progress.Done);
    }

    [Fact]
    public void Condition_OnAStepMarkedNotApplicable_DoesNotWaitForIt()
    {
        var bench = Answered("{field: size, at-most: 10}", "");
        bench.NotApplicable("sizes").Accepted();

        Assert.Null(bench.Plan().Find(new StepKey("target")));
    }

    [Fact]
    public void Condition_FactOfARunWithoutAnOrganization_IsFalse()
    {
        var bench = new Workbench(Template("{fact: environment, is: Production}"));

        Assert.Null(bench.Plan().Find(new StepKey("target")));
    }

    [Theory]
    [InlineData(EnvironmentKind.QA, true)]
    [InlineData(EnvironmentKind.Other, false)]
    public void Condition_Fact_AsksTheOrganization(EnvironmentKind environment, bool appears)
    {
        var bench =
            new Workbench(Template("{fact: environment, in: [QA, Development]}"), Workbench.Acme with { Environment = environment });

        Assert.Equal(appears, bench.Plan().Find(new StepKey("target")) is not null);
    }

    private static Workbench Answered(string condition, string answers)
    {
        var bench = new Workbench(Template(condition), Workbench.Acme);
        var steps = new Dictionary<string, string> { ["kind"] = "kinds", ["size"] = "sizes", ["release"] = "sizes", ["hidden"] = "hiding" };
        foreach (var answer in answers.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (field, value) = (answer.Split('=')[0], answer.Split('=')[1]);
            bench.Set(steps[field], field, value).Accepted();
        }

        return bench;
    }

    private static Template Template(string condition) => SmallTemplates.Read($$$"""
        sections:
          - id: only
            title: Only
            steps:
              - id: kinds
                letter: a
                title: Kinds
                instruction: Choose.
                source: portal
                fields:
                  - {id: kind, label: Kind, type: choice, options: [{id: a, label: A}, {id: b, label: B}]}
              - id: sizes
                letter: b
                title: Sizes
                instruction: Measure.
                source: portal
                fields:
                  - {id: size, label: Size, type: number, decimals: 1}
                  - {id: release, label: Release, type: version}
              - id: hiding
                letter: c
                title: Hiding
                instruction: Say it.
                source: portal
                when: {field: kind, answered: true}
                fields:
                  - {id: hidden, label: Hidden, type: text, when: {field: kind, is: a}}
              - id: target
                letter: d
                title: Target
                instruction: Do it.
                source: portal
                when: {{{condition}}}
        """);
}
