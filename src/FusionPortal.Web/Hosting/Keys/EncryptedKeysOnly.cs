using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace FusionPortal.Web.Hosting.Keys;

/// <summary>
/// Leaves out keys that lie in the database as they are: from before a certificate was configured, or planted there. Whoever has read the
/// database knows them, and what they protect would be good for anybody.
/// </summary>
internal sealed partial class EncryptedKeysOnly(IXmlRepository kept, ILogger<EncryptedKeysOnly> logger) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var all = kept.GetAllElements();
        XElement[] good = [.. all.Where(IsGood)];
        if (good.Length < all.Count) NotUsed(logger, all.Count - good.Length);
        return good;
    }

    public void StoreElement(XElement element, string friendlyName) => kept.StoreElement(element, friendlyName);

    // Beside keys there are revocations, which hold no secret.
    internal static bool IsGood(XElement element) =>
        element.Name.LocalName != "key"
        || (!element.Descendants().Any(e => e.Name.LocalName == "masterKey")
            && element.Descendants().Any(e => e.Name.LocalName == "encryptedSecret"
                && e.Attribute("decryptorType")?.Value.Split(',')[0] == typeof(EncryptedXmlDecryptor).FullName));

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} keys in the table data_protection_keys are not encrypted by a certificate and are not used: who signed in by them signs "
        + "in anew. Delete them once no portal of before runs; docs/operations.md says how")]
    private static partial void NotUsed(ILogger logger, int count);
}
