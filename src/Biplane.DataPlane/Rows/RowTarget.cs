using Biplane.Hosting.Errors;
using Biplane.Model;

namespace Biplane.DataPlane.Rows;

/// <summary>Reads the object that a REST path names.</summary>
internal static class RowTarget
{
    /// <summary>The object of <c>/v1/{type}/{id}/…</c>.</summary>
    public static ObjectRef From(string type, string id)
    {
        ObjectKind kind = type switch
        {
            "project_logs" => ObjectKind.ProjectLogs,
            "experiment" => ObjectKind.Experiment,
            "dataset" => ObjectKind.Dataset,
            _ => throw new ApiException(404, ErrorCodes.BadRequest, "Rows belong to project_logs, an experiment or a dataset."),
        };
        return Guid.TryParse(id, out var guid)
            ? new ObjectRef(kind, guid)
            : throw ApiException.BadRequest(ErrorCodes.BadRequest, $"The id of the {type.Replace('_', ' ')} in the path is not a UUID.");
    }
}
