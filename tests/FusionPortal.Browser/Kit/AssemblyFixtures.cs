using FusionPortal.Browser.Kit;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(DemoPortal))]
// One browser and one demo on two cores: journeys run one after the other.
[assembly: Parallelization(Mode = ParallelMode.None)]
