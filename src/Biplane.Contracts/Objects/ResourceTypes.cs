namespace Biplane.Contracts.Objects;

/// <summary>Wire names of <see cref="ResourceType"/>.</summary>
public static class ResourceTypes
{
    public static IReadOnlyList<ResourceType> All { get; } = Enum.GetValues<ResourceType>();

    /// <summary>The name in paths (<c>/v1/experiment</c>), in bodies and in the field catalogue.</summary>
    public static string WireName(this ResourceType type) => type switch
    {
        ResourceType.Project => "project",
        ResourceType.Experiment => "experiment",
        ResourceType.Dataset => "dataset",
        ResourceType.DatasetSnapshot => "dataset_snapshot",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown resource type."),
    };

    public static ResourceType? Parse(string? name) => name switch
    {
        "project" or "project_logs" => ResourceType.Project,
        "experiment" => ResourceType.Experiment,
        "dataset" => ResourceType.Dataset,
        "dataset_snapshot" => ResourceType.DatasetSnapshot,
        _ => null,
    };
}
