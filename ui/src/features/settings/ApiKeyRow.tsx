import type { ApiKey } from '@/api/apiKeys';
import { Button } from '@/components/Button';
import { RelativeTime } from '@/components/RelativeTime';

export function ApiKeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke(): void }) {
  return (
    <tr className="border-b border-line">
      <td className="h-10 max-w-60 truncate pr-4 font-medium">{apiKey.name}</td>
      <td className="pr-4 font-mono text-sm text-muted">{apiKey.preview_name}</td>
      <td className="pr-4 whitespace-nowrap text-muted">
        <RelativeTime at={apiKey.created} />
      </td>
      <td className="text-right">
        <Button look="quiet" aria-label={`Revoke ${apiKey.name}`} onClick={onRevoke}>
          Revoke
        </Button>
      </td>
    </tr>
  );
}
