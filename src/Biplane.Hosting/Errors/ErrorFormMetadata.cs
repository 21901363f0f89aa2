namespace Biplane.Hosting.Errors;

/// <summary>On an endpoint: the form of its errors.</summary>
/// <param name="Form">The form.</param>
public sealed record ErrorFormMetadata(ErrorForm Form);
