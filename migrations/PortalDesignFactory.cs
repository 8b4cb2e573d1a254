using FusionPortal.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FusionPortal.Migrations;

/// <summary>Gives <c>dotnet ef</c> the model. It only compares models and never connects.</summary>
public sealed class PortalDesignFactory : IDesignTimeDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PortalDbContext>();
        PortalDbContext.Configure(options, "Host=localhost;Database=design");
        return new PortalDbContext(options.Options);
    }
}
