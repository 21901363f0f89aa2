import { Link, useParams } from '@tanstack/react-router';
import { PageHeader } from '@/components/PageHeader';
import { EmptyState } from '@/components/state/EmptyState';
import { ApiKeysSection } from './ApiKeysSection';
import { AppearanceSection } from './AppearanceSection';

const sections = [
  { id: 'api-keys', label: 'API keys' },
  { id: 'appearance', label: 'Appearance' },
];

export function SettingsPage() {
  const { org = '', section = 'api-keys' } = useParams({ strict: false });
  return (
    <>
      <PageHeader title="Settings" />
      <div className="flex min-h-0 flex-1 border-t border-line bg-surface max-[700px]:flex-col">
        <nav
          aria-label="Settings"
          className="flex w-44 shrink-0 flex-col gap-px border-r border-line p-2 max-[700px]:w-auto max-[700px]:flex-row max-[700px]:border-r-0 max-[700px]:border-b"
        >
          {sections.map(({ id, label }) => (
            <Link
              key={id}
              to="/app/$org/settings/$section"
              params={{ org, section: id }}
              aria-current={id === section ? 'page' : undefined}
              className={`flex h-7 items-center rounded-md px-2 ${id === section ? 'bg-selected font-medium text-accent' : 'text-muted hover:bg-hover hover:text-text'}`}
            >
              {label}
            </Link>
          ))}
        </nav>
        <div className="min-w-0 flex-1 overflow-y-auto p-6">
          {section === 'api-keys' && <ApiKeysSection />}
          {section === 'appearance' && <AppearanceSection />}
          {!sections.some(({ id }) => id === section) && <EmptyState title="There is no such page of settings" />}
        </div>
      </div>
    </>
  );
}
