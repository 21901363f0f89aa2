import { useVisible } from '@/lib/useVisible';

/** Says that new rows appear by themselves. */
export function LiveMark() {
  const isVisible = useVisible();
  return (
    <span className="flex items-center gap-1.5" title="New traces appear within two seconds while this tab is in front">
      <span aria-hidden className={`size-1.5 rounded-full ${isVisible ? 'bg-better' : 'bg-faint'}`} />
      Live
    </span>
  );
}
