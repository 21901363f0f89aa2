using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Biplane.DataPlane.Tests.Testing;

/// <summary>Requests whose bodies come by a pipe, as the server's do: it refuses a read while another one has not been ended.</summary>
internal sealed class PipedBody(PipeReader reader) : IRequestBodyPipeFeature
{
    public PipeReader Reader => reader;

    public static HttpRequest Request(Pipe body)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IRequestBodyPipeFeature>(new PipedBody(body.Reader));
        return context.Request;
    }
}
