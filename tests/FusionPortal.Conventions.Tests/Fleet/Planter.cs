namespace FusionPortal.Conventions.Tests.Fleet;

/// <summary>
/// Plants what breaks one convention of the shipped book and what only looks like it. One small file each, called like the convention:
/// <c>Planters/NAME-S3-01.cs</c>.
/// </summary>
internal abstract class Planter : Planting
{
    private int _violations;
    private int _nearMisses;

    /// <summary>The convention's id in the book.</summary>
    public abstract string Convention { get; }

    /// <summary>How many violations of its convention and near misses it has planted.</summary>
    public (int Violations, int NearMisses) Count => (_violations, _nearMisses);

    /// <summary>The resource breaks this convention.</summary>
    /// <param name="also">Other conventions that it breaks by the same.</param>
    protected new void Breaks(string why, FleetResource resource, params string[] also)
    {
        _violations++;
        base.Breaks(why, resource, [Convention, .. also]);
    }

    /// <summary>A client, an account or the estate breaks this convention.</summary>
    protected new void Breaks(string why, string subject, params string[] also)
    {
        _violations++;
        base.Breaks(why, subject, [Convention, .. also]);
    }

    /// <summary>This convention cannot be judged for the resource.</summary>
    protected new void Unjudged(string why, FleetResource resource, params string[] also) =>
        base.Unjudged(why, resource, [Convention, .. also]);

    /// <summary>This convention cannot be judged for a client, or for the estate.</summary>
    protected new void Unjudged(string why, string subject, params string[] also) => base.Unjudged(why, subject, [Convention, .. also]);

    /// <summary>A near miss: this convention has nothing to say of the resource.</summary>
    /// <param name="but">Other conventions that the resource breaks all the same.</param>
    protected void Fits(string why, FleetResource resource, params string[] but)
    {
        _nearMisses++;
        base.Breaks(why, resource, but);
    }

    /// <summary>A near miss that is a client or an account as a whole: this convention has nothing to say of it.</summary>
    protected void Fits(string why, string subject)
    {
        _nearMisses++;
        base.Breaks(why, subject, []);
    }

    /// <summary>What was planted also breaks other conventions, for this resource or for another.</summary>
    protected void Also(string why, FleetResource resource, params string[] conventions) => base.Breaks(why, resource, conventions);

    /// <summary>What was planted also breaks conventions that are about a client or an account as a whole.</summary>
    protected void Also(string why, string subject, params string[] conventions) => base.Breaks(why, subject, conventions);

    /// <summary>What was planted also leaves other conventions open, for a client as a whole.</summary>
    protected void AlsoUnjudged(string why, string subject, params string[] conventions) => base.Unjudged(why, subject, conventions);

    /// <summary>What was planted also leaves other conventions open.</summary>
    protected void AlsoUnjudged(string why, FleetResource resource, params string[] conventions) =>
        base.Unjudged(why, resource, conventions);
}
