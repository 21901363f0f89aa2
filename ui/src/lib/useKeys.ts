import { useEffect, useRef } from 'react';

/** A handler that returns false leaves the key to the maps below. */
export type KeyMap = Record<string, (event: KeyboardEvent) => unknown>;

/** `mod+k`, `alt+x`, `j`, `?`, `ArrowDown`; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${event.metaKey || event.ctrlKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

const openLayer = '[role="dialog"][data-state="open"], [role="menu"][data-state="open"], [role="listbox"][data-state="open"]';

// The map that was mounted last is asked first: a panel wins over the page below it.
const stack: Array<{ current: KeyMap }> = [];

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const name = keyName(event);
  const withModifier = name.startsWith('mod+');
  if (!withModifier && (isTyping(event.target) || document.querySelector(openLayer))) return;
  for (let i = stack.length - 1; i >= 0; i--) {
    const handler = stack[i]?.current[name];
    if (handler && handler(event) !== false) {
      event.preventDefault();
      return;
    }
  }
}

/** Page-wide keys. They never steal typing, and an open menu or dialog owns the keyboard. */
export function useKeys(map: KeyMap, enabled = true): void {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    if (!enabled) return;
    if (stack.length === 0) window.addEventListener('keydown', dispatch);
    stack.push(latest);
    return () => {
      stack.splice(stack.indexOf(latest), 1);
      if (stack.length === 0) window.removeEventListener('keydown', dispatch);
    };
  }, [enabled]);
}
