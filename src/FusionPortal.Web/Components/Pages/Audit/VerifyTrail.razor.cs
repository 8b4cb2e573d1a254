using System.Globalization;
using FusionPortal.Core;
using FusionPortal.Core.AuditTrail;
using FusionPortal.Web.Components.Shared;
using FusionPortal.Web.Hosting.SignIn;
using Microsoft.AspNetCore.Components;

namespace FusionPortal.Web.Components.Pages.Audit;

public sealed partial class VerifyTrail
{
    private AuditVerification? _result;
    private Draft? _draft;
    private bool _running;
    private bool _compared;
    private string _number = "";
    private string _hash = "";
    private string? _refused;
    private AnchorComparison? _slip;

    [Inject] public required VerifyAuditTrail Command { get; init; }

    [Inject] public required AuditQueries Trail { get; init; }

    /// <summary>Where the chain ends now.</summary>
    [Parameter, EditorRequired] public AuditPosition Head { get; set; } = default!;

    [Inject] public required CurrentActor CurrentActor { get; init; }

    private async Task VerifyAsync()
    {
        (_result, _refused, _slip) = (null, null, null);
        if (!TryAnchor(_number, _hash, out var anchor))
        {
            _refused = "A position is a number and the 64 hexadecimal digits of its hash.";
            return;
        }

        _running = true;
        try
        {
            // A finger that slipped is told before anybody is alarmed.
            if (anchor is not null && await Trail.CompareAsync(anchor, CancellationToken.None) is { IsSlip: true } slip)
            {
                _slip = slip;
                return;
            }

            _result =
                await Command.ExecuteAsync(new VerifyAuditTrailRequest(anchor), await CurrentActor.GetAsync(), CancellationToken.None);
            _compared = anchor is not null;
            if (_draft is { } draft) await draft.ClearAsync();
        }
        catch (RefusedException refused)
        {
            _refused = refused.Message;
            if (_draft is { } draft) await draft.RefusedAsync(refused);
        }
        finally
        {
            _running = false;
        }
    }

    /// <summary>Both parts of a position, or neither.</summary>
    internal static bool TryAnchor(string number, string hash, out AuditPosition? anchor)
    {
        anchor = null;
        var digits = number.Replace(",", "", StringComparison.Ordinal).Trim();
        var hex = hash.Trim().ToLowerInvariant();
        if (digits.Length == 0 && hex.Length == 0) return true;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) || seq < 1 || hex.Length != 64
            || !hex.All(char.IsAsciiHexDigitLower)) return false;
        anchor = new AuditPosition(AuditWriter.Stream, seq, hex);
        return true;
    }
}
