using FusionPortal.TestKit.Postgres;

[assembly: AssemblyFixture(typeof(TestCluster))]
