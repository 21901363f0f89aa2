import { useNavigate, useParams } from '@tanstack/react-router';
import { useRef } from 'react';
import { useKeys } from '@/lib/useKeys';

const armedMs = 1200;

/** `g` then a letter goes to a page of the project. */
export function useGoKeys(): void {
  const { org, project } = useParams({ strict: false });
  const navigate = useNavigate();
  const pressed = useRef(0);
  const armed = () => performance.now() - pressed.current < armedMs;
  useKeys({
    g: () => {
      pressed.current = performance.now();
    },
  });
  const go = (to: '/app/$org/p/$project/logs' | '/app/$org/p/$project/experiments' | '/app/$org/p/$project/datasets') => () => {
    if (!armed() || !org || !project) return false;
    pressed.current = 0;
    void navigate({ to, params: { org, project } });
    return true;
  };
  useKeys({
    l: go('/app/$org/p/$project/logs'),
    e: go('/app/$org/p/$project/experiments'),
    d: go('/app/$org/p/$project/datasets'),
    p: () => {
      if (!armed() || !org) return false;
      void navigate({ to: '/app/$org', params: { org } });
      return true;
    },
  });
}
