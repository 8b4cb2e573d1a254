using System.Buffers;
using System.Collections.Frozen;

namespace FusionPortal.Conventions.Secrets;

/// <summary>What people write where a secret is not: a mask, a placeholder, a reference to where it is kept, a word about it.</summary>
internal static class StandIns
{
    private static readonly SearchValues<char> Joints = SearchValues.Create("-_/.:!@#\\");
    private static readonly SearchValues<char> VariableCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    private static readonly SearchValues<char> CallCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.");
    private static readonly SearchValues<char> Figures = SearchValues.Create("0123456789.-/:T+");
    private static readonly SearchValues<char> Masks = SearchValues.Create("*•.xX#_-…?");

    // "password: rotated on Monday", "Passwort: siehe Tresor". Without accents. One list for all languages: no word here is a password
    // anyone chose.
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "a", "an", "the", "see", "in", "kept", "stored", "saved", "set", "is", "was", "not", "no", "yes", "none", "null", "nil", "true",
        "false", "n/a", "na", "unknown",
        "empty", "blank", "required", "optional", "missing", "recorded", "rotated", "changed", "reset", "expired", "expires", "created",
        "random", "generated", "manager",
        "entry", "vault", "reference", "ref", "from", "by", "with", "at", "on", "of", "to", "for", "and", "or", "only", "same",
        "default", "redacted", "hidden", "removed", "withheld",
        "secret", "secrets", "password", "passwd", "token", "key", "value", "string", "text", "must", "should", "will", "cannot", "can",
        "may", "has", "have", "had", "been", "be", "as", "if", "when",
        "policy", "never", "always", "again", "ask", "given", "held", "lives", "goes", "done", "todo", "tbd", "pending", "open", "ok",
        "fusion", "per", "please", "use", "used", "via",
        "enabled", "disabled", "active", "inactive", "present", "absent", "valid", "invalid", "strong", "weak", "long", "lost", "known",
        "shown", "needed", "requested", "sent",
        "written", "encrypted", "masked", "undefined", "left", "client", "installer", "someone", "nobody", "windows", "sql",
        "authentication", "expiration", "off", "copied", "checked",
        "managed", "automatic", "automatically", "aws", "rds", "iam", "customer", "external", "internal", "shared", "individual",
        "handed", "revoked", "deleted", "verified", "confirmed", "replaced",
        "1password", "onepassword", "keepass", "keepassxc", "lastpass", "bitwarden", "dashlane", "keeper", "passbolt", "hashicorp",
        "secretsmanager", "ssm", "keyvault", "kms", "dpapi", "env",
        "2fa", "mfa", "oauth2", "sha1", "sha256", "sha512", "bcrypt", "argon2", "pbkdf2", "ntlmv2", "unchanged", "temporary", "initial",
        "yourpassword", "placeholder", "example",
        // German, Dutch
        "siehe", "liegt", "hinterlegt", "gespeichert", "geandert", "unbekannt", "erforderlich", "notwendig", "abgelaufen", "vorhanden",
        "fehlt", "keines", "kein", "im", "beim", "bei", "vom",
        "wie", "wird", "wurde", "ist", "nicht", "gesetzt", "tresor", "passwortmanager", "vergessen", "verwaltet", "zuruckgesetzt",
        "erneuert", "zie", "staat", "opgeslagen", "gewijzigd", "onbekend",
        "vereist", "verlopen", "kluis", "wachtwoordmanager", "wachtwoordkluis", "beheerd", "ingesteld", "vergeten", "ontbreekt",
        "gleich", "dasselbe",
        // French, Spanish, Portuguese, Italian
        "voir", "enregistre", "change", "modifie", "inconnu", "requis", "obligatoire", "expire", "oublie", "coffre", "coffre-fort",
        "gere", "aucun", "manquant", "ver", "vea", "vease", "guardada", "guardado",
        "cambiada", "desconocida", "obligatoria", "requerida", "caducada", "olvidada", "ninguna", "gestor", "gestionada", "boveda",
        "cofre", "veja", "salva", "alterada", "desconhecida", "obrigatoria",
        "expirada", "esquecida", "nenhuma", "gerenciada", "gerenciador", "vedi", "salvata", "cambiata", "sconosciuta", "obbligatoria",
        "scaduta", "dimenticata", "nessuna", "gestita", "cassaforte",
        // Czech, Slovak, Polish
        "viz", "vid", "ulozeno", "ulozene", "zmeneno", "zmenene", "nezname", "vyzadovano", "vyprselo", "zapomenuto", "trezor", "spravce",
        "zadne", "chybi", "patrz", "zapisane", "zmienione", "nieznane",
        "wymagane", "wygaslo", "zapomniane", "menedzer", "sejf", "brak", "zarzadzane",
        // Norwegian, Swedish, Danish, Finnish
        "se", "lagret", "endret", "ukjent", "pakrevd", "utlopt", "glemt", "hvelvet", "ingen", "mangler", "sparat", "andrat", "okant",
        "kravs", "utgangen", "glomt", "valvet", "saknas", "gemt", "andret",
        "aendret", "ukendt", "pakraevet", "pakravet", "udlobet", "boksen", "katso", "tallennettu", "vaihdettu", "tuntematon",
        "vanhentunut");

    private static readonly string[] Prefixes =
    [
        "op://", "vault:", "vault/", "kv/", "arn:", "alias/", "http://", "https://", "pm:", "keeper://", "bw://", "ref:", "env:", "ssm:",
        "ssm/", "secretsmanager:", "rds!", "kms:", "s3://", "file:", "akv:",
        "projects/", "your", "var.", "local.", "data.", "module.", "process.env", "os.", "env.", "config.", "secrets.", "vars.",
        "system.", "!ref", "!sub", "!getatt", "fn::", "enc[", "@microsoft.", "get-",
        "$env:", "${", "$(", "$[", "{{", "#{", "__", "<", "withheld", "redacted", "masked",
    ];

    private static readonly string[] Telling = ["secret", "password", "passwd", "credential", "vault", "param", "token", "apikey",
        "api_key"];

    /// <summary>Whether a value only stands in for a secret.</summary>
    public static bool Is(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || !value.ContainsAnyExcept(value[0])) return true;
        if (value[0] is '<' or '{' or '$' or '%' or '[' or '(' && value[^1] is '>' or '}' or '%' or ']' or ')') return true;
        foreach (var prefix in Prefixes)
            if (value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return true;
        var trimmed = value.TrimEnd(".,!?:)*");
        return Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(trimmed) || IsTicket(value.TrimEnd(".,)")) || IsVariable(value)
            || IsCall(value)
            || IsDate(trimmed) || IsPath(value) || AwsKeyRules.IsId(trimmed) || IsNameOfSecret(value) || IsMask(trimmed);
    }

    /// <summary>
    /// Whether a value is put together as names of things are: parts of one case and short numbers between - _ / . : as in
    /// <c>db-POS-01</c>.
    /// </summary>
    public static bool LooksLikeName(ReadOnlySpan<char> value)
    {
        var parts = 0;
        while (!value.IsEmpty)
        {
            var end = value.IndexOfAny(Joints);
            var part = end < 0 ? value : value[..end];
            value = end < 0 ? default : value[(end + 1)..];
            if (part.IsEmpty) continue;
            parts++;
            if (!IsNamePart(part)) return false;
        }

        return parts > 1;
    }

    /// <summary>Letters of one case, or a short number, or the first with a short number behind it.</summary>
    private static bool IsNamePart(ReadOnlySpan<char> part)
    {
        var digits = part.Length - part.TrimEnd("0123456789").Length;
        var letters = part[..^digits];
        if (letters.IsEmpty) return digits <= 5 || digits == 12;
        return digits <= 4 && (!letters.ContainsAnyExceptInRange('a', 'z') || !letters.ContainsAnyExceptInRange('A', 'Z'));
    }

    // "pos-db-password-01": the name of a secret says so.
    private static bool IsNameOfSecret(ReadOnlySpan<char> value)
    {
        if (!LooksLikeName(value)) return false;
        foreach (var word in Telling)
            if (value.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    // /prod/pos/db, pos/acme/db-01
    private static bool IsPath(ReadOnlySpan<char> value)
    {
        var path = value.TrimEnd(".,;)");
        if (path[0] == '\\' && path.Length > 2 && path[1] == '\\') return true;
        var slashes = path.Count('/');
        return slashes >= 1 && path[^1] != '/' && (path[0] == '/' ? slashes >= 2 : true) && LooksLikeName(path);
    }

    // $DB_PASSWORD, DB_PASSWORD, YOUR_PASSWORD_HERE
    private static bool IsVariable(ReadOnlySpan<char> value)
    {
        var name = value.TrimStart('$').Trim("%_");
        if (name.Length < 3 || name.ContainsAnyExcept(VariableCharacters) || !name.ContainsAnyInRange('A', 'Z')) return false;
        return value[0] is '$' or '%' || (name.Contains('_') && IsNameOfSecret(name))
            || Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }

    // getPassword(...), os.environ[...]
    private static bool IsCall(ReadOnlySpan<char> value)
    {
        var open = value.IndexOfAny("([");
        return open > 2 && !value[..open].ContainsAnyExcept(CallCharacters);
    }

    // 2026-11-18, 18.11.2026, 18/11/2026, 2026-11-18T02:03:04Z, 15.00.4335.1, 30days: figures of dates and versions.
    private static bool IsDate(ReadOnlySpan<char> value)
    {
        if (!char.IsAsciiDigit(value[0]) && value[0] is not ('v' or 'V')) return false;
        var figures = value.TrimStart("vV").TrimEnd("Zz");
        return figures.IndexOfAny(".-/:") > 0 && !figures.ContainsAnyExcept(Figures);
    }

    // xxxxxxxx, ****1234, ........
    private static bool IsMask(ReadOnlySpan<char> value) => value.Length > 3 && !value.ContainsAnyExcept(Masks);

    // PM-20931: the reference of a ticket or a password manager's entry.
    private static bool IsTicket(ReadOnlySpan<char> value)
    {
        var hyphen = value.IndexOf('-');
        if (hyphen is < 1 or > 8 || hyphen == value.Length - 1) return false;
        return !value[..hyphen].ContainsAnyExceptInRange('A', 'Z') && !value[(hyphen + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
