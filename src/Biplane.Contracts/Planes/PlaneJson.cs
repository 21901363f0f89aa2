using System.Text.Json.Serialization;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;

namespace Biplane.Contracts.Planes;

/// <summary>
/// The JSON form of everything that crosses between the planes. Unknown members are refused: what is not in a contract is not sent.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    Converters = [typeof(TransactionIdConverter)],
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(EnrollPlane))]
[JsonSerializable(typeof(EnrolledPlane))]
[JsonSerializable(typeof(AnnouncePlane))]
[JsonSerializable(typeof(NoContent))]
[JsonSerializable(typeof(SigningKeys))]
[JsonSerializable(typeof(IntrospectKey))]
[JsonSerializable(typeof(CheckCaller))]
[JsonSerializable(typeof(CallerIdentity))]
[JsonSerializable(typeof(RegisterObject))]
[JsonSerializable(typeof(ObjectKey))]
[JsonSerializable(typeof(ObjectQuery))]
[JsonSerializable(typeof(ObjectList))]
[JsonSerializable(typeof(PatchObject))]
[JsonSerializable(typeof(MetadataResult))]
[JsonSerializable(typeof(MetadataRecord))]
[JsonSerializable(typeof(ListIdentities))]
[JsonSerializable(typeof(OrganizationList))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(ApiKeyList))]
[JsonSerializable(typeof(CreateApiKey))]
[JsonSerializable(typeof(ApiKeyKey))]
[JsonSerializable(typeof(ApiKeyResult))]
public sealed partial class PlaneJson : JsonSerializerContext;
