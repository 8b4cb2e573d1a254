namespace FusionPortal.Core.Data;

/// <summary>
/// Every advisory lock of the portal by its key, so that no two mean the same by accident. Portals of two versions share a database, so a
/// key never changes. The other family, of text, is hashed with <c>hashtextextended</c> where it is taken.
/// </summary>
public static class AdvisoryLocks
{
    /// <summary>One judging at a time, from reading its input to writing its result. Of the session.</summary>
    public const long Judging = 0x46_50_4A_64_67;

    /// <summary>Merges of findings apart from people who change one. Of the transaction.</summary>
    public const long Findings = 0x46_50_46_6E_64;

    /// <summary>Who publishes a template. Of the transaction.</summary>
    public const long Templates = 0x46_50_74_6D_70_6C;

    /// <summary>Who publishes a convention book. Of the transaction.</summary>
    public const long ConventionBooks = 0x46_50_42_6F_6F_6B;

    /// <summary>Who writes down the freshness limit at its start. Of the transaction.</summary>
    public const long KnowledgeLimit = 0x46_50_6B_6C;

    /// <summary>Who brings the schema forward. Of the session.</summary>
    public const long Migrations = 0x46_50_6D_69_67;

    /// <summary>Who brings the index of search up to date. Of the session.</summary>
    public const long SearchIndex = 0x46_50_73_65_61_72;

    /// <summary>Who reads a target of a scan; the second key is the target. Of the session.</summary>
    public const int ScanTarget = 0x46_50_54_67;

    /// <summary>Who records a value that may be held once; the second key is the value's hash. Of the transaction.</summary>
    public const int RecordedValue = 0x46_50_6F_77;

    /// <summary>
    /// Shared, of every listening process's session; the second key is the newest generation of portals that is running
    /// (<c>migrations/Repeatable/30_versions.sql</c> asks for it).
    /// </summary>
    public const int PortalGeneration = 0x46_50_76_72;
}
