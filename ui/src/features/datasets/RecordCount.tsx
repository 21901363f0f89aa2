import { useQuery } from '@tanstack/react-query';
import { usePlane } from '@/api/planeContext';
import { datasetSummaryQuery } from '@/api/summaries';
import { formatCount, formatExact } from '@/lib/format';

/** Asked for when the row comes into sight. */
export function RecordCount({ datasetId }: { datasetId: string }) {
  const summary = useQuery(datasetSummaryQuery(usePlane(), datasetId));
  if (!summary.data) return null;
  return (
    <span className="nums font-mono" title={formatExact(summary.data.total_records)}>
      {formatCount(summary.data.total_records)}
    </span>
  );
}
