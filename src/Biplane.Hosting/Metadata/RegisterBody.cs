using Biplane.Contracts.Objects;
using Biplane.Hosting.Errors;
using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Http;

namespace Biplane.Hosting.Metadata;

/// <summary>Reads a request to make a thing, in the forms of <c>/api/…/register</c> and <c>POST /v1/…</c>.</summary>
internal static class RegisterBody
{
    public static RegisterObject Read(HttpRequest request, Caller caller, ResourceType type, ObjectBody body, NameConflict onConflict, DateTimeOffset now)
    {
        var name = type == ResourceType.Project ? body.Name("project_name") ?? body.Name("name") : body.Name($"{type.WireName()}_name") ?? body.Name("name");
        var isProject = type == ResourceType.Project;
        var register = new RegisterObject
        {
            Type = type,
            Id = Guid.CreateVersion7(now),
            ActorId = caller.UserId,
            OrganizationId = caller.Organization(request, body).OrganizationId,
            OnConflict = onConflict,
            Name = name,
            ProjectId = isProject ? null : body.Id("project_id"),
            ProjectName = isProject ? null : body.Name("project_name"),
            NewProjectId = isProject ? null : Guid.CreateVersion7(now),
            BaseExperimentId = body.Id("base_exp_id") ?? body.Id("base_experiment_id"),
            BaseExperimentName = body.Name("base_experiment"),
            DatasetId = body.Id("dataset_id"),
            DatasetVersion = type == ResourceType.DatasetSnapshot ? body.Version("xact_id") : body.Version("dataset_version"),
            ParametersId = body.Id("parameters_id"),
            ParametersVersion = body.Version("parameters_version"),
            IsPublic = body.Flag("public"),
        };
        Check(register);
        return register;
    }

    private static void Check(RegisterObject register)
    {
        if (register.Type is ResourceType.Project or ResourceType.DatasetSnapshot && register.Name is null)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "name is missing.");
        }

        if (register.Type is ResourceType.Experiment or ResourceType.Dataset && register.ProjectId is null && register.ProjectName is null)
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "project_id or project_name is missing.");
        }

        if (register.Type is ResourceType.DatasetSnapshot && (register.DatasetId is null || register.DatasetVersion is null))
        {
            throw ApiException.BadRequest(ErrorCodes.BadRequest, "dataset_id and xact_id are needed.");
        }
    }
}
