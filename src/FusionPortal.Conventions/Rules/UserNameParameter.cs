using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Kinds;

namespace FusionPortal.Conventions.Rules;

/// <summary>The parameter of rules that have to know what a client's IAM user is called.</summary>
/// <param name="User">The pattern of its name; null only while a faulty book is read.</param>
public sealed record UserNameParameter(BookName? User) : RuleParameters
{
    internal static IReadOnlyList<RuleParameter> Takes { get; } =
    [
        new("user", "which of the book’s names is that of a client’s IAM user", "iam-user", "no-such-name"),
    ];

    internal static UserNameParameter Read(RuleReading reading)
    {
        var id = reading.With.Text("user");
        if (id.Length == 0) return new((BookName?)null);
        var users = reading.Names.Values.Where(n => n.Kind == IamUser.Kind && n.Pattern.OrganizationSlot >= 0).ToList();
        var user = users.Find(n => n.Id == id);
        if (user is null)
            reading.With.Report(
                reading.With.PlaceOf("user"),
                $"\"{id}\" is not a name of this book that names a client’s IAM user. Those are: "
                    + $"{(users.Count == 0 ? "none" : string.Join(", ", users.Select(n => n.Id)))}.");
        return new(user);
    }

    internal static BookName Of(Convention convention) => ((UserNameParameter)convention.Parameters).User!;
}
