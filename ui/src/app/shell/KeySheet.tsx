import { Dialog } from '@/components/Dialog';
import { Kbd } from '@/components/Kbd';

const groups: Array<[string, Array<[string, string]>]> = [
  [
    'Everywhere',
    [
      ['⌘K', 'Command palette'],
      ['/', 'Search on this page'],
      ['g p', 'Projects'],
      ['g l', 'Logs'],
      ['g e', 'Experiments'],
      ['g d', 'Datasets'],
      ['?', 'This sheet'],
    ],
  ],
  [
    'Tables',
    [
      ['↑ ↓ ← →', 'Move'],
      ['Enter', 'Open the row'],
      ['j', 'Open the next row'],
      ['k', 'Open the previous row'],
      ['Alt ← →', 'Column width, on a header'],
    ],
  ],
  [
    'Trace',
    [
      [']', 'Next span'],
      ['[', 'Previous span'],
      ['n', 'Next hit of the search'],
      ['⇧ n', 'Previous hit'],
      ['e', 'Next error'],
      ['s', 'Slowest span'],
      ['z', 'Fold or unfold all'],
      ['t', 'Tree or timeline'],
      ['f', 'Full width'],
      ['Esc', 'Close'],
    ],
  ],
];

export function KeySheet({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keys" isOpen onClose={onClose}>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3 className="mb-1 text-sm text-muted">{title}</h3>
            <dl>
              {keys.map(([key, action]) => (
                <div key={key} className="flex h-7 items-center justify-between gap-4">
                  <dt>{action}</dt>
                  <dd className="flex gap-1">
                    {key.split(' ').map((part) => (
                      <Kbd key={part}>{part}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
