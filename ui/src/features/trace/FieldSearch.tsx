import { Search } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/components/IconButton';
import { SearchBox } from '@/components/SearchBox';
import type { FieldSearchState } from './useFieldSearch';

export function FieldSearch({ search, label }: { search: FieldSearchState; label: string }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen && search.words === '') return <IconButton icon={Search} label={label} size="small" onClick={() => setOpen(true)} />;
  return (
    <div className="flex items-center gap-1.5">
      {search.words !== '' && (
        <span role="status" className="nums text-xs text-muted">
          {search.count === 0 ? 'none' : `${search.index + 1} of ${search.count}`}
        </span>
      )}
      <SearchBox label={label} value={search.words} onChange={search.setWords} delayMs={150} onEnter={search.step} className="w-40" />
    </div>
  );
}
