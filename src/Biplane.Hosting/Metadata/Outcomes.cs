using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;

namespace Biplane.Hosting.Metadata;

/// <summary>Outcomes as refusals. Not found and not allowed to see are one answer, and never 404: published clients read 404 as null.</summary>
public static class Outcomes
{
    public static ApiException Missing(ResourceType type, Guid? id)
    {
        var name = type.WireName();
        var which = id is { } value ? $"{name} id {value:D}" : name;
        return ApiException.BadRequest(ErrorCodes.ObjectNotFound, $"Missing read access to {which}, or the {name} does not exist");
    }

    /// <summary>The thing, or the refusal that the outcome stands for.</summary>
    public static MetadataObject Require(this MetadataAnswer answer, ResourceType type, Guid? id) => answer.Outcome switch
    {
        MetadataOutcome.Done or MetadataOutcome.FoundExisting => answer.Object!,
        MetadataOutcome.ProjectNotFound => throw Missing(ResourceType.Project, id: null),
        MetadataOutcome.DatasetNotFound => throw Missing(ResourceType.Dataset, id: null),
        MetadataOutcome.BaseExperimentNotFound => throw ApiException.BadRequest(
            ErrorCodes.ObjectNotFound, "The base experiment was not found in this project."),
        MetadataOutcome.Forbidden => throw ApiException.Forbidden("Your role does not allow this."),
        MetadataOutcome.NameTaken => throw ApiException.BadRequest(ErrorCodes.NameTaken, $"Another {type.WireName()} has that name."),
        MetadataOutcome.OrganizationNotServed => throw new ApiException(
            421, ErrorCodes.OrganizationNotServed, "This data plane does not serve that organization."),
        _ => throw Missing(type, id),
    };
}
