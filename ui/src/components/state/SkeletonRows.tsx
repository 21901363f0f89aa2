import { Skeleton } from './Skeleton';

const widths = ['w-2/5', 'w-3/5', 'w-1/3', 'w-1/2', 'w-2/3', 'w-2/5', 'w-1/2', 'w-3/5'];

export function SkeletonRows({ rowHeight = 30 }: { rowHeight?: number }) {
  return (
    <div className="flex-1 overflow-hidden border-t border-line" role="status" aria-label="Loading">
      {widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <div key={index} className="flex items-center gap-4 border-b border-line px-4" style={{ height: rowHeight }}>
          <Skeleton className="h-3 w-24" />
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
