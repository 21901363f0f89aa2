import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from '@/lib/clipboard';
import { IconButton } from './IconButton';

interface CopyButtonProps {
  text: string | (() => string | Promise<string>);
  label: string;
  size?: 'small' | 'normal';
  className?: string;
}

export function CopyButton({ text, label, size = 'small', className }: CopyButtonProps) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [isDone]);
  return (
    <IconButton
      icon={isDone ? Check : Copy}
      label={isDone ? 'Copied' : label}
      size={size}
      className={className}
      onClick={async (event) => {
        event.stopPropagation();
        setDone(await copyText(typeof text === 'string' ? text : await text()));
      }}
    />
  );
}
