const packages = ['core', 'stats', 'contracts', 'db', 'control', 'queue', 'artifacts', 'ml', 'sdk'];
const apps = ['web', 'worker', 'gateway', 'cli'];

/** What each package may import from the workspace, besides itself. */
const mayImport = {
  core: [],
  stats: [],
  contracts: ['packages/core'],
  db: ['packages/core'],
  control: ['packages/core', 'packages/stats', 'packages/contracts', 'packages/db'],
  queue: ['packages/contracts', 'packages/core'],
  artifacts: ['packages/contracts', 'packages/core'],
  ml: ['packages/stats', 'packages/core'],
  sdk: ['packages/contracts/api', 'packages/contracts/problem'],
};

const own = (name) => `^packages/${name}/`;
const testFile = '(\\.test\\.tsx?$|^packages/[^/]+/testing/)';
const testSupport = ['^packages/db/testing\\.ts$', '^packages/[^/]+/testing/'];

const packageRules = packages.map((name) => ({
  name: `${name}-imports`,
  comment: `packages/${name} may import from the workspace: ${mayImport[name].join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: own(name), pathNot: name === 'control' ? '^packages/control/ports\\.ts$' : testFile },
  to: {
    path: '^(packages|apps)/',
    pathNot: [own(name), ...testSupport, ...mayImport[name].map((path) => `^${path}`)],
  },
}));

const appRules = apps.map((name) => ({
  name: `${name}-is-alone`,
  comment: 'apps never import each other',
  severity: 'error',
  from: { path: `^apps/${name}/` },
  to: { path: '^apps/', pathNot: `^apps/${name}/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^(\\./|\\.\\./)*generated/', '\\.css$'] },
    },
    {
      name: 'packages-know-no-app',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|e2e|bench|scripts)/' },
    },
    ...packageRules,
    ...appRules,
    {
      name: 'core-is-pure',
      comment: 'core decides from its arguments alone: no npm package, no node: module',
      severity: 'error',
      from: { path: '^packages/core/', pathNot: testFile },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'] },
    },
    {
      name: 'stats-is-pure',
      comment: 'stats uses special functions from @stdlib and nothing else',
      severity: 'error',
      from: { path: '^packages/stats/', pathNot: testFile },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot: 'node_modules/@stdlib/',
      },
    },
    {
      name: 'gateway-cannot-change-a-rollout',
      comment: 'of control, the gateway sees metrics only',
      severity: 'error',
      from: { path: '^apps/gateway/', pathNot: testFile },
      to: {
        path: '^packages/control/',
        pathNot: ['^packages/control/metrics/', '^packages/control/(context|ports)\\.ts$'],
      },
    },
    {
      name: 'browser-code-stays-in-the-browser',
      comment: 'features and ui run in the browser: no database, queue, artifacts or runtime',
      severity: 'error',
      from: { path: '^apps/web/(features|ui)/', pathNot: testFile },
      to: { path: '^packages/(db|queue|artifacts|ml|control)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-db-speaks-prisma',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: ['^packages/db/', '^packages/control/', testFile] },
      to: { path: '(node_modules/@prisma/|^packages/db/generated/)' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: testFile },
      to: { path: testFile },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^packages/db/generated'] },
    exclude: { path: ['/dist/', '/\\.next/', '/next-env\\.d\\.ts$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
