namespace Biplane.Contracts.Objects;

/// <summary>The named things whose names the control plane keeps. The numbers are stored: never reuse or change one.</summary>
public enum ResourceType
{
    Project = 1,
    Experiment = 2,
    Dataset = 3,
    DatasetSnapshot = 4,
}
