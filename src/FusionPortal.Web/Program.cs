using FusionPortal.Web.Hosting;

return await PortalApplication.RunAsync(args);
