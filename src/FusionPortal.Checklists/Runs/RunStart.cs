using FusionPortal.Checklists.Templates;

namespace FusionPortal.Checklists.Runs;

/// <summary>A person said that they have read and understood one edition of a reference topic.</summary>
public sealed record TopicAcknowledgement(string TopicKey, int TopicVersion, string TopicSha256, Attribution By);

/// <summary>Whether a run may start.</summary>
public static class RunStart
{
    /// <summary>Null when it may; otherwise what is missing, in words a person can act on.</summary>
    /// <param name="template">The version the run would be pinned to.</param>
    /// <param name="organization">The client of an install; null for a shared resource.</param>
    /// <param name="acknowledgement">What the person who starts it acknowledged; null when nothing.</param>
    /// <param name="starterId">Who starts it: nobody can acknowledge for somebody else.</param>
    public static string? WhyNot(
        Template template, OrganizationFacts? organization, TopicAcknowledgement? acknowledgement, string starterId)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.Kind == RunKind.ClientInstall && organization is null) return "An install needs the client it is for.";
        if (template.RequiresTopic is not { } key) return null;
        var topic = ReferenceTopic.Find(key)
            ?? throw new InvalidOperationException($"Template '{template.Key}' requires the unknown topic '{key}'.");
        if (acknowledgement is null || acknowledgement.TopicKey != topic.Key || acknowledgement.By.PersonId != starterId)
            return $"Read and acknowledge \"{topic.Title}\" first.";
        return acknowledgement.TopicSha256 == topic.Sha256 ? null
            : $"\"{topic.Title}\" has changed since you acknowledged it. Read it again.";
    }
}
