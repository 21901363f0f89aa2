namespace Biplane.Hosting.Errors;

/// <summary>The form in which a route group answers errors.</summary>
public enum ErrorForm
{
    /// <summary>Our own routes: RFC 9457 problem details with a stable <c>code</c>.</summary>
    Problem,

    /// <summary>Compatible data routes: JSON with capitalised keys.</summary>
    Compatible,

    /// <summary>Compatible metadata routes: one line of plain text.</summary>
    Text,
}
