namespace FusionPortal.Conventions.Evaluation;

/// <summary>Finds the known organization ID a mistyped one probably stands for: at most two letters off, and no other as near.</summary>
internal sealed class NearestOrganization(PortalRecords records)
{
    private const int MostEdits = 2;

    // Only IDs of about the same length and the same first letter are compared, so that one look-up stays cheap among thousands.
    private readonly Lazy<ILookup<(char First, int Length), string>> _byShape = new(() =>
        records.Organizations.Where(o => o.OrgId.Length > 0).Select(o => o.OrgId.ToLowerInvariant()).ToLookup(id => (id[0], id.Length)));

    public string? To(string orgId)
    {
        if (orgId.Length is < 3 or > OrganizationId.MaxLength + MostEdits) return null;
        var wanted = orgId.ToLowerInvariant();
        string? best = null;
        var bestEdits = MostEdits + 1;
        var tied = false;
        for (var length = wanted.Length - MostEdits; length <= wanted.Length + MostEdits; length++)
            foreach (var candidate in _byShape.Value[(wanted[0], length)])
            {
                var edits = Edits(wanted, candidate);
                if (edits > bestEdits) continue;
                tied = edits == bestEdits;
                (best, bestEdits) = (candidate, edits);
            }

        return bestEdits <= MostEdits && !tied ? records.Organization(best!)!.OrgId : null;
    }

    private static int Edits(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
