using Mono.Cecil;

namespace FusionPortal.Integration.Architecture;

/// <summary>Reads compiled code, so that what a razor file uses counts like what a class uses.</summary>
internal static class Intermediate
{
    /// <summary>Full names of every type that the type or a type inside it mentions: bases, fields, properties, signatures, attributes and
    /// bodies.</summary>
    public static IEnumerable<string> TypesUsedBy(TypeDefinition type) =>
        References(type).SelectMany(Flatten).Select(t => t.FullName).Distinct();

    private static IEnumerable<TypeReference?> References(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var implemented in type.Interfaces) yield return implemented.InterfaceType;
        foreach (var attribute in type.CustomAttributes) yield return attribute.AttributeType;
        foreach (var field in type.Fields) yield return field.FieldType;
        foreach (var property in type.Properties) yield return property.PropertyType;
        foreach (var method in type.Methods)
            foreach (var used in References(method)) yield return used;
        foreach (var nested in type.NestedTypes)
            foreach (var used in References(nested)) yield return used;
    }

    private static IEnumerable<TypeReference?> References(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
        if (!method.HasBody) yield break;
        foreach (var variable in method.Body.Variables) yield return variable.VariableType;
        foreach (var instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference used:
                    yield return used;
                    break;
                case MethodReference called:
                    yield return called.DeclaringType;
                    yield return called.ReturnType;
                    if (called is GenericInstanceMethod generic)
                        foreach (var argument in generic.GenericArguments) yield return argument;
                    break;
                case FieldReference field:
                    yield return field.DeclaringType;
                    yield return field.FieldType;
                    break;
            }
        }
    }

    private static IEnumerable<TypeReference> Flatten(TypeReference? type)
    {
        if (type is null) yield break;
        yield return type.GetElementType();
        if (type is GenericInstanceType generic)
            foreach (var argument in generic.GenericArguments)
                foreach (var used in Flatten(argument)) yield return used;
    }
}
