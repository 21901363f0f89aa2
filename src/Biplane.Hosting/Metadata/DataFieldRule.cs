namespace Biplane.Hosting.Metadata;

/// <summary>What a plane does with data fields in the body of a metadata call.</summary>
public enum DataFieldRule
{
    /// <summary>Data plane: keep them.</summary>
    Keep,

    /// <summary>Control plane: skip them unread and say so in <c>x-biplane-dropped</c>.</summary>
    Drop,
}
