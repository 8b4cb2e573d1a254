using FusionPortal.Simulator.Faults;

namespace FusionPortal.Simulator;

/// <summary>Faults and the request log from outside the process. Not signed: the simulator listens on loopback only.</summary>
internal static class AdminApi
{
    public static void Map(WebApplication app, FaultPlan faults, RequestLog requests)
    {
        var admin = app.MapGroup("/_simulator");
        admin.MapGet("/health", () => Results.Ok(new { status = "up" }));
        admin.MapGet("/requests", () => Results.Ok(new { total = requests.Total, counts = requests.Counts, latest = requests.Latest }));
        admin.MapDelete("/requests", () =>
        {
            requests.Clear();
            return Results.NoContent();
        });
        admin.MapPost("/faults", (Fault fault) =>
        {
            if (fault.Mistake is { } mistake) return Results.BadRequest(new { error = mistake });
            faults.Add(fault);
            return Results.NoContent();
        });
        admin.MapDelete("/faults", () =>
        {
            faults.Clear();
            return Results.NoContent();
        });
    }
}
