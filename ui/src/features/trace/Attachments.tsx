import { useMemo } from 'react';
import { isAttachment } from '@/api/attachments';
import { AttachmentView } from './AttachmentView';
import { findAttachments } from './findAttachments';

export function Attachments({ value }: { value: unknown }) {
  const found = useMemo(() => findAttachments(value), [value]);
  if (found.length === 0) return null;
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {found.filter(isAttachment).map((reference) => (
        <AttachmentView key={reference.key ?? reference.url} reference={reference} />
      ))}
    </div>
  );
}
