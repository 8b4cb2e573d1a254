using System.Collections.Frozen;
using FusionPortal.Checklists.Fields;

namespace FusionPortal.Web.Components.Pages.Runs.Fields;

/// <summary>The component of each field type: the one of this folder with the type's own class name.</summary>
public static class FieldEditors
{
    private static readonly FrozenDictionary<FieldType, Type> ByType = FieldTypes.All.ToFrozenDictionary(type => type, EditorOf);

    public static Type Of(FieldType type) => ByType[type];

    private static Type EditorOf(FieldType type) =>
        typeof(FieldEditor).Assembly.GetType($"{typeof(FieldEditor).Namespace}.{type.GetType().Name}") is { } editor
            && editor.IsSubclassOf(typeof(FieldEditor)) ? editor
            : throw new InvalidOperationException($"Field type '{type.Word}' has no editor component {type.GetType().Name}.");
}
