import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { IconButton } from './IconButton';

interface DialogProps {
  title: string;
  description?: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
  className?: string;
}

export function Dialog({ title, description, isOpen, onClose, children, className }: DialogProps) {
  return (
    <Primitive.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="appear fixed inset-0 z-40 bg-black/35" />
        <Primitive.Content
          className={cx(
            'appear fixed top-[18vh] left-1/2 z-50 max-h-[70vh] w-[min(520px,calc(100vw-32px))] -translate-x-1/2 overflow-y-auto rounded-lg border border-line bg-raised p-4 shadow-(--shadow-float)',
            className,
          )}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className="mb-3 flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
              {description && <Primitive.Description className="mt-0.5 text-muted">{description}</Primitive.Description>}
            </div>
            <IconButton icon={X} label="Close" keys="Esc" onClick={onClose} />
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
