using Biplane.Hosting.Identity;
using Microsoft.AspNetCore.Authorization;

namespace Biplane.Hosting.Access;

/// <summary>The caller holds a permission somewhere.</summary>
/// <param name="Permission">The permission.</param>
internal sealed record PermissionRequirement(Permission Permission) : IAuthorizationRequirement;
