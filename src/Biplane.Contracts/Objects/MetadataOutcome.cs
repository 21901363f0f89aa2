namespace Biplane.Contracts.Objects;

/// <summary>How a metadata call ended. A code, never a text: nothing that was sent is echoed across the edge.</summary>
public enum MetadataOutcome
{
    Done = 1,

    /// <summary>The thing was there already.</summary>
    FoundExisting = 2,

    /// <summary>It does not exist or the actor may not see it.</summary>
    NotFound = 3,

    ProjectNotFound = 4,

    BaseExperimentNotFound = 5,

    DatasetNotFound = 6,

    /// <summary>The actor's role does not allow it.</summary>
    Forbidden = 7,

    /// <summary>Another thing has that name.</summary>
    NameTaken = 8,

    /// <summary>The data plane does not serve this organization.</summary>
    OrganizationNotServed = 9,
}
