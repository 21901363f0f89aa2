import {
  Box,
  FlaskConical,
  type LucideIcon,
  MessageSquareText,
  Search,
  SquareFunction,
  Star,
  UserCheck,
  Workflow,
  Wrench,
} from 'lucide-react';

export interface SpanTypeLook {
  icon: LucideIcon;
  color: string;
  bar: string;
}

const looks: Record<string, SpanTypeLook> = {
  llm: { icon: MessageSquareText, color: 'text-span-llm', bar: 'bg-span-llm' },
  task: { icon: Workflow, color: 'text-span-task', bar: 'bg-span-task' },
  tool: { icon: Wrench, color: 'text-span-tool', bar: 'bg-span-tool' },
  function: { icon: SquareFunction, color: 'text-span-function', bar: 'bg-span-function' },
  score: { icon: Star, color: 'text-span-score', bar: 'bg-span-score' },
  eval: { icon: FlaskConical, color: 'text-span-eval', bar: 'bg-span-eval' },
  retrieval: { icon: Search, color: 'text-span-retrieval', bar: 'bg-span-retrieval' },
  review: { icon: UserCheck, color: 'text-span-review', bar: 'bg-span-review' },
};

const other: SpanTypeLook = { icon: Box, color: 'text-span-function', bar: 'bg-span-function' };

export function spanTypeLook(type: string): SpanTypeLook {
  return looks[type] ?? other;
}
