using FusionPortal.Core.Accounts;

namespace FusionPortal.Core.Search;

/// <summary>AWS accounts, by name and id.</summary>
public sealed class AccountSource : RecordSearchSource
{
    public override string Kind => "account";

    public override string Title => "Accounts";

    public override int Place => 60;

    private protected override string Select => $"""
        select ''::text, md5(a.id)::uuid, a.name, a.id,
          case when a.status = '{AccountStates.Departed}' then 'Departed' when a.paused_at is not null then 'Paused'
            when a.role = 'Undeclared' then 'Undeclared' end,
          array[a.id], concat_ws(chr(10), a.name, a.id)
        from account a
        """;

    // Its own page is not open to everybody; what is in it is.
    public override string Address(IReadOnlyList<string> parts, Actor actor) =>
        actor.Is(Role.Lead) || actor.Is(Role.Auditor) || actor.Is(Role.Administrator) ? "/accounts" : $"/inventory?account={parts[0]}";
}
