/** The metrics that the header shows, in this order; the others are in the trace. */
export const metricLabels: Record<string, string> = {
  duration: 'Duration',
  total_tokens: 'Tokens',
  tokens: 'Tokens',
  estimated_cost: 'Cost',
  errors: 'Errors',
};
