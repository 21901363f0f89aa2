namespace Biplane.Contracts.Fields;

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    Id,
    Name,
    Email,
    Url,
    Time,
    Number,
    Boolean,
    Enumeration,
    Hash,
    PublicKey,
    Text,
    Object,
    Array,
}
