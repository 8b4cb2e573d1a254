using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace FusionPortal.Demo.Identity;

/// <summary>What tokens are signed with, and what the codes between browser and portal are sealed with.</summary>
internal sealed record DemoIdentityKeys(RsaSecurityKey Signing, SymmetricSecurityKey Sealing)
{
    /// <summary>The keys of the folder, made on first use; without a folder, new ones.</summary>
    public static DemoIdentityKeys Open(string? folder)
    {
        var signing = RSA.Create(2048);
        var sealing = RandomNumberGenerator.GetBytes(32);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            signing.ImportFromPem(Keep(Path.Combine(folder, "signing.pem"), signing.ExportPkcs8PrivateKeyPem));
            sealing = Convert.FromHexString(Keep(Path.Combine(folder, "sealing.hex"), () => Convert.ToHexString(sealing)));
        }
        var name = Convert.ToHexStringLower(SHA256.HashData(signing.ExportSubjectPublicKeyInfo()))[..16];
        return new DemoIdentityKeys(new RsaSecurityKey(signing) { KeyId = name }, new SymmetricSecurityKey(sealing));
    }

    private static string Keep(string file, Func<string> make)
    {
        if (!File.Exists(file)) PrivateFile.Write(file, make());
        return File.ReadAllText(file);
    }
}
