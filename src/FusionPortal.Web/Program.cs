using FusionPortal.Web.Hosting;

// Not returned, since that waits for every thread: by now the host is disposed, and one of the job store may still wait for a database that
// does not answer.
Environment.Exit(await PortalApplication.RunAsync(args));
