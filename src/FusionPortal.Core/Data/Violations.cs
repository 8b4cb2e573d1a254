using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FusionPortal.Core.Data;

/// <summary>Tells which rule of the database a write broke.</summary>
internal static class Violations
{
    public static bool Violates(this DbUpdateException exception, string constraint) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } cause
            && cause.ConstraintName == constraint;
}
