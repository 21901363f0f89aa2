import { queryOptions } from '@tanstack/react-query';
import { callDataPlane, type DataPlane } from './dataPlane';

export interface AttachmentReference {
  type: 'braintrust_attachment' | 'external_attachment';
  filename: string;
  content_type: string;
  key?: string;
  url?: string;
}

export function isAttachment(value: unknown): value is AttachmentReference {
  if (value === null || typeof value !== 'object') return false;
  const type = (value as { type?: unknown }).type;
  return (type === 'braintrust_attachment' || type === 'external_attachment') && 'filename' in value;
}

export interface AttachmentAnswer {
  downloadUrl: string;
  status: { upload_status: 'done' | 'uploading' | 'error'; error_message?: string };
}

export const attachmentQuery = (plane: DataPlane, reference: AttachmentReference) =>
  queryOptions({
    queryKey: ['attachment', plane.orgId, reference.key ?? reference.url],
    queryFn: ({ signal }) =>
      callDataPlane<AttachmentAnswer>(plane, {
        path: '/attachment',
        query: {
          key: reference.key,
          url: reference.url,
          filename: reference.filename,
          content_type: reference.content_type,
          org_id: plane.orgId,
        },
        signal,
      }),
    staleTime: 60_000,
  });
