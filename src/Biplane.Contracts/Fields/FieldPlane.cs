namespace Biplane.Contracts.Fields;

/// <summary>Which plane stores a field. A field has one home.</summary>
public enum FieldPlane
{
    /// <summary>The control plane: ids, names, owners, times, numbers, enumerations, permissions, hashes, ciphertext.</summary>
    Control,

    /// <summary>The data plane: whatever can hold a filter, expression, prompt, URL, description, tag, git fact or free JSON.</summary>
    Data,
}
