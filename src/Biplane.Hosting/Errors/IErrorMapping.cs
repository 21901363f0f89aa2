namespace Biplane.Hosting.Errors;

/// <summary>Turns exceptions of a plane's own layers into answers. Each plane registers its own; see <see cref="ErrorMiddleware"/> for the rest.</summary>
public interface IErrorMapping
{
    /// <summary>The answer, or null if the exception is not known here.</summary>
    ErrorAnswer? Map(Exception exception);
}
