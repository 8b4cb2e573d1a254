using Xunit;

namespace FusionPortal.Browser.FirstSteps;

/// <summary>The classes that share one portal that came to be as the page says: to publish it takes a minute.</summary>
[CollectionDefinition]
public sealed class AsDocumented : ICollectionFixture<DocumentedPortal>;
