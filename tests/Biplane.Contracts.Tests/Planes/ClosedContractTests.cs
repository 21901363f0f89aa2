using System.Reflection;
using Biplane.Contracts.Identity;
using Biplane.Contracts.Objects;
using Biplane.Contracts.Planes;
using Biplane.Model.Transactions;
using Xunit;

namespace Biplane.Contracts.Tests.Planes;

/// <summary>What crosses between the planes is closed: no member of a message can hold arbitrary text or JSON.</summary>
public sealed class ClosedContractTests
{
    private static readonly HashSet<Type> Leaves =
    [
        typeof(Guid), typeof(bool), typeof(int), typeof(DateTimeOffset), typeof(TransactionId), typeof(ReadOnlyMemory<byte>),
        typeof(MetadataName), typeof(EmailAddress), typeof(KeyDigest), typeof(KeyPreview), typeof(PlaneUrl), typeof(EnrollmentCode),
    ];

    public static TheoryData<Type> Messages => [.. PlaneRoutes.All.SelectMany(r => new[] { r.RequestType, r.ResponseType }).Distinct()];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_holds_only_closed_types(Type message) => Assert.Empty(OpenMembers(message, message.Name));

    [Fact]
    public void The_check_sees_an_open_member() => Assert.NotEmpty(OpenMembers(typeof(Leak), nameof(Leak)));

    [Fact]
    public void Routes_are_listed_once_and_carry_nothing_in_their_path()
    {
        Assert.Equal(PlaneRoutes.All.Count, PlaneRoutes.All.Select(r => r.Path).Distinct().Count());
        Assert.All(PlaneRoutes.All, r => Assert.Matches("^/planes/v1/[a-z-]+(/[a-z-]+)?$", r.Path));
    }

    [Fact]
    public void Every_route_of_the_class_is_in_the_list()
    {
        var fields = typeof(PlaneRoutes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<PlaneRoute>();

        Assert.Equal(PlaneRoutes.All.Select(r => r.Path).Order(), fields.Select(r => r.Path).Order());
    }

    private static IEnumerable<string> OpenMembers(Type type, string path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Leaves.Contains(plain) || plain.IsEnum)
        {
            return [];
        }

        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return OpenMembers(plain.GetGenericArguments()[0], path + "[]");
        }

        return plain.Namespace?.StartsWith("Biplane.Contracts", StringComparison.Ordinal) == true && plain.IsClass && plain.IsSealed
            ? plain.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p => OpenMembers(p.PropertyType, $"{path}.{p.Name}"))
            : [path];
    }

    private sealed record Leak(string Text);
}
