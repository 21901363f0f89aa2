import { Monitor, Moon, Sun } from 'lucide-react';
import { Segmented } from '@/components/Segmented';
import { setTheme, useTheme } from '@/lib/theme';

export function AppearanceSection() {
  const theme = useTheme();
  return (
    <section className="max-w-xl">
      <h2 className="text-lg font-semibold">Appearance</h2>
      <p className="mt-1 mb-4 text-muted">Kept in this browser.</p>
      <div className="flex items-center gap-4">
        <span>Theme</span>
        <Segmented
          label="Theme"
          value={theme}
          onChange={setTheme}
          options={[
            { value: 'system', label: 'As the system', icon: Monitor },
            { value: 'light', label: 'Light', icon: Sun },
            { value: 'dark', label: 'Dark', icon: Moon },
          ]}
        />
      </div>
    </section>
  );
}
