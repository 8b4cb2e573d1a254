namespace FusionPortal.Conventions.Books;

/// <summary>What the book calls things, and the facts its conventions share.</summary>
/// <param name="Company">The company's name in texts.</param>
/// <param name="PasswordManager">What the company calls its password manager.</param>
/// <param name="OrganizationTagKeys">The spellings in use of the organization tag; the first is how texts call it.</param>
/// <param name="ProductionAccountHosts">The environments that live in production accounts, and nowhere else.</param>
/// <param name="NamesBeginWithTheOrganization">
/// Whether a resource of a kind without a naming pattern that carries no organization tag belongs to the known client its name begins with:
/// <c>demoshop-carts</c>. Off in a book that says nothing of it.
/// </param>
public sealed record BookSettings(
    string Company, string PasswordManager, IReadOnlyList<string> OrganizationTagKeys,
        IReadOnlyList<EnvironmentKind> ProductionAccountHosts,
    bool NamesBeginWithTheOrganization)
{
    public bool BelongsInProduction(EnvironmentKind environment) => ProductionAccountHosts.Contains(environment);
}
