using Biplane.Contracts.Objects;

namespace Biplane.Contracts.Identity;

/// <summary>Stores a key that the data plane minted: the control plane learns its digest and never the key.</summary>
/// <param name="Id">The id it gets.</param>
/// <param name="ActorId">Whose it is.</param>
/// <param name="OrganizationId">The organization it reaches.</param>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="Preview">What people may see of it.</param>
public sealed record CreateApiKey(Guid Id, Guid ActorId, Guid OrganizationId, MetadataName Name, KeyDigest Digest, KeyPreview Preview);
