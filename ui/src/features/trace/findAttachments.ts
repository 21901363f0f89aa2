import { type AttachmentReference, isAttachment } from '@/api/attachments';
import { isLarge } from '@/lib/json/largeValue';

const mostShown = 50;
const mostVisited = 20_000;

/** References to attachments anywhere in a value; big values that stayed in the worker are not searched. */
export function findAttachments(value: unknown): AttachmentReference[] {
  const found = new Map<string, AttachmentReference>();
  if (isLarge(value)) return [];
  const stack: unknown[] = [value];
  for (let visited = 0; stack.length > 0 && visited < mostVisited && found.size < mostShown; visited++) {
    const current = stack.pop();
    if (current === null || typeof current !== 'object') continue;
    if (isAttachment(current)) found.set(current.key ?? current.url ?? '', current);
    else for (const inner of Object.values(current)) stack.push(inner);
  }
  return [...found.values()];
}
