using FusionPortal.Browser.Kit;
using Xunit;

[assembly: AssemblyFixture(typeof(DemoPortal))]
// One browser and one demo on two cores: journeys run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
