/** The metrics that the header shows, in this order; the others are in the trace. */
export const metricLabels: Record<string, string> = {
  duration: 'Task time',
  total_tokens: 'Tokens',
  tokens: 'Tokens',
  estimated_cost: 'Cost',
  errors: 'Errors',
};

export const metricTitles: Record<string, string> = {
  duration: 'Mean time of the task, without its scorers',
  total_tokens: 'Mean per case, without the scorers',
  tokens: 'Mean per case, without the scorers',
  estimated_cost: 'Mean per case, without the scorers',
  errors: 'Mean per case, without the scorers',
};
