using System.Text.RegularExpressions;

namespace FusionPortal.Integration.Telemetry;

/// <summary>
/// Reads an expression as Prometheus does, in so far as the portal's dashboard and alerts use its language: brackets, matchers, ranges,
/// functions and their arguments.
/// </summary>
internal sealed partial class PrometheusExpression
{
    private static readonly string[] Aggregations = ["sum", "max", "min", "avg", "count", "topk", "bottomk", "quantile", "group", "stddev"];

    private static readonly string[] Operators = ["or", "and", "unless", "==", "!=", ">=", "<=", ">", "<", "+", "-", "*", "/", "%", "^"];

    // What each takes: v an instant vector, r a range of one, s a number.
    private static readonly Dictionary<string, string> Functions = new()
    {
        ["rate"] = "r",
        ["irate"] = "r",
        ["increase"] = "r",
        ["delta"] = "r",
        ["deriv"] = "r",
        ["changes"] = "r",
        ["resets"] = "r",
        ["max_over_time"] = "r",
        ["min_over_time"] = "r",
        ["avg_over_time"] = "r",
        ["sum_over_time"] = "r",
        ["count_over_time"] = "r",
        ["last_over_time"] = "r",
        ["absent_over_time"] = "r",
        ["absent"] = "v",
        ["abs"] = "v",
        ["ceil"] = "v",
        ["floor"] = "v",
        ["scalar"] = "v",
        ["vector"] = "s",
        ["time"] = "",
        ["timestamp"] = "v",
        ["sort"] = "v",
        ["sort_desc"] = "v",
        ["histogram_quantile"] = "sv",
        ["clamp_min"] = "vs",
        ["clamp_max"] = "vs",
        ["round"] = "v",
    };

    private static readonly Dictionary<char, string> Kinds = new() { ['r'] = "a range", ['v'] = "an instant vector", ['s'] = "a number" };

    private readonly string _expression;
    private readonly List<string> _tokens;
    private int _at;

    private PrometheusExpression(string expression) =>
        (_expression, _tokens) = (expression, [.. Token().Matches(expression).Select(m => m.Value)]);

    private string Next => _at < _tokens.Count ? _tokens[_at] : "";

    /// <exception cref="FormatException">It is none; the message says where.</exception>
    public static void Check(string expression)
    {
        var reader = new PrometheusExpression(expression);
        if (reader.Expression() == 'r') throw reader.Fault("an instant vector");
        if (reader.Next.Length > 0) throw reader.Fault("the end");
    }

    // The kind of what was read.
    private char Expression()
    {
        var kind = Unary();
        while (Operators.Contains(Next))
        {
            if (kind == 'r') throw Fault("an instant vector before an operator");
            _at++;
            Taken("bool");
            if (Next is "on" or "ignoring") Grouping();
            if (Next is "group_left" or "group_right") Grouping();
            var right = Unary();
            if (right == 'r') throw Fault("an instant vector after an operator");
            kind = kind == 's' && right == 's' ? 's' : 'v';
        }

        return kind;
    }

    private char Unary()
    {
        Taken("-");
        if (Taken("("))
        {
            var inside = Expression();
            Take(")");
            return inside;
        }

        if (NumberToken().IsMatch(Next))
        {
            _at++;
            return 's';
        }

        if (!Name().IsMatch(Next)) throw Fault("an expression");
        var name = _tokens[_at++];
        if (Aggregations.Contains(name)) return Aggregation();
        return Next == "(" ? Call(name) : Selector();
    }

    private char Aggregation()
    {
        var grouped = Next is "by" or "without";
        if (grouped) Grouping();
        Take("(");
        var kind = Expression();
        while (Taken(",")) kind = Expression();
        Take(")");
        if (kind != 'v') throw Fault("an instant vector to aggregate");
        if (!grouped && Next is "by" or "without") Grouping();
        return 'v';
    }

    private char Call(string name)
    {
        if (!Functions.TryGetValue(name, out var takes)) throw Fault($"a function, and {name} is none");
        Take("(");
        var given = new List<char>();
        while (Next != ")")
        {
            given.Add(Expression());
            if (!Taken(",")) break;
        }

        Take(")");
        if (given.Count != takes.Length) throw Fault($"other arguments of {name}");
        for (var i = 0; i < takes.Length; i++)
            if (given[i] != takes[i]) throw Fault($"{Kinds[takes[i]]} as argument {i + 1} of {name}");
        return name is "scalar" or "time" ? 's' : 'v';
    }

    private char Selector()
    {
        if (Taken("{"))
        {
            while (Next != "}")
            {
                if (!Name().IsMatch(Next)) throw Fault("a label or '}'");
                _at++;
                if (Next is not ("=" or "!=" or "=~" or "!~")) throw Fault("a matcher");
                _at++;
                if (Next is not ['"', ..]) throw Fault("a string");
                _at++;
                if (!Taken(",")) break;
            }

            Take("}");
        }

        var kind = 'v';
        if (Taken("["))
        {
            Duration();
            if (Taken(":") && Next != "]") Duration();
            Take("]");
            kind = 'r';
        }

        if (Taken("offset")) Duration();
        return kind;
    }

    private void Grouping()
    {
        _at++;
        Take("(");
        while (Next != ")")
        {
            if (!Name().IsMatch(Next)) throw Fault("a label or ')'");
            _at++;
            if (!Taken(",")) break;
        }

        Take(")");
    }

    private void Duration()
    {
        // Grafana puts its own interval in the place of the variable.
        if (!DurationToken().IsMatch(Next)) throw Fault("a duration");
        _at++;
    }

    private bool Taken(string token)
    {
        if (Next != token) return false;
        _at++;
        return true;
    }

    private void Take(string token)
    {
        if (!Taken(token)) throw Fault($"'{token}'");
    }

    private FormatException Fault(string expected) => new($"Expected {expected} before '{Next}', token {_at + 1} of: {_expression}");

    [GeneratedRegex("""\d+(?:ms|[smhdwy])\b|\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|\$?[A-Za-z_][A-Za-z0-9_]*|=~|!~|!=|==|>=|<=|\S""")]
    private static partial Regex Token();

    [GeneratedRegex(@"^\d+(\.\d+)?$")]
    private static partial Regex NumberToken();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(\d+(ms|[smhdwy])|\$__(rate_)?interval)$")]
    private static partial Regex DurationToken();
}
