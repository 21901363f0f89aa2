import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { type AttachmentReference, attachmentQuery } from '@/api/attachments';
import { usePlane } from '@/api/planeContext';

// Kinds that a browser shows without running anything of theirs; SVG is not among them.
const showable = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

export function AttachmentView({ reference }: { reference: AttachmentReference }) {
  const plane = usePlane();
  const answer = useQuery({
    ...attachmentQuery(plane, reference),
    refetchInterval: (query) => (query.state.data?.status.upload_status === 'uploading' ? 2_000 : false),
  });
  const status = answer.data?.status.upload_status;
  const isImage = status === 'done' && showable.has(reference.content_type);
  const words = answer.isError
    ? answer.error.message
    : status === 'uploading'
      ? 'uploading'
      : status === 'error'
        ? (answer.data?.status.error_message ?? 'the upload failed')
        : reference.content_type;
  return (
    <figure className="max-w-full rounded-md border border-line bg-sunken">
      {isImage && (
        <img
          src={answer.data?.downloadUrl}
          alt={reference.filename}
          loading="lazy"
          referrerPolicy="no-referrer"
          className="max-h-72 max-w-full rounded-t-md object-contain"
        />
      )}
      <figcaption className="flex items-center gap-2 px-2 py-1 text-sm">
        <FileText size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-muted" />
        {status === 'done' ? (
          <a
            href={answer.data?.downloadUrl}
            target="_blank"
            rel="noreferrer noopener"
            download={reference.filename}
            className="truncate text-accent hover:underline"
          >
            {reference.filename}
          </a>
        ) : (
          <span className="truncate">{reference.filename}</span>
        )}
        <span className="truncate text-xs text-faint">{words}</span>
      </figcaption>
    </figure>
  );
}
