using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Biplane.Contracts.Planes;

namespace Biplane.DataPlane.Uplink;

/// <summary>
/// Calls the control plane. Whatever keeps a call from its answer (no connection, a slow peer, a 5xx, garbage) is one thing to the
/// callers: <see cref="ControlPlaneUnavailableException"/>, never "no" and never "invalid".
/// </summary>
internal sealed class ControlPlaneClient : IDisposable
{
    private const int MaxAnswerBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // A newer control plane may say more than this data plane knows; requests stay strict.
    private static readonly PlaneJson Answers =
        new(new JsonSerializerOptions(PlaneJson.Default.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip });

    private readonly HttpClient _http;
    private readonly PlaneIdentity _identity;
    private readonly TimeProvider _time;
    private readonly string _base;

    public ControlPlaneClient(DataPlaneOptions options, PlaneIdentity identity, OutboundMetrics metrics, TimeProvider time)
    {
        _identity = identity;
        _time = time;
        _base = options.ControlUrl.Value;
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !new Uri(_base).IsLoopback,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _http = new HttpClient(new ClosedRouteHandler(sockets, options.ControlUrl, metrics))
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("biplane-data-plane", "1"));
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <exception cref="ControlPlaneUnavailableException">There is no answer.</exception>
    /// <exception cref="ControlPlaneRefusedException">The control plane does not take this call from this plane.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        PlaneRoute<TRequest, TResponse> route, TRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        try
        {
            using var message = Message(route, request);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, limit.Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
                return await JsonSerializer.DeserializeAsync(body, (JsonTypeInfo<TResponse>)Answers.GetTypeInfo(typeof(TResponse))!, limit.Token)
                    ?? throw new ControlPlaneUnavailableException("The control plane gave an empty answer.");
            }

            throw response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest
                ? new ControlPlaneRefusedException(response.StatusCode)
                : new ControlPlaneUnavailableException("The control plane answered with an error.");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or ArgumentException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ControlPlaneUnavailableException("The control plane does not answer.", error);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message<TRequest, TResponse>(PlaneRoute<TRequest, TResponse> route, TRequest request)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, (JsonTypeInfo<TRequest>)PlaneJson.Default.GetTypeInfo(typeof(TRequest))!));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var message = new HttpRequestMessage(HttpMethod.Post, _base + route.Path) { Content = content };
        if (_identity.Token(_time.GetUtcNow()) is { } token)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return message;
    }
}
