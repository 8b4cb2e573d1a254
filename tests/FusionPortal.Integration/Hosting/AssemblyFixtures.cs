using FusionPortal.Integration.Hosting;
using FusionPortal.TestKit.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(TestCluster))]
[assembly: AssemblyFixture(typeof(IdentityFixture))]
