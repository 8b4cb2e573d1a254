using FusionPortal.TestKit.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(TestCluster))]
