// The borders of the UI: a feature is entered through its index, the design system knows no feature, nothing goes in circles.
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'feature-through-index',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/([^/]+)/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.ts$'] },
    },
    {
      name: 'app-enters-features-through-index',
      severity: 'error',
      from: { path: '^src/(app|main)' },
      to: { path: '^src/features/[^/]+/', pathNot: '^src/features/[^/]+/index\\.ts$' },
    },
    { name: 'components-know-no-data', severity: 'error', from: { path: '^src/components/' }, to: { path: '^src/(features|app|api)/' } },
    { name: 'api-knows-no-view', severity: 'error', from: { path: '^src/api/' }, to: { path: '^src/(features|app|components)/' } },
    { name: 'lib-stands-alone', severity: 'error', from: { path: '^src/lib/' }, to: { path: '^src/(features|app|api|components)/' } },
    { name: 'features-know-no-app', severity: 'error', from: { path: '^src/features/' }, to: { path: '^src/app/' } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.(d|test)\\.tsx?$|main\\.tsx$|\\.worker\\.ts$' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.css'] },
  },
};
