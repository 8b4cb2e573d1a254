using FusionPortal.Conventions.Yaml;

namespace FusionPortal.Checklists.Templates.Yaml;

/// <summary>Advice about a sound template. Checklists are used when they are short, and skipped when they are not.</summary>
internal static class TemplateLint
{
    /// <summary>Steps under one pause point.</summary>
    public const int MostSteps = 9;

    /// <summary>Characters of an instruction before it should move to the guidance drawer.</summary>
    public const int LongestInstruction = 280;

    public static IReadOnlyList<YamlProblem> Warnings(Template template, TemplatePlaces places)
    {
        var warnings = new List<YamlProblem>();
        foreach (var section in template.Sections)
        {
            if (section.Steps.Count > MostSteps)
                warnings.Add(new YamlProblem(
                    places.Of("section " + section.Id),
                    $"Section '{section.Id}' has {section.Steps.Count} steps. Keep a pause point under ten; split it."));
            foreach (var step in section.Steps)
            {
                var at = places.Of("step " + step.Id);
                if (step.Instruction.Length > LongestInstruction)
                    warnings.Add(
                        new YamlProblem(
                        at, $"The instruction of step '{step.Id}' has {step.Instruction.Length} characters. Move what is over "
                            + $"{LongestInstruction} to 'guidance'."));
                if (step.Title.EndsWith('.'))
                    warnings.Add(
                        new YamlProblem(at, $"The title of step '{step.Id}' ends with a full stop; titles are not sentences."));
            }
        }

        return warnings;
    }
}
