namespace FusionPortal.Core.Abstractions;

/// <summary>The unit a scan answers for: one service of one account in one region.</summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="Region">For example us-east-1; <see cref="Global"/> for services that answer for the whole account at once.</param>
/// <param name="Service">One of <see cref="ITargetReader.Services"/>, for example <c>ec2</c>, or <see cref="Tagging"/>.</param>
public sealed record ScanTarget(string AccountId, string Region, string Service)
{
    /// <summary>Stands for the region of services that have none: IAM, and S3, whose list of buckets spans all regions.</summary>
    public const string Global = "global";

    /// <summary>The Resource Groups Tagging API: tags of everything tagged, existence of nothing else.</summary>
    public const string Tagging = "tagging";
}
