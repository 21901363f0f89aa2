import { SkeletonRows } from '@/components/state/SkeletonRows';

export function ShellSkeleton() {
  return (
    <div className="flex min-h-0 flex-1">
      <div className="w-[200px] border-r border-line bg-sunken max-[600px]:hidden" />
      <div className="flex flex-1 flex-col">
        <div className="h-[64px] border-b border-line" />
        <SkeletonRows />
      </div>
    </div>
  );
}
