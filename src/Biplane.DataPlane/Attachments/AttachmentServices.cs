using Microsoft.Extensions.DependencyInjection;

namespace Biplane.DataPlane.Attachments;

internal static class AttachmentServices
{
    public static IServiceCollection AddAttachments(this IServiceCollection services) => services
        .AddSingleton<AttachmentStore>()
        .AddSingleton<AttachmentReferences>()
        .AddSingleton<AttachmentService>();
}
