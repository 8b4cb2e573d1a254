using FusionPortal.Conventions.Books;
using FusionPortal.Conventions.Environments;

namespace FusionPortal.Conventions.Evaluation.Rules;

/// <summary>Makes the rule that judges a convention.</summary>
internal static class RuleCompiler
{
    /// <summary>Null for conventions that are not judged resource by resource.</summary>
    /// <param name="unrecordedOnce">Whether another convention tells each unrecorded organization once, so that its resources are not told
    /// one by one.</param>
    public static CompiledRule? Compile(
        Convention convention, ConventionBook book, PortalRecords records, EnvironmentWordFinder words, bool unrecordedOnce) =>
            convention.Check switch
            {
                CheckKind.NameFollowsPattern => new NameRule(convention),
                CheckKind.BelongsToAnOrganization => new BelongsRule(convention, book, records),
                CheckKind.TagSpelling => new TagSpellingRule(convention),
                CheckKind.TagPresent => new TagPresentRule(convention),
                CheckKind.TagNotEmpty => new TagNotEmptyRule(convention),
                CheckKind.TagVariantsAgree => new TagVariantsRule(convention, book),
                CheckKind.TagKnown => new TagKnownRule(convention, records, unrecordedOnce),
                CheckKind.TagAgreesWithName => new TagAgreesRule(convention),
                CheckKind.TagNotOnShared => new TagNotOnSharedRule(convention),
                CheckKind.TagKeyCharacters => new TagKeyCharactersRule(convention, book),
                CheckKind.NoSecretInTags => new SecretRule(convention),
                CheckKind.NoAccessKeyIdInTags => new AccessKeyIdRule(convention),
                CheckKind.ProductionAccountHosts => new PlacementRule(convention, book, AccountRole.Production),
                CheckKind.ProductionOnlyInProductionAccount => new PlacementRule(convention, book, AccountRole.NonProduction),
                CheckKind.OrganizationKnownInProduction when unrecordedOnce => null,
                CheckKind.OrganizationKnownInProduction => new KnownInProductionRule(convention, records),
                CheckKind.NameHint => book.EnvironmentWords.IsEmpty ? new NameHintRule(convention) : new NameWordRule(convention, book, words),
                CheckKind.EnvironmentTagAgrees => new EnvironmentTagRule(convention, book, words),
                CheckKind.NotMadeByRoot => new NotMadeByRootRule(convention),
                CheckKind.OneKindOfAccount or CheckKind.OrganizationIdRules or CheckKind.OrganizationRecorded or CheckKind.AccountDeclared =>
                    null,
                _ => throw new ArgumentOutOfRangeException(nameof(convention), convention.Check, "No rule judges this check."),
            };
}
