using Biplane.Model;

namespace Biplane.DataPlane.Access;

/// <summary>What the data plane knows of an object that holds rows.</summary>
/// <param name="Object">The object.</param>
/// <param name="Name">Its name.</param>
/// <param name="OrganizationId">The organization it belongs to.</param>
/// <param name="OrganizationName">That organization's name.</param>
/// <param name="ProjectId">The project it belongs to (for logs and functions: itself).</param>
/// <param name="ProjectName">That project's name.</param>
internal sealed record ObjectInfo(
    ObjectRef Object, string Name, Guid OrganizationId, string OrganizationName, Guid ProjectId, string ProjectName);
