using Biplane.Contracts.Identity;

namespace Biplane.DataPlane.Access;

/// <summary>What a credential is known by in the cache: a key's digest, or the session that a browser token names.</summary>
internal abstract record CallerKey
{
    private CallerKey()
    {
    }

    /// <summary>The form on disk.</summary>
    public abstract string Text { get; }

    public sealed record Key(KeyDigest Digest) : CallerKey
    {
        public override string Text => "key:" + Digest.Hex;
    }

    public sealed record Session(CheckCaller Check) : CallerKey
    {
        public override string Text => $"session:{Check.UserId:D}:{Check.SessionId:D}:{Check.OrganizationId:D}";
    }
}
