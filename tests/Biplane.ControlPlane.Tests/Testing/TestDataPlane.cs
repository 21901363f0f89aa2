using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Biplane.Contracts.Planes;
using Biplane.Hosting.Tokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Biplane.ControlPlane.Tests.Testing;

/// <summary>The data plane's end of the protocol, spoken by hand.</summary>
internal sealed class TestDataPlane(ControlServer server, EnrolledPlane enrolled, ECDsaSecurityKey key)
{
    public const string DefaultApiUrl = "http://data.example.test:5181";

    public Guid Id => enrolled.DataPlaneId;

    public Guid OrganizationId => enrolled.OrganizationIds[0];

    public string ApiUrl { get; } = DefaultApiUrl;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TestDataPlane> JoinAsync(ControlServer server)
    {
        var key = Es256.PrivateKey(Es256.NewPrivatePem(), "identity");
        var request = new EnrollPlane(await server.Host.CreateEnrollmentCodeAsync(Token), Es256.PublicKey(key), PlaneUrl.Create(DefaultApiUrl));
        var answer = await server.Http.PostAsJsonAsync(PlaneRoutes.Enroll.Path, request, PlaneJson.Default.EnrollPlane, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new TestDataPlane(server, (await answer.Content.ReadFromJsonAsync(PlaneJson.Default.EnrolledPlane, Token))!, key);
    }

    public async Task<HttpResponseMessage> SendAsync<TRequest, TResponse>(
        PlaneRoute<TRequest, TResponse> route, TRequest request, ECDsaSecurityKey? otherKey = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, route.Path);
        message.Content = JsonContent.Create(request, (JsonTypeInfo<TRequest>)PlaneJson.Default.GetTypeInfo(typeof(TRequest))!);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", PlaneTokens.Issue(Id, otherKey ?? key, server.Time.GetUtcNow()));
        return await server.Http.SendAsync(message, Token);
    }

    public async Task<TResponse> CallAsync<TRequest, TResponse>(PlaneRoute<TRequest, TResponse> route, TRequest request)
    {
        var answer = await SendAsync(route, request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync((JsonTypeInfo<TResponse>)PlaneJson.Default.GetTypeInfo(typeof(TResponse))!, Token))!;
    }
}
