using Biplane.Contracts.Identity;
using Biplane.Hosting.Identity;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>Callers for tests.</summary>
internal static class People
{
    public static Guid Acme { get; } = Guid.Parse("11111111-1111-4111-8111-111111111111");

    public static Guid Other { get; } = Guid.Parse("22222222-2222-4222-8222-222222222222");

    public static Caller Ada { get; } = Make(Acme, OrganizationRole.Engineer);

    public static Caller Bob { get; } = Make(Acme, OrganizationRole.Engineer);

    public static Caller Viewer { get; } = Make(Acme, OrganizationRole.Viewer);

    /// <summary>A member of two organizations.</summary>
    public static Caller Both { get; } = new(
        Guid.NewGuid(), Email: null, [new Membership(Acme, "acme", OrganizationRole.Engineer), new Membership(Other, "other", OrganizationRole.Engineer)]);

    public static Caller Stranger { get; } = Make(Other, OrganizationRole.Owner);

    public static Caller? Find(Guid userId) => new[] { Ada, Bob, Viewer, Both, Stranger }.FirstOrDefault(c => c.UserId == userId);

    private static Caller Make(Guid organization, OrganizationRole role) =>
        new(Guid.NewGuid(), Email: null, [new Membership(organization, organization == Acme ? "acme" : "other", role)]);
}
