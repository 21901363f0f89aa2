export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} role="img" aria-label="Biplane">
      <rect width="32" height="32" rx="7" fill="var(--accent-fill)" />
      <path d="M6 11.5h20M6 20.5h20M11 11.5v9M21 11.5v9" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" fill="none" />
    </svg>
  );
}
