using Microsoft.AspNetCore.Builder;

namespace Biplane.Hosting.Errors;

/// <summary>Says in which form the routes of a group answer errors.</summary>
public static class ErrorFormExtensions
{
    public static TBuilder WithErrorForm<TBuilder>(this TBuilder builder, ErrorForm form)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new ErrorFormMetadata(form)));
        return builder;
    }
}
